"""Queries that are compiled once answer as those that are compiled each time."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cms.api.prepared import Prepared
from cms.publishing.models import Entry

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def an_entry(**fields: object) -> Entry:
    now = timezone.now()
    change = Entry.objects.count() + 1
    given = {"source": f"test:{change}", "change": change, "published_at": now, "updated_at": now}
    return Entry.objects.create(kind="news", version=1, **{**given, **fields})


def test_a_prepared_query_answers_by_the_values_of_each_call() -> None:
    first, second = an_entry(), an_entry()
    field = Entry._meta.get_field
    query = Prepared(
        lambda id, now: Entry.objects.public(now).filter(pk=id).values_list("id", "published_at"),
        id=field("id"),
        now=field("expires_at"),
    )

    now = timezone.now()

    assert query.rows(id=first.pk, now=now) == [(first.pk, first.published_at)]
    assert query.rows(id=second.pk, now=now) == [(second.pk, second.published_at)]
    assert query.rows(id=uuid4(), now=now) == []


def test_a_prepared_query_keeps_apart_parameters_of_one_type() -> None:
    an_entry(published_at=timezone.now() - 5 * DAY)
    middle = an_entry(published_at=timezone.now() - 3 * DAY)
    an_entry(published_at=timezone.now() - DAY)
    field = Entry._meta.get_field("published_at")
    query = Prepared(
        lambda after, before: Entry.objects.filter(
            published_at__lt=before, published_at__gt=after
        ).values_list("pk"),
        before=field,
        after=field,
    )

    found = query.rows(after=timezone.now() - 4 * DAY, before=timezone.now() - 2 * DAY)

    assert found == [(middle.pk,)]


def test_a_parameter_that_the_query_does_not_hold_is_an_error() -> None:
    query = Prepared(lambda id: Entry.objects.values_list("pk"), id=Entry._meta.get_field("id"))

    with pytest.raises(AssertionError):
        query.rows(id=uuid4())

"""What the health page says of the search indexes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.health.figures import Level
from cms.health.models import Measurement
from cms.publishing.models import Entry
from search.figures import check_all, figures
from search.indexer import catch_up
from tests.search.conftest import elasticsearch as elasticsearch_engine  # noqa: F401
from tests.search.conftest import own_index, publish  # noqa: F401


def read() -> dict[tuple[str, str], object]:
    return {(figure.gauge.name, figure.of): figure for figure in figures()}


@pytest.mark.django_db
def test_an_index_that_was_never_built_is_critical_and_says_why():
    figure = read()["search_unavailable", "embedded"]

    assert figure.level is Level.CRITICAL
    assert "Chưa có chỉ mục" in figure.problem


@pytest.mark.django_db
def test_the_age_of_what_an_index_has_not_read_is_told():
    from search.engines import embedded

    catch_up(embedded())
    publish("Tin")
    assert read()["search_oldest_unread_change", "embedded"].level is Level.OK

    Entry.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    assert read()["search_oldest_unread_change", "embedded"].level is Level.CRITICAL

    catch_up(embedded())
    assert read()["search_oldest_unread_change", "embedded"].value == 0


@pytest.mark.django_db
def test_drift_is_counted_as_the_worker_last_found_it():
    from search.engines import embedded

    entry = publish("Tin")
    catch_up(embedded())
    assert read()["search_last_check", "embedded"].level is Level.WARNING
    Entry.objects.filter(pk=entry.pk).delete()

    check_all()

    assert read()["search_drift", "embedded"].value == 1
    assert read()["search_drift", "embedded"].level is Level.WARNING
    assert read()["search_last_check", "embedded"].level is Level.OK


@pytest.mark.django_db
def test_a_check_that_is_long_past_is_no_comfort():
    from search.engines import embedded

    catch_up(embedded())
    check_all()
    Measurement.objects.update(taken_at=timezone.now() - timedelta(days=2))

    assert read()["search_last_check", "embedded"].level is Level.CRITICAL


@pytest.mark.django_db
def test_what_the_command_finds_and_repairs_is_what_is_shown(capsys):
    from search.engines import embedded

    entry = publish("Tin")
    catch_up(embedded())
    Entry.objects.filter(pk=entry.pk).delete()

    with pytest.raises(SystemExit):
        call_command("check_index", "--engine", "embedded")
    assert read()["search_drift", "embedded"].value == 1

    call_command("check_index", "--engine", "embedded", "--repair")
    assert read()["search_drift", "embedded"].value == 0


@pytest.mark.django_db
def test_an_elasticsearch_that_does_not_answer_is_critical_and_the_stand_in_is_not(settings):
    from search.engines import embedded

    catch_up(embedded())
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": "http://127.0.0.1:9",
    }

    shown = read()

    assert shown["search_unavailable", "elasticsearch"].level is Level.CRITICAL
    assert shown["search_unavailable", "embedded"].level is Level.OK

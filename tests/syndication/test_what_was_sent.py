"""The reach page claims nothing of what may have arrived and was not confirmed."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import resolve, reverse
from django.utils import timezone

from cms.syndication import reach, retention
from cms.syndication.desk.moment import one_moment
from cms.syndication.models import Delivery, Subscriber
from cms.syndication.outgoing import Answer
from cms.syndication.progress import lag_of
from cms.syndication.reach import Cell, State
from cms.syndication.webhooks import queue

from .conftest import publish, subscriber, withdraw

pytestmark = pytest.mark.django_db


def cell(one: Subscriber) -> Cell:
    [row] = reach.rows_of(map(reach.item_of, reach.entries_to_show()), [one])
    return row.cells[0]


def told() -> Subscriber:
    return subscriber(how="webhook", webhook_url="https://a.example/")


def take(one: Subscriber) -> Delivery:
    [delivery] = queue.take(one.pk, timezone.now())
    return delivery


def arrive(one: Subscriber) -> None:
    queue.succeed(take(one), Answer(204, "", None), timezone.now())


def test_what_was_pulled_and_then_withdrawn_is_missing_until_its_withdrawal_is_confirmed(
    mirror_of: Any,
) -> None:
    one = subscriber()
    mirror = mirror_of(one)
    entry = publish("Tin")
    assert cell(one).state is State.WAITING
    mirror.ask()
    assert cell(one).state is State.SENT
    withdraw(entry)
    assert cell(one).state is State.WITHDRAWING
    assert lag_of(one).items == 1
    mirror.pull()
    assert cell(one).state is State.WITHDRAWN


def test_what_a_killed_worker_may_have_sent_is_not_said_to_be_unsent() -> None:
    one = told()
    entry = publish("Tin")
    take(one)  # and killed before it could write down what came of it
    assert cell(one).state is State.SENT
    withdraw(entry)
    assert cell(one).state is State.WITHDRAWING
    assert lag_of(one).items == 1
    long_ago = timezone.now() - timedelta(days=500)
    Delivery.objects.update(state="failed", created_at=long_ago)
    retention.forget_old()
    assert not Delivery.objects.exists()
    assert lag_of(one).items == 1


def test_what_was_given_back_untried_was_not_sent() -> None:
    one = told()
    publish("Tin")
    queue.give_back([take(one)])
    assert cell(one).state is State.WAITING


def test_after_a_confirmed_withdrawal_no_version_is_claimed() -> None:
    one = told()
    entry = publish("Tin")
    arrive(one)
    assert cell(one).state is State.HAS
    withdraw(entry)
    arrive(one)
    assert cell(one).state is State.WITHDRAWN
    publish("Tin", source=entry.source)
    assert (cell(one).state, cell(one).seen_version) == (State.WAITING, 0)


def test_what_follows_a_version_that_fails_is_said_to_fail_and_why() -> None:
    """Not "on its way": order is kept, so the new version waits for the old one."""
    one = told()
    entry = publish("Tin")
    queue.fail(take(one), "Không ai nghe ở địa chỉ này.", timezone.now())
    publish("Tin, đã sửa", source=entry.source)
    assert (cell(one).state, cell(one).why) == (State.RETRYING, "Không ai nghe ở địa chỉ này.")
    withdraw(entry)
    assert cell(one).state is State.RETRYING


def test_what_follows_a_version_that_was_given_up_is_not_said_to_be_on_its_way() -> None:
    one = told()
    entry = publish("Tin")
    take(one)
    Delivery.objects.update(state="failed", claim=None)
    assert cell(one).state is State.FAILED
    publish("Tin, đã sửa", source=entry.source)
    assert cell(one).state is State.AGAIN


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets nobody write meanwhile")
def test_what_is_published_while_a_page_is_read_is_not_half_on_it() -> None:
    one = told()
    with one_moment():
        assert lag_of(one).items == 0
        elsewhere = Thread(target=_publish_and_hang_up)
        elsewhere.start()
        elsewhere.join()
        assert lag_of(one).items == 0
    assert lag_of(one).items == 1


def _publish_and_hang_up() -> None:
    publish("Tin")
    connection.close()


def test_the_pages_of_one_moment_begin_their_own_transaction() -> None:
    """Inside that of a request, which has begun before, the moment could not be chosen."""
    for page in (reverse("syndication_reach"), reverse("syndication_item_reach", args=[ID])):
        assert resolve(page).func._non_atomic_requests == {"default"}  # type: ignore[attr-defined]


ID = "00000000-0000-4000-8000-000000000000"

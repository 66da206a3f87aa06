"""The WebSub hub is told of each feed that changes, and of no other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from django.core.checks import run_checks
from django.db import transaction
from django.test import Client
from django.utils import timezone

from cms.publishing.representation import Label
from cms.syndication.feeds.names import FORMS
from cms.syndication.feeds.views import FORMATS
from cms.syndication.models import Ping
from cms.syndication.webhooks import schedule
from cms.syndication.websub import figures, queue
from cms.syndication.websub.sending import tell_hub

from .conftest import publish, unit, withdraw
from .test_webhooks import Receiver, receiver

__all__ = ["receiver"]

pytestmark = pytest.mark.django_db

LAND = (Label("dat-dai", "Đất đai"),)


@pytest.fixture
def hub(receiver: Receiver, settings: Any) -> Receiver:
    settings.FEEDS = {**settings.FEEDS, "WEBSUB_HUB": receiver.url}
    return receiver


def told(hub: Receiver) -> list[str]:
    """The addresses that the hub was told of, in all; then it forgets them."""
    while tell_hub():
        pass
    bodies = [parse_qs(body.decode()) for _headers, body in hub.got]
    hub.got.clear()
    assert all(body["hub.mode"] == ["publish"] for body in bodies)
    assert all(len(body["hub.url"]) <= 20 for body in bodies)
    return [url for body in bodies for url in body["hub.url"]]


def every_form(*feeds: str) -> set[str]:
    """The addresses of these feeds (`news`, `news?topic=x`) in each format."""
    made = set()
    for feed in feeds:
        name, _, query = feed.partition("?")
        end = f"?{query}" if query else ""
        made |= {f"http://localhost:8000/feeds/{name}.{form}{end}" for form in FORMS}
    return made


def test_a_change_is_told_of_every_feed_in_which_the_item_stands(hub: Receiver) -> None:
    publish("Tin", topics=LAND, units=unit("1"))
    of_all = ("all", "all?topic=dat-dai", "all?unit=1")
    of_news = ("news", "news?topic=dat-dai", "news?unit=1")
    assert sorted(told(hub)) == sorted(every_form(*of_all, *of_news))
    assert not Ping.objects.exists()


def test_what_is_told_is_what_the_feed_calls_itself(hub: Receiver) -> None:
    publish("Tin", topics=LAND)
    web = Client(SERVER_NAME="other.name")
    for topic in told(hub):
        parts = urlsplit(topic)
        answer = web.get(f"{parts.path}?{parts.query}")
        assert f'<{topic}>; rel="self"' in answer.headers["Link"]
        assert f'<{hub.url}>; rel="hub"' in answer.headers["Link"]
        if not parts.path.endswith("json"):
            links = {link.rel: link.href for link in feedparser.parse(answer.content).feed.links}
            assert (links["self"], links["hub"]) == (topic, hub.url)


@pytest.mark.parametrize("query", ["q=tin", "page_size=5", "unit=1&topic=dat-dai", "cursor="])
def test_a_feed_of_which_nothing_is_told_names_no_hub(hub: Receiver, query: str) -> None:
    publish("Tin", topics=LAND, units=unit("1"))
    answer = Client(SERVER_NAME="portal.example").get(f"/feeds/news.rss?{query}")
    assert "Link" not in answer.headers
    assert b'rel="hub"' not in answer.content


def test_a_withdrawal_is_told_of_the_feeds_in_which_the_item_stood(hub: Receiver) -> None:
    entry = publish("Tin", topics=LAND)
    told(hub)
    withdraw(entry)
    assert set(told(hub)) == every_form("all", "news", "all?topic=dat-dai", "news?topic=dat-dai")


def test_a_moved_item_is_told_of_the_feed_that_it_left_and_of_the_one_it_came_to(
    hub: Receiver,
) -> None:
    publish("Tin", topics=LAND)
    told(hub)
    publish("Tin", topics=(Label("hon-nhan", "Hôn nhân"),))
    assert {"news?topic=dat-dai", "news?topic=hon-nhan"} <= {
        url.removeprefix("http://localhost:8000/feeds/").replace(".rss", "") for url in told(hub)
    }


def test_many_changes_of_a_feed_are_told_once(hub: Receiver) -> None:
    for n in range(5):
        publish(f"Tin {n}")
    assert sorted(told(hub)) == sorted(every_form("all", "news"))


def test_what_is_rolled_back_is_not_told(hub: Receiver) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        publish("Tin")
        raise RuntimeError
    assert told(hub) == []


def test_what_changes_while_the_hub_is_told_is_told_again(hub: Receiver) -> None:
    publish("Tin")
    taken = queue.take(timezone.now())
    publish("Tin khác")
    queue.succeed(taken)
    assert set(told(hub)) == every_form("all", "news")


def test_what_a_killed_worker_held_is_told_by_another(hub: Receiver) -> None:
    publish("Tin")
    now = timezone.now()
    held = queue.take(now)
    assert queue.take(now) == []
    assert len(queue.take(now + queue.LEASE)) == len(held)


def test_a_hub_that_fails_is_told_later(hub: Receiver) -> None:
    publish("Tin")
    hub.status, hub.headers = 503, {"Retry-After": "3000"}
    before = timezone.now()
    assert tell_hub() == 0
    [ping, *_] = Ping.objects.all()
    assert ping.attempts == 1
    assert "503" in ping.error
    assert ping.due_at >= before + timedelta(seconds=3000)
    hub.status, hub.headers = 204, {}
    hub.got.clear()
    Ping.objects.update(due_at=timezone.now())
    assert set(told(hub)) == every_form("all", "news")


def test_telling_is_given_up_in_sight_and_begins_anew_with_the_next_change(
    hub: Receiver,
) -> None:
    publish("Tin")
    hub.status = 500
    Ping.objects.update(attempts=schedule.ATTEMPTS - 1)
    assert tell_hub() == 0
    Ping.objects.update(changed_at=timezone.now() - timedelta(hours=7))
    assert set(Ping.objects.values_list("due_at", flat=True)) == {None}
    [figure] = figures.figures()
    assert figure.value >= 7 * 3600
    hub.status = 204
    hub.got.clear()
    publish("Tin khác")
    assert set(told(hub)) == every_form("all", "news")
    assert [one.value for one in figures.figures()] == [0]


def test_a_hub_inside_the_network_is_not_spoken_to(hub: Receiver, settings: Any) -> None:
    settings.SYNDICATION = {**settings.SYNDICATION, "ALLOWED_HOSTS": []}
    publish("Tin")
    assert tell_hub() == 0
    assert hub.got == []
    assert "https" in Ping.objects.all()[0].error
    assert "syndication.E001" in {one.id for one in run_checks()}


def test_without_a_hub_nothing_is_noted_and_what_was_is_dropped(
    hub: Receiver, settings: Any, django_assert_num_queries: Any
) -> None:
    publish("Tin")
    settings.FEEDS = {**settings.FEEDS, "WEBSUB_HUB": ""}
    assert tell_hub() > 0
    entry = publish("Tin khác")
    assert not Ping.objects.exists()
    with django_assert_num_queries(0):
        queue.record(entry)


def test_every_format_of_the_feeds_has_its_name() -> None:
    assert tuple(FORMATS) == FORMS

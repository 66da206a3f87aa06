"""A search as RSS: complete, stable, and only what is public."""

from __future__ import annotations

import feedparser
import pytest
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from search import indexer
from search.saved import feed
from tests.search.conftest import publish, withdraw


@pytest.fixture(autouse=True)
def _database(db) -> None:
    """Everything here is in the log."""


def read(client, address="q=lấn đất"):
    indexer.catch_up_all()
    response = client.get(f"/tim-kiem/rss/?{address}")
    assert response.status_code == 200, response.content
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def titles(client, address="q=lấn đất"):
    return [entry.title for entry in read(client, address).entries]


def test_feed_has_what_the_search_finds_with_links_and_dates(client):
    entry = publish("Hàng xóm lấn đất")
    publish("Lịch tập huấn")
    parsed = read(client)
    (item,) = parsed.entries
    assert item.title == "Hàng xóm lấn đất"
    assert item.link == iri_to_uri(entry.url)
    assert item.published_parsed[:3] == (2022, 3, 18)
    assert parsed.feed.language == "vi"
    assert "“lấn đất”" in parsed.feed.title


def test_feed_is_in_the_order_of_the_log_whatever_date_an_item_bears(client):
    publish("Lấn đất năm nay", published_at=timezone.now())
    publish("Lấn đất, văn bản năm xưa")
    assert titles(client) == ["Lấn đất, văn bản năm xưa", "Lấn đất năm nay"]


def test_item_keeps_its_guid_when_it_changes(client):
    publish("Lấn đất", source="test:one")
    (before,) = read(client).entries
    publish("Lấn đất, đã sửa", source="test:one")
    (after,) = read(client).entries
    assert before.id == after.id
    assert before.id.startswith("urn:uuid:")
    assert after.title == "Lấn đất, đã sửa"


def test_withdrawn_item_is_gone_from_the_feed_at_once(client):
    entry = publish("Lấn đất")
    assert titles(client) == ["Lấn đất"]
    withdraw(entry)
    parsed = feedparser.parse(client.get("/tim-kiem/rss/?q=lấn đất").content)
    assert parsed.entries == []


def test_filters_hold_in_the_feed(client):
    publish("Lấn đất cũ")
    publish("Lấn đất mới", published_at=timezone.now())
    assert titles(client, "q=lấn đất&year=2022") == ["Lấn đất cũ"]


def test_long_feed_has_pages_that_together_miss_nothing(client, monkeypatch):
    monkeypatch.setattr(feed, "PAGE", 2)
    for number in range(5):
        publish(f"Lấn đất {number}", source=f"test:{number}")
    found, address = [], "q=lấn đất"
    while address:
        parsed = read(client, address)
        found += [entry.title for entry in parsed.entries]
        following = [link.href for link in parsed.feed.links if link.rel == "next"]
        address = following[0].split("?")[1] if following else ""
    assert found == [f"Lấn đất {number}" for number in (4, 3, 2, 1, 0)]


def test_search_that_finds_more_than_can_be_paged_reads_the_log_itself(client, monkeypatch):
    monkeypatch.setattr(feed, "LAST_RESULT", 2)
    monkeypatch.setattr(feed, "WINDOW", 2)
    for number in range(5):
        publish(f"Lấn đất {number}", source=f"test:{number}")
    assert titles(client) == [f"Lấn đất {number}" for number in (4, 3, 2, 1, 0)]


def test_unchanged_feed_is_answered_304(client):
    publish("Lấn đất")
    indexer.catch_up_all()
    first = client.get("/tim-kiem/rss/?q=lấn đất")
    again = client.get("/tim-kiem/rss/?q=lấn đất", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_characters_that_xml_forbids_do_not_break_the_feed(client):
    publish("Lấn đất \x0b\x1f & <b>\ufffe")
    assert len(titles(client)) == 1


@pytest.mark.parametrize(
    "address", ["", "q=", "q=x&page=0", "q=x&kind=khong-co", "q=x&valid_on=hom-nay"]
)
def test_search_that_makes_no_sense_is_400_and_says_why(client, address):
    response = client.get(f"/tim-kiem/rss/?{address}")
    assert response.status_code == 400
    assert response.content.decode().strip()


def test_feed_without_an_index_is_503_with_a_time_to_come_back(client):
    response = client.get("/tim-kiem/rss/?q=lấn đất")
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def test_number_of_queries_does_not_grow_with_the_feed(client, django_assert_max_num_queries):
    for number in range(20):
        publish(f"Lấn đất {number}", source=f"test:{number}")
    indexer.catch_up_all()
    with django_assert_max_num_queries(6):
        client.get("/tim-kiem/rss/?q=lấn đất")


def test_what_no_index_has_read_yet_is_in_the_feed_already(client):
    publish("Hàng xóm lấn đất")
    indexer.catch_up_all()
    changed = publish("Lấn đất, rồi thôi", source="test:changed")
    indexer.catch_up_all()
    publish("Tập huấn", source="test:changed")
    publish("Lấn đất mới hôm nay")
    withdraw(publish("Lấn đất đã rút"))

    response = client.get("/tim-kiem/rss/?q=lấn đất")

    found = [entry.title for entry in feedparser.parse(response.content).entries]
    assert found == ["Lấn đất mới hôm nay", "Hàng xóm lấn đất"]
    assert changed.title not in found


@pytest.mark.elasticsearch
def test_the_engine_that_should_answer_makes_the_feed_and_the_other_while_it_is_away(
    client, settings, elasticsearch
):
    publish("Lấn đất")
    indexer.catch_up(elasticsearch)
    assert [one.title for one in feedparser.parse(feed_of(client)).entries] == ["Lấn đất"]

    indexer.catch_up_all()
    settings.SEARCH = {**settings.SEARCH, "ELASTICSEARCH_URL": "http://127.0.0.1:9"}
    assert [one.title for one in feedparser.parse(feed_of(client)).entries] == ["Lấn đất"]


def feed_of(client):
    return client.get("/tim-kiem/rss/?q=lấn đất").content

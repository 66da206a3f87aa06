"""Each subscriber's change feed is its own truth."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.syndication import ledger
from cms.syndication.models import Guidance, Holding, Progress

from .conftest import Mirror, choose, publish, subscriber, unit, withdraw

pytestmark = pytest.mark.django_db


def test_a_new_subscriber_reads_what_stood_before_it(mirror_of: Any) -> None:
    publish("Tin cũ")
    one = subscriber()
    publish("Tin mới")
    assert mirror_of(one).pull().titles == {"Tin cũ", "Tin mới"}


def test_a_correction_and_a_withdrawal_arrive(mirror_of: Any) -> None:
    mirror = mirror_of(subscriber())
    entry = publish("Tin", source="test:1")
    mirror.pull()
    publish("Tin đã sửa", source="test:1")
    assert mirror.pull().titles == {"Tin đã sửa"}
    entry.refresh_from_db()
    withdraw(entry)
    mirror.pull()
    assert mirror.titles == set()
    assert str(entry.pk) in mirror.gone


def test_what_it_did_not_ask_for_never_comes(mirror_of: Any) -> None:
    one = subscriber(kinds=["document"])
    publish("Tin", kind="news")
    publish("Quyết định", kind="document")
    assert mirror_of(one).pull().titles == {"Quyết định"}


def test_an_item_for_another_unit_never_comes_but_one_for_all_does(mirror_of: Any) -> None:
    one = subscriber(units=["dong-phu"])
    publish("Cho Đồng Phú", units=unit("dong-phu"), scope=("dong-phu",))
    publish("Cho Bắc Lý", units=unit("bac-ly"), scope=("bac-ly",))
    publish("Cho mọi nơi")
    assert mirror_of(one).pull().titles == {"Cho Đồng Phú", "Cho mọi nơi"}


def test_an_item_that_was_addressed_anew_arrives_as_withdrawn(mirror_of: Any) -> None:
    mirror = mirror_of(subscriber(units=["dong-phu"]))
    entry = publish("Tin", source="test:1", units=unit("dong-phu"), scope=("dong-phu",))
    assert mirror.pull().titles == {"Tin"}
    publish("Tin", source="test:1", units=unit("bac-ly"), scope=("bac-ly",))
    assert mirror.pull().titles == set()
    assert str(entry.pk) in mirror.gone


def test_a_topic_that_is_no_longer_wanted_is_withdrawn_at_once(mirror_of: Any) -> None:
    one = subscriber(topics=["dat-dai", "ho-tich"])
    publish("Về đất", topics=unit("dat-dai"))
    publish("Về hộ tịch", topics=unit("ho-tich"))
    mirror = mirror_of(one).pull()
    assert mirror.titles == {"Về đất", "Về hộ tịch"}
    choose(one, topics=["ho-tich"])
    assert mirror.pull().titles == {"Về hộ tịch"}
    choose(one, topics=["ho-tich", "dat-dai"])
    assert mirror.pull().titles == {"Về đất", "Về hộ tịch"}


def test_one_that_rested_catches_up(mirror_of: Any) -> None:
    one = subscriber()
    entry = publish("Tin sẽ rút")
    mirror = mirror_of(one).pull()
    one.active = False
    one.save()
    withdraw(entry)
    publish("Tin mới")
    one.active = True
    one.save()
    assert mirror.pull().titles == {"Tin mới"}


def test_it_may_begin_again_anywhere(mirror_of: Any) -> None:
    one = subscriber()
    for number in range(7):
        publish(f"Tin {number}")
    mirror = mirror_of(one)
    lines = mirror.ask(0).json()["results"]
    for line in lines:
        rest = mirror.ask(line["change"]).json()["results"]
        assert [later["change"] for later in rest] == [
            later["change"] for later in lines if later["change"] > line["change"]
        ]


@pytest.mark.parametrize("since", [1, 5, 10**9 - 1, 10**12])
def test_a_cursor_of_another_log_is_refused_as_unknown(mirror_of: Any, since: int) -> None:
    publish("Tin")
    answer = mirror_of(subscriber()).ask(since)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/unknown-cursor/")


def test_a_cursor_below_a_forgotten_withdrawal_is_gone(mirror_of: Any) -> None:
    one = subscriber()
    publish("Tin 1")
    mirror = mirror_of(one).pull()
    early = mirror.cursor
    publish("Tin 2")
    Progress.objects.filter(subscriber=one).update(horizon=early + 1)
    assert mirror.ask(early).status_code == 410
    mirror.cursor = 0
    assert mirror.pull().titles == {"Tin 1", "Tin 2"}


def test_how_far_it_has_read_is_remembered(mirror_of: Any) -> None:
    one = subscriber()
    publish("Tin")
    mirror = mirror_of(one).pull()
    assert Progress.objects.get(subscriber=one).pulled_through == mirror.cursor
    seen = Holding.objects.get(subscriber=one)
    assert seen.seen_version == 1
    publish("Tin sửa", source="test:Tin")
    seen.refresh_from_db()
    assert (seen.version, seen.seen_version) == (2, 1)


def test_one_that_begins_again_has_nothing_until_it_has_read(mirror_of: Any) -> None:
    one = subscriber()
    publish("Tin")
    mirror = mirror_of(one).pull()
    mirror.ask(0)
    assert Holding.objects.get(subscriber=one).seen_version == 0
    mirror.ask(mirror.cursor)
    assert Holding.objects.get(subscriber=one).seen_version == 1


def test_a_second_copy_takes_nothing_from_what_the_first_has(mirror_of: Any) -> None:
    one = subscriber()
    publish("Tin")
    first, second = mirror_of(one).pull(), mirror_of(one)
    second.ask(0)
    assert Holding.objects.get().seen_version == 1
    first.ask(0)
    assert Holding.objects.get().seen_version == 0
    second.pull()
    assert Holding.objects.get().seen_version == 1


def test_a_key_that_opens_more_confirms_more_at_the_same_place(mirror_of: Any) -> None:
    one = subscriber()
    publish("Tin")
    item = Guidance(title="Hướng dẫn", body="<p>Nội bộ</p>", live=True, to_all=True)
    item.save()
    mirror_of(one, scopes=()).pull()
    held = Holding.objects.get(restricted=True)
    assert held.seen_version == 0
    mirror_of(one).pull()
    held.refresh_from_db()
    assert held.seen_version == 1


def test_without_a_key_the_feed_is_the_public_one(api: Client) -> None:
    subscriber(kinds=["document"])
    publish("Tin")
    assert Mirror(api).pull().titles == {"Tin"}


def test_two_keys_never_share_a_cached_answer(mirror_of: Any) -> None:
    publish("Tin")
    first, second = mirror_of(subscriber("Một")), mirror_of(subscriber("Hai"))
    answer = first.ask()
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer.headers["Vary"]
    tag = answer.headers["ETag"]
    assert first.ask(**{"if-none-match": tag}).status_code == 304
    assert second.ask(**{"if-none-match": tag}).status_code == 200


def test_the_same_list_has_other_validators_for_each_key(mirror_of: Any, api: Client) -> None:
    publish("Tin")
    tags = {api.get("/api/v1/news/").headers["ETag"]}
    for name in ("Một", "Hai"):
        bearer = {"authorization": f"Bearer {mirror_of(subscriber(name)).key}"}
        tags.add(api.get("/api/v1/news/", headers=bearer).headers["ETag"])
    assert len(tags) == 3


def test_the_public_answer_tells_caches_that_keys_matter(api: Client) -> None:
    assert "Authorization" in api.get("/api/v1/changes/").headers["Vary"]


def test_an_item_whose_time_is_over_is_not_given(mirror_of: Any) -> None:
    one = subscriber()
    publish("Tin", expires_at=timezone.now())
    [line] = mirror_of(one).ask().json()["results"]
    assert line["withdrawn"] is True
    assert line["item"] is None


def test_saving_a_subscriber_that_is_up_to_date_changes_nothing() -> None:
    publish("Tin")
    one = subscriber()
    assert ledger.bring_up_to_date(one) == 0


def test_the_sweep_mends_what_a_log_lacks_or_has_too_much(mirror_of: Any) -> None:
    one = subscriber()
    publish("Tin 1")
    stray = publish("Tin 2")
    mirror = mirror_of(one).pull()
    Holding.objects.filter(item__in=[entry.pk for entry in [publish("Tin 3")]]).delete()
    stray.delete()
    assert ledger.sweep() == 2
    assert ledger.sweep() == 0
    assert mirror.pull().titles == {"Tin 1", "Tin 3"}


@pytest.mark.parametrize("count", [1, 8])
def test_a_change_costs_the_same_for_many_subscribers(
    count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        subscriber(f"Phường {number}", how="both", webhook_url="https://a.example/hook")
    entry = publish("Tin")
    # who wants it (3), who has it, how far each is, the rows, the numbers, who is off, deliveries
    with django_assert_num_queries(9):
        ledger.record(entry)

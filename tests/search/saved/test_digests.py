"""Whoever follows a search hears of every new item that it finds, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.publishing.models import Entry, LogState
from search import indexer
from search.engines import embedded
from search.saved import digests, letters
from search.saved.matching import Holding, holding
from search.saved.models import Letter, SavedSearch
from tests.search.conftest import ask, publish, withdraw
from tests.search.saved.conftest import follow, moved, sent, tomorrow


def test_new_item_that_matches_is_sent_and_others_are_not():
    follow("lấn đất")
    publish("Hàng xóm lấn đất xây tường rào")
    publish("Lịch tập huấn tháng ba")
    assert tomorrow() == [["Hàng xóm lấn đất xây tường rào (Tin tức)"]]


def test_what_was_there_before_is_not_sent():
    publish("Lấn đất năm ngoái")
    follow("lấn đất")
    assert tomorrow() == []


def test_item_is_sent_once_however_often_it_changes():
    follow("lấn đất")
    publish("Lấn đất", source="test:one")
    assert tomorrow() == [["Lấn đất (Tin tức)"]]
    publish("Lấn đất, đã sửa", source="test:one")
    assert tomorrow() == []


def test_item_that_matches_only_once_it_was_changed_is_sent_then():
    follow("lấn đất")
    publish("Chuyện hàng xóm", source="test:one")
    assert tomorrow() == []
    publish("Chuyện hàng xóm lấn đất", source="test:one")
    assert tomorrow() == [["Chuyện hàng xóm lấn đất (Tin tức)"]]


def test_item_that_was_withdrawn_meanwhile_is_not_sent():
    follow("lấn đất")
    entry = publish("Lấn đất")
    digests_queued()
    withdraw(entry)
    assert sent() == []
    assert not Letter.objects.exists()


def test_item_that_expired_by_the_clock_is_not_sent():
    follow("lấn đất")
    publish("Lấn đất", expires_at=timezone.now() - timedelta(minutes=1))
    assert tomorrow() == []


def test_filters_count_as_on_the_search_page():
    follow("q=lấn đất&year=2022")
    publish("Lấn đất cũ")
    publish("Lấn đất mới", published_at=timezone.now())
    assert tomorrow() == [["Lấn đất cũ (Tin tức)"]]


def test_query_without_diacritics_finds_what_has_them():
    follow("lan dat")
    publish("Lấn đất")
    assert tomorrow() == [["Lấn đất (Tin tức)"]]


def test_query_with_diacritics_is_not_answered_by_what_has_none_while_there_is_better():
    publish("Lấn đất ở xóm trên")
    indexer.catch_up_all()
    follow("lấn đất")
    publish("Lan dat khong dau")
    assert tomorrow() == []


def test_query_with_diacritics_finds_what_has_none_where_there_is_nothing_better():
    follow("lấn đất")
    publish("Lan dat khong dau")
    assert tomorrow() == [["Lan dat khong dau (Tin tức)"]]


def test_unconfirmed_search_sends_nothing_and_keeps_its_place():
    search = follow("lấn đất", confirmed=False)
    search.letters.all().delete()
    publish("Lấn đất")
    assert tomorrow() == []
    from search.saved.following import confirm

    confirm(search, timezone.now())
    assert tomorrow() == [["Lấn đất (Tin tức)"]]


def test_searches_are_looked_after_once_a_day(monkeypatch):
    search = follow("lấn đất")
    tomorrow()
    before = moved(search)
    publish("Lấn đất")
    assert digests.check_due() == 0
    assert moved(search) == before


def test_nothing_is_missed_when_the_worker_dies_between_two_searches(monkeypatch):
    follow("lấn đất", "mot@example.vn")
    follow("lấn đất", "hai@example.vn")
    publish("Lấn đất")
    advance, calls = digests._advance, []

    def dies(*args):
        if calls:
            raise KeyboardInterrupt
        calls.append(1)
        advance(*args)

    monkeypatch.setattr(digests, "_advance", dies)
    SavedSearch.objects.update(checked_at=timezone.now() - timedelta(days=2))
    with pytest.raises(KeyboardInterrupt):
        digests.check_due()
    assert Letter.objects.count() == 1
    monkeypatch.undo()
    digests.check_due()
    assert sorted(Letter.objects.values_list("search__email", flat=True)) == [
        "hai@example.vn",
        "mot@example.vn",
    ]


def test_cursor_and_letter_are_written_together(monkeypatch):
    search = follow("lấn đất")
    publish("Lấn đất")
    before = search.cursor

    def fails(**fields):
        raise RuntimeError

    monkeypatch.setattr(Letter.objects, "create", fails)
    SavedSearch.objects.update(checked_at=timezone.now() - timedelta(days=2))
    with pytest.raises(RuntimeError):
        digests.check_due()
    search.refresh_from_db()
    assert search.cursor == before
    assert not search.sent.exists()


def test_two_workers_queue_one_letter():
    search = follow("lấn đất")
    publish("Lấn đất")
    stale = SavedSearch.objects.get(pk=search.pk)
    now = timezone.now()
    digests.look_through(search.cursor, [search], now)
    digests.look_through(stale.cursor, [stale], now)
    assert Letter.objects.count() == 1


def test_every_batch_of_a_long_log_is_looked_through(monkeypatch):
    monkeypatch.setattr(digests, "BATCH", 2)
    follow("lấn đất")
    for number in range(5):
        publish(f"Lấn đất {number}", source=f"test:{number}")
    assert [len(titles) for titles in tomorrow()] == [5]


def test_cursor_older_than_the_logs_horizon_misses_nothing_that_is_public():
    search = follow("lấn đất")
    publish("Lấn đất")
    LogState.objects.update(horizon=search.cursor + 1)
    Entry.objects.filter(withdrawn_at__isnull=False).delete()
    assert tomorrow() == [["Lấn đất (Tin tức)"]]


def test_filter_that_is_known_no_longer_sends_nothing_and_stops_no_other():
    search = follow("lấn đất", "mot@example.vn")
    SavedSearch.objects.filter(pk=search.pk).update(query="q=x&mau=do")
    follow("lấn đất", "hai@example.vn")
    publish("Lấn đất")
    assert len(tomorrow()) == 1


WORDS = st.lists(
    st.sampled_from(["lấn", "lan", "đất", "dat", "hòa", "giải", "15/2014/NĐ-CP", "tường", "rào"]),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=WORDS, titles=st.lists(WORDS, min_size=1, max_size=6))
def test_scratch_index_finds_what_the_whole_index_finds(query, titles):
    """One item at a time or all together, the same are found: no batch hides another."""
    for number, title in enumerate(titles):
        publish(title, source=f"test:{number}")
    now = timezone.now()
    entries = list(Entry.objects.public().order_by("change"))
    indexer.catch_up(embedded())
    whole = Holding(embedded(), 100).matching(ask(query), now, lambda _: False)
    loosely = not Holding(embedded(), 100).matching(ask(query), now, lambda _: True)
    found = set()
    for entry in entries:
        with holding([entry]) as index:
            found |= index.matching(ask(query), now, lambda _: not loosely)
    assert found == whole
    for entry in entries:
        withdraw(entry)


def digests_queued() -> None:
    SavedSearch.objects.update(checked_at=timezone.now() - timedelta(days=2))
    digests.check_due()
    assert Letter.objects.count() == 1
    assert letters.MOST_AT_ONCE > 1

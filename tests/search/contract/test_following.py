"""How an index follows the log: nothing lost, nothing twice, never back. On both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.publishing.log import changes_since, purge_tombstones
from cms.publishing.models import Entry, LogState
from search.check import drifts
from search.engine import Changes, EngineUnavailable, NotBuilt, OutOfStep
from search.indexer import IncompleteIndex, catch_up, read_into, rebuild
from search.passages import changes_of
from search.planning import plan
from tests.search.conftest import ask, found, publish, withdraw


def test_an_index_that_was_never_built_says_so(engine):
    with pytest.raises(NotBuilt):
        engine.cursor()
    for typed in ("đất", "tranh chấp đất đai"):
        with pytest.raises(NotBuilt):
            engine.search(plan(ask(typed), timezone.now(), folded=False))
    assert not engine.health().available


def test_catching_up_reads_what_is_new_and_only_that(engine):
    publish("Một")
    assert catch_up(engine) == 1
    publish("Hai")

    assert catch_up(engine) == 1
    assert catch_up(engine) == 0
    assert engine.cursor() == LogState.objects.get().last_change
    assert engine.health().items == 2


def test_a_changed_item_replaces_its_former_self(engine):
    publish("Kế hoạch cũ", "Đoạn một", "Đoạn hai", "Đoạn ba", source="test:1")
    catch_up(engine)
    publish("Kế hoạch mới", "Đoạn bốn", source="test:1")
    catch_up(engine)

    assert found("kế hoạch") == ["Kế hoạch mới"]
    assert found("đoạn hai") == []


def test_a_withdrawn_item_leaves_the_index(engine):
    entry = publish("Kế hoạch")
    catch_up(engine)
    withdraw(entry)
    catch_up(engine)

    assert found("kế hoạch") == []
    assert engine.contents() == {}


def test_repeating_a_batch_changes_nothing(engine):
    publish("Một")
    catch_up(engine)
    batch = changes_since(0, 10)
    changes = changes_of(batch.entries, 0, batch.next_since)

    engine.apply(changes)

    assert engine.health().items == 1
    assert list(drifts(engine)) == []


def test_a_late_batch_brings_back_no_older_state(engine):
    entry = publish("Kế hoạch cũ", source="test:1")
    gone = publish("Nhầm lẫn")
    publish("Tin khác")
    catch_up(engine)
    old = changes_of(changes_since(0, 10).entries, 0, 3)
    publish("Kế hoạch mới", source="test:1")
    withdraw(gone)
    catch_up(engine)

    engine.apply(old)
    # As another process would that began before and believes to be further on.
    engine.apply(replace(old, cursor=engine.cursor() + 1))

    held = engine.contents()
    assert held[entry.id] == Entry.objects.get(pk=entry.pk).change
    assert gone.id not in held


def test_a_batch_that_leaves_a_gap_is_refused(engine):
    publish("Một")
    catch_up(engine)

    with pytest.raises(OutOfStep):
        engine.apply(Changes(since=5, cursor=6))


def test_withdrawing_what_was_never_indexed_is_no_error(engine):
    catch_up(engine)
    entry = publish("Chớp nhoáng")
    withdraw(entry)

    assert catch_up(engine) == 1
    assert engine.contents() == {}


def test_a_cursor_beyond_the_log_has_the_index_rebuilt(engine):
    publish("Một")
    catch_up(engine)
    engine.apply(Changes(since=1, cursor=900))

    catch_up(engine)

    assert engine.cursor() == 1
    assert found("một") == ["Một"]


def test_a_cursor_older_than_the_tombstones_has_the_index_rebuilt(engine, settings):
    entries = [publish(f"Tin {number}") for number in range(3)]
    catch_up(engine)
    settings.PUBLISHING = {**settings.PUBLISHING, "TOMBSTONE_RETENTION_DAYS": 0}
    withdraw(entries[0])
    publish("Tin mới")
    withdraw(entries[1])
    purge_tombstones(timezone.now())

    catch_up(engine)

    assert sorted(found("tin")) == ["Tin 2", "Tin mới"]
    assert list(drifts(engine)) == []
    assert catch_up(engine) == 0


def test_a_long_log_is_read_from_the_beginning_past_purged_tombstones(
    engine, settings, monkeypatch
):
    monkeypatch.setattr("search.indexer.BATCH", 2)
    settings.PUBLISHING = {**settings.PUBLISHING, "TOMBSTONE_RETENTION_DAYS": 0}
    for number in range(6):
        publish(f"Tin {number}")
    withdraw(publish("Nhầm lẫn"))
    purge_tombstones(timezone.now())

    assert catch_up(engine) == 6
    assert catch_up(engine) == 0


def test_readers_see_the_old_index_until_the_new_one_is_adopted(engine):
    publish("Một")
    catch_up(engine)
    fresh = engine.fresh()
    assert found("một") == ["Một"]

    read_into(fresh)
    engine.adopt(fresh)

    assert found("một") == ["Một"]
    assert engine.cursor() == 1


@pytest.mark.parametrize("written", [True, False])
def test_of_two_builds_at_once_the_slower_gives_way(engine, written):
    publish("Một")
    catch_up(engine)
    quick, slow = engine.fresh(), engine.fresh()
    read_into(quick)
    read_into(slow)
    if written:
        slow.contents()
    engine.adopt(quick)

    with pytest.raises((OutOfStep, EngineUnavailable)):
        engine.adopt(slow)
    slow.clear()

    assert found("một") == ["Một"]


@pytest.mark.elasticsearch
def test_an_index_that_takes_many_requests_is_whole_when_it_is_adopted(elasticsearch, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch_building.BULK_ITEMS", 2)
    for number in range(11):
        publish(f"Tin {number}")
    fresh = elasticsearch.fresh()
    read_into(fresh)
    elasticsearch.adopt(fresh)

    assert list(drifts(elasticsearch)) == []
    assert len(elasticsearch.contents()) == 11


@pytest.mark.elasticsearch
def test_what_the_server_lost_of_an_index_being_built_is_seen(elasticsearch):
    kept, lost = publish("Một"), publish("Hai")
    fresh = elasticsearch.fresh()
    read_into(fresh)
    assert fresh.contents() == {kept.id: kept.change, lost.id: lost.change}

    fresh._client.delete(index=fresh._target, id=str(lost.id))

    assert fresh.contents() == {kept.id: kept.change}
    fresh.clear()


def _without_the_first(changes):
    return replace(changes, items=changes.items[1:])


def _with_the_first_of_an_older_change(changes):
    first, *others = changes.items
    return replace(changes, items=(replace(first, change=first.change - 1), *others))


def _with_one_that_is_withdrawn(changes):
    orphan = replace(changes.items[0], id=uuid4(), change=3)
    return replace(changes, items=(*changes.items, orphan), gone={})


@pytest.mark.parametrize(
    "spoiled",
    [_without_the_first, _with_the_first_of_an_older_change, _with_one_that_is_withdrawn],
)
def test_an_incomplete_index_is_not_adopted(engine, monkeypatch, spoiled):
    withdraw(publish("Nhầm lẫn"))
    publish("Một")
    publish("Hai")
    catch_up(engine)

    def read(entries, since, cursor):
        changes = changes_of(entries, since, cursor)
        return spoiled(changes) if changes.items else changes

    monkeypatch.setattr("search.indexer.changes_of", read)
    with pytest.raises(IncompleteIndex):
        rebuild(engine)

    assert len(engine.contents()) == 2


def test_the_check_finds_what_is_missing_stale_and_orphaned(engine, capsys):
    stale, missing, orphan = publish("Cũ"), publish("Thiếu"), publish("Thừa")
    publish("Đúng")
    catch_up(engine)
    Entry.objects.filter(pk=orphan.pk).delete()
    Entry.objects.filter(pk=stale.pk).update(change=1000)
    Entry.objects.filter(pk=missing.pk).update(id="00000000-0000-4000-8000-000000000001")
    LogState.objects.update(last_change=2000)
    engine.apply(Changes(since=4, cursor=2000))

    faults = sorted(drift.fault for drift in drifts(engine))
    assert faults == ["missing", "orphaned", "orphaned", "stale"]

    with pytest.raises(SystemExit):
        call_command("check_index")
    assert "1 missing, 2 orphaned, 1 stale" in capsys.readouterr().out
    call_command("check_index", "--repair")
    call_command("check_index")
    assert list(drifts(engine)) == []


def test_building_anew_leaves_nothing_of_the_old_index(engine, capsys):
    publish("Một")
    call_command("build_index")
    call_command("build_index", "--anew")

    assert "1 items, at change 1" in capsys.readouterr().out
    engine.clear()
    with pytest.raises(NotBuilt):
        engine.cursor()


def test_many_changes_are_read_in_batches(engine, monkeypatch):
    monkeypatch.setattr("search.indexer.BATCH", 7)
    for number in range(20):
        publish(f"Tin {number}", published_at=datetime(2022, 1, 1, number, tzinfo=UTC))

    assert catch_up(engine) == 20
    assert list(drifts(engine)) == []
    assert engine.health().items == 20

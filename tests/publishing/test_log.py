"""The log's own rules: numbering, tombstones, compaction, cursors."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.publishing import log
from cms.publishing.models import Entry, EntryLabel, EntryPart, LogState
from cms.publishing.representation import Kind, Label, Part, Passage, Representation

pytestmark = pytest.mark.django_db

KIND = Kind("notice", "notices", "Thông báo")


def item(title: str = "Họp tổ hòa giải", **fields) -> Representation:
    defaults = {
        "url": "https://portal.example/hop/",
        "published_at": timezone.now().replace(microsecond=0),
        "passages": (Passage("", "", "Bảy giờ tối."),),
    }
    return Representation(title=title, **{**defaults, **fields})


def append(source: str, representation: Representation) -> Entry | None:
    with transaction.atomic():
        return log.append(source, KIND, representation)


def withdraw(source: str) -> Entry | None:
    with transaction.atomic():
        return log.withdraw(source)


def test_each_change_has_a_number_above_all_before_it():
    numbers = [append(f"a.b:{n}", item()).change for n in range(3)]
    numbers.append(withdraw("a.b:1").change)
    assert numbers == sorted(set(numbers))
    assert LogState.objects.get().last_change == numbers[-1]


def test_an_item_keeps_its_id_and_counts_its_versions():
    first = append("a.b:1", item("Một"))
    second = append("a.b:1", item("Hai"))
    assert (second.id, second.version) == (first.id, 2)


def test_saying_the_same_again_is_no_change():
    same = item()
    append("a.b:1", same)
    assert append("a.b:1", same) is None
    assert Entry.objects.get().version == 1


def test_a_tombstone_holds_nothing_of_the_content():
    append(
        "a.b:1",
        item(
            units=(Label("450", "Đồng Hới"),),
            topics=(Label("dat-dai", "Đất đai"),),
            labels={"type": (Label("luat", "Luật"),)},
            valid_from=date(2014, 1, 1),
            valid_until=date(2030, 1, 1),
            changes_at=timezone.now() + timedelta(days=1),
            parts=(Part("dieu-1", {"text": "Phạm vi"}),),
        ),
    )
    tombstone = withdraw("a.b:1")
    tombstone.refresh_from_db()
    assert tombstone.withdrawn_at is not None
    assert not any((tombstone.title, tombstone.url, tombstone.summary, tombstone.payload))
    assert tombstone.text == []
    assert tombstone.published_at is None
    assert (tombstone.valid_from, tombstone.valid_until, tombstone.changes_at) == (None,) * 3
    assert not EntryLabel.objects.exists()
    assert not EntryPart.objects.exists()


def test_the_database_refuses_a_tombstone_with_content():
    append("a.b:1", item())
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(withdrawn_at=timezone.now())


def test_what_comes_back_keeps_its_id_and_goes_on_counting():
    first = append("a.b:1", item())
    withdraw("a.b:1")
    again = append("a.b:1", item())
    assert (again.id, again.version, again.withdrawn_at) == (first.id, 3, None)


def test_withdrawing_what_is_not_there_is_no_change():
    append("a.b:1", item())
    withdraw("a.b:1")
    before = LogState.objects.get().last_change
    assert withdraw("a.b:1") is None
    assert withdraw("a.b:2") is None
    assert LogState.objects.get().last_change == before


def test_labels_follow_the_item_and_its_scope():
    append("a.b:1", item(units=(Label("old", "Cũ"),), scope=("old", "new")))
    assert set(EntryLabel.objects.values_list("scheme", "code")) == {
        ("unit", "old"),
        ("unit", "new"),
    }
    append("a.b:1", item(topics=(Label("dat-dai", "Đất đai"),)))
    assert set(EntryLabel.objects.values_list("scheme", "code")) == {("topic", "dat-dai")}


def test_other_labels_keep_their_scheme_and_name():
    append("a.b:1", item(labels={"type": (Label("luat", "Luật"),)}))
    assert list(EntryLabel.objects.values_list("scheme", "code", "name")) == [
        ("type", "luat", "Luật")
    ]


def test_parts_follow_the_item():
    append("a.b:1", item(parts=(Part("dieu-1", {}), Part("dieu-2", {}))))
    append("a.b:1", item(parts=(Part("dieu-2", {}), Part("dieu-3", {}))))
    rows = EntryPart.objects.order_by("position").values_list("anchor", flat=True)
    assert list(rows) == ["dieu-2", "dieu-3"]


def test_a_passage_knows_what_stands_deeper_in_it():
    inner = ((0, "dieu-5-khoan-1"), (20, "dieu-5-khoan-2"))
    append("a.b:1", item(passages=(Passage("dieu-5", "Điều 5", "x" * 40, inner),)))
    passage = Entry.objects.get().passages[0]
    assert passage.inner == inner
    assert [passage.anchor_at(n) for n in (0, 19, 20, 39)] == [
        "dieu-5-khoan-1",
        "dieu-5-khoan-1",
        "dieu-5-khoan-2",
        "dieu-5-khoan-2",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_log_is_written_in_a_transaction_only():
    with pytest.raises(transaction.TransactionManagementError):
        log.append("a.b:1", KIND, item())


def test_a_reader_from_zero_reads_each_item_once_in_order():
    append("a.b:1", item("Một"))
    append("a.b:2", item("Hai"))
    append("a.b:1", item("Một, sửa"))
    batch = log.changes_since(0, 10)
    assert [(e.source, e.title) for e in batch.entries] == [("a.b:2", "Hai"), ("a.b:1", "Một, sửa")]
    assert (batch.next_since, batch.has_more) == (3, False)


def test_a_reader_goes_on_from_its_cursor():
    for n in range(5):
        append(f"a.b:{n}", item())
    first = log.changes_since(0, 2)
    rest = log.changes_since(first.next_since, 10)
    assert first.has_more
    assert [e.change for e in (*first.entries, *rest.entries)] == [1, 2, 3, 4, 5]


def test_reading_changes_costs_two_queries(django_assert_num_queries):
    for n in range(5):
        append(f"a.b:{n}", item())
    with django_assert_num_queries(2):
        log.changes_since(0, 10)


@pytest.mark.parametrize("since", [-1, 1])
def test_a_cursor_never_given_is_unknown(since):
    with pytest.raises(log.UnknownCursor):
        log.changes_since(since, 10)


class TestAfterTombstonesWerePurged:
    @pytest.fixture(autouse=True)
    def purged(self, settings):
        append("a.b:1", item())
        append("a.b:2", item())
        withdraw("a.b:1")  # change 3
        append("a.b:3", item())
        later = timezone.now() + timedelta(days=settings.PUBLISHING["TOMBSTONE_RETENTION_DAYS"] + 1)
        assert log.purge_tombstones(later) == 1

    def test_an_older_cursor_is_gone(self):
        with pytest.raises(log.CursorGone):
            log.changes_since(2, 10)

    def test_the_beginning_and_newer_cursors_still_work(self):
        assert [e.change for e in log.changes_since(0, 10).entries] == [2, 4]
        assert [e.change for e in log.changes_since(3, 10).entries] == [4]

    def test_young_tombstones_stay(self):
        withdraw("a.b:2")
        assert log.purge_tombstones(timezone.now()) == 0

    def test_a_reader_that_began_at_0_since_then_reads_on(self):
        horizon = LogState.objects.get().horizon
        first = log.changes_since(0, 1)
        with pytest.raises(log.CursorGone):
            log.changes_since(first.next_since, 10)
        assert [e.change for e in log.changes_since(2, 10, horizon=horizon).entries] == [4]


def test_the_cursor_at_the_end_is_never_called_too_old():
    append("a.b:1", item())
    append("a.b:2", item())
    withdraw("a.b:2")
    log.purge_tombstones(timezone.now() + timedelta(days=500))

    end = log.changes_since(0, 10).next_since

    assert log.changes_since(end, 10).entries == ()

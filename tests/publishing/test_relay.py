"""From a changed row to the log, whatever changed it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cms.publishing import relay as relaying
from cms.publishing.models import Entry, Mark
from cms.publishing.relay import Relayed, mark_due, relay
from cms.publishing.triggers import EVERYTHING
from cms.topics.models import Topic
from tests.secondtype.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    notice = Notice.objects.create(title="Họp tổ", body="Bảy giờ", published_at=timezone.now())
    relay()
    return notice


def public_titles() -> set[str]:
    return set(Entry.objects.public().values_list("title", flat=True))


def test_a_saved_row_reaches_the_log(notice):
    assert public_titles() == {"Họp tổ"}


def test_a_bulk_update_reaches_the_log(notice):
    Notice.objects.update(title="Họp tổ hòa giải")
    relay()
    assert public_titles() == {"Họp tổ hòa giải"}


def test_a_bulk_delete_reaches_the_log(notice):
    Notice.objects.all()._raw_delete("default")
    relay()
    assert public_titles() == set()


def test_raw_sql_reaches_the_log(notice):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE secondtype_notice SET title = %s", ["Đổi bằng SQL"])
    relay()
    assert public_titles() == {"Đổi bằng SQL"}


def test_a_rolled_back_change_leaves_no_mark(notice):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Notice.objects.update(title="Không có đâu")
        raise ZeroDivisionError
    assert not Mark.objects.exists()


def test_an_unchanged_public_form_is_no_new_version(notice):
    Notice.objects.update(title="Họp tổ")
    assert relay().changes == 0


def test_an_expired_item_is_out_of_reach_before_anyone_withdrew_it(notice):
    Notice.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    relay()
    assert not Entry.objects.public(timezone.now() + timedelta(hours=2)).exists()


def test_the_clock_alone_withdraws_what_has_expired(notice):
    past = timezone.now() - timedelta(seconds=1)
    Notice.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    relay()
    # As if the hour had gone by: no row of the source changes.
    Entry.objects.update(expires_at=past)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE secondtype_notice SET expires_at = %s", [past])
    Mark.objects.all().delete()
    assert mark_due(timezone.now()) == 1
    relay()
    assert Entry.objects.get().withdrawn_at is not None


def test_what_the_clock_has_changed_is_derived_again_and_only_once(notice, monkeypatch):
    turn = timezone.now() + timedelta(hours=1)
    represent = Notice.represent
    monkeypatch.setattr(Notice, "represent", lambda one: replace(represent(one), changes_at=turn))
    Notice.objects.update(title="Sắp có hiệu lực")
    relay()
    assert mark_due(turn - timedelta(seconds=1)) == 0
    assert mark_due(turn) == 1

    monkeypatch.setattr(
        Notice,
        "represent",
        lambda one: replace(represent(one), title="Có hiệu lực", changes_at=turn),
    )
    Entry.objects.update(changes_at=timezone.now())
    turn = timezone.now()
    relay()
    assert Entry.objects.get().title == "Có hiệu lực"
    assert mark_due(timezone.now() + timedelta(days=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_one_item_that_cannot_be_rendered_holds_up_no_other(monkeypatch):
    represent = Topic.represent

    def break_one(topic):
        if topic.slug == "hong":
            raise ValueError("khối hỏng")
        return represent(topic)

    monkeypatch.setattr(Topic, "represent", break_one)
    Topic.objects.create(name="Hỏng", slug="hong")
    Topic.objects.create(name="Lành", slug="lanh")
    done = relay()
    assert (done.changes, done.failed) == (1, 1)
    assert public_titles() == {"Lành"}
    waiting = Mark.objects.get()
    assert "khối hỏng" in waiting.error
    assert waiting.not_before > timezone.now()

    monkeypatch.undo()
    Mark.objects.update(not_before=None)
    relay()
    assert public_titles() == {"Lành", "Hỏng"}


@pytest.mark.django_db(transaction=True)
def test_a_relay_killed_before_its_commit_is_done_again(monkeypatch):
    Topic.objects.create(name="Đất đai", slug="dat-dai")

    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(relaying, "bring_up_to_date", die)
        with pytest.raises(Killed):
            relay()
    assert not Entry.objects.exists()
    relay()
    assert public_titles() == {"Đất đai"}


def test_marks_are_worked_off_in_batches(monkeypatch):
    monkeypatch.setattr(relaying, "BATCH", 3)
    Topic.objects.bulk_create(Topic(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(3))
    Mark.objects.bulk_create(Mark(subject="alone", key=f"topics.topic:{n}") for n in range(-5, 0))
    assert relay(batches=1).marks == 3
    assert relay().marks == 5
    assert Entry.objects.count() == 3


def test_of_many_marks_it_is_first_found_what_they_bear_on(monkeypatch):
    """In turns as well, and with nothing derived before all is found."""
    monkeypatch.setattr(relaying, "BATCH", 3)
    monkeypatch.setattr(relaying, "LONGEST_HOLD", 0.0)
    Topic.objects.bulk_create(Topic(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(8))
    Mark.objects.update(attempts=2)
    for turn in range(1, 6):
        assert relay(batches=1) == Relayed(1, 0, 0)
        found = Mark.objects.filter(subject="alone")
        assert list(found.values_list("attempts", flat=True)) == [2] * turn
    relay()
    assert Entry.objects.count() == 8
    assert not Mark.objects.exists()


def test_what_takes_too_long_is_done_in_turns_that_let_others_write(monkeypatch):
    """Thirty and one: no more than what an editor does at once."""
    monkeypatch.setattr(relaying, "LONGEST_HOLD", 0.0)
    Topic.objects.bulk_create(Topic(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(31))
    assert relay(batches=1).changes == 1
    assert Mark.objects.count() == 30
    assert relay(batches=1).changes == 30
    assert not Mark.objects.exists()


def test_what_waits_for_its_turn_keeps_the_number_of_its_failures(monkeypatch):
    monkeypatch.setattr(relaying, "LONGEST_HOLD", 0.0)
    Topic.objects.bulk_create(Topic(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(31))
    Mark.objects.update(attempts=3)
    relay(batches=1)
    assert set(Mark.objects.values_list("attempts", flat=True)) == {3}


def test_one_mark_that_means_many_items_is_done_in_turns(monkeypatch):
    Topic.objects.bulk_create(Topic(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(40))
    relay()
    monkeypatch.setattr(relaying, "LONGEST_HOLD", 0.0)
    Topic.objects.update(description="Đổi cả")
    Mark.objects.all().delete()
    Mark.objects.create(subject=EVERYTHING, key="1")
    assert relay(batches=1).changes == 1
    relay()
    assert set(Entry.objects.values_list("version", flat=True)) == {2}


def test_a_row_marked_many_times_is_derived_once(notice, monkeypatch):
    monkeypatch.setattr(relaying, "BATCH", 2)
    other = Notice.objects.create(title="Khác", body="", published_at=timezone.now())
    relay()
    for number in range(5):
        Notice.objects.filter(pk=notice.pk).update(title=f"Lần {number}")
        Notice.objects.filter(pk=other.pk).update(title=f"Khác {number}")
    derived = []
    whole = relaying.bring_up_to_date
    monkeypatch.setattr(
        relaying,
        "bring_up_to_date",
        lambda source, *rest: derived.append(source) or whole(source, *rest),
    )
    relay()
    assert len(derived) == len(set(derived)) == 2
    assert public_titles() == {"Lần 4", "Khác 4"}


def test_what_waits_for_its_turn_is_not_followed_again(monkeypatch):
    """Whom it bears on has been marked with it: following it anew would never end."""
    Topic.objects.bulk_create(Topic(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(31))
    monkeypatch.setattr(relaying, "LONGEST_HOLD", 0.0)
    relay(batches=1)
    followed = []
    monkeypatch.setattr(
        relaying.affected, "_with_referrers", lambda rows: followed.extend(rows) or ()
    )
    assert relay(batches=1).changes == 30
    assert followed == []

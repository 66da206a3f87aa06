"""`check_publishing` is the fsck of the house: it finds drift of every kind, and mends it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.news.models import NewsPage, NewsTopic
from cms.publishing.models import Entry, EntryLabel, EntryPart, Mark
from cms.publishing.relay import relay
from cms.topics.models import Topic
from tests.secondtype.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(house):
    """A public item whose every mark has been worked off."""
    topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    page = house.news("Họp tổ hòa giải")
    page.item_topics.add(NewsTopic(topic=topic))
    page.save_revision().publish()
    relay()
    return page


def entry_of(page):
    return Entry.objects.filter(source=f"wagtailcore.page:{page.pk}")


def unseen():
    """What was just done left no mark: as if a trigger had been missing at the time."""
    Mark.objects.all().delete()


# --- Ways to plant a drift: each returns what the command is to call it --------


def lose_the_entry(page):
    entry_of(page).delete()
    return f"missing wagtailcore.page:{page.pk}"


def withdraw_what_is_public(page):
    EntryLabel.objects.all().delete()
    entry_of(page).update(
        withdrawn_at=timezone.now(), title="", url="", summary="", payload="", text=[]
    )
    return f"missing wagtailcore.page:{page.pk}"


def change_the_title_unseen(page):
    NewsPage.objects.filter(pk=page.pk).update(title="Đổi rồi")
    unseen()
    return f"stale wagtailcore.page:{page.pk}"


def rename_a_topic_unseen(page):
    Topic.objects.update(name="Đất và nhà")
    unseen()
    return f"stale wagtailcore.page:{page.pk}"


def alter_the_payload(page):
    entry_of(page).update(payload='{"title": "Giả mạo"}')
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def alter_the_text_that_search_reads(page):
    entry_of(page).update(text=[{"anchor": "", "heading": "", "text": "Giả mạo"}])
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def lose_a_label(page):
    EntryLabel.objects.filter(entry__in=entry_of(page)).delete()
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def add_a_label(page):
    EntryLabel.objects.create(entry=entry_of(page).get(), scheme="topic", code="la", kind="news")
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def date_a_label_wrongly(page):
    """Lists that are filtered by it are ordered by the date that the label repeats."""
    EntryLabel.objects.filter(entry__in=entry_of(page)).update(published_at=timezone.now())
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def add_a_part(page):
    EntryPart.objects.create(entry=entry_of(page).get(), position=0, anchor="la", payload="{}")
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def put_off_the_expiry(page):
    entry_of(page).update(expires_at=timezone.now() + timedelta(days=9))
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def change_the_date_by_which_lists_are_ordered(page):
    entry_of(page).update(published_at=timezone.now())
    return f"stale wagtailcore.page:{page.pk} its row was altered"


def unpublish_unseen(page):
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    unseen()
    return f"leaking wagtailcore.page:{page.pk}"


def expire_unseen(page):
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    unseen()
    return f"leaking wagtailcore.page:{page.pk}"


def privatise_the_root_unseen(page):
    PageViewRestriction.objects.create(page=page.get_site().root_page, restriction_type="login")
    unseen()
    return f"leaking wagtailcore.page:{page.pk}"


def delete_unseen(page):
    key = page.pk
    page.delete()
    unseen()
    return f"leaking wagtailcore.page:{key} its source is gone"


def an_entry_of_nothing(page):
    made = Notice.objects.create(title="Ma", body="", published_at=timezone.now())
    relay()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM secondtype_notice")
    unseen()
    return f"leaking secondtype.notice:{made.pk} its source is gone"


DRIFTS = [
    lose_the_entry,
    withdraw_what_is_public,
    change_the_title_unseen,
    rename_a_topic_unseen,
    alter_the_payload,
    alter_the_text_that_search_reads,
    lose_a_label,
    add_a_label,
    date_a_label_wrongly,
    add_a_part,
    put_off_the_expiry,
    change_the_date_by_which_lists_are_ordered,
    unpublish_unseen,
    expire_unseen,
    privatise_the_root_unseen,
    delete_unseen,
    an_entry_of_nothing,
]


def check(*arguments):
    """The command's words, and whether it ended well."""
    out = StringIO()
    try:
        call_command("check_publishing", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code == 0
    return out.getvalue(), True


def test_a_sound_log_has_no_drift(page):
    assert check() == ("no drift\n", True)


@pytest.mark.parametrize("plant", DRIFTS, ids=lambda plant: plant.__name__)
def test_a_planted_drift_is_named_and_mended(page, plant):
    name = plant(page)

    said, well = check()
    assert name in said.splitlines()
    assert not well

    said, well = check("--repair")
    assert said.endswith("repaired\n")
    assert well
    assert check() == ("no drift\n", True)


def test_the_check_alone_changes_nothing(page):
    alter_the_payload(page)
    before = entry_of(page).values().get()
    check()
    assert entry_of(page).values().get() == before


def test_a_repair_is_a_change_that_readers_get(page):
    alter_the_payload(page)
    before = entry_of(page).get()
    check("--repair")
    after = entry_of(page).get()
    assert after.change > before.change
    assert "Họp tổ hòa giải" in after.payload


def test_marks_that_wait_are_no_drift(page):
    NewsPage.objects.filter(pk=page.pk).update(title="Đổi rồi")
    assert check() == ("no drift\n", True)
    assert entry_of(page).get().title == "Đổi rồi"


def test_a_missing_trigger_is_named_and_put_back(page):
    name = "publishing_mark_topics_topic_id_upd"
    on = " ON topics_topic" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    said, well = check()
    assert (f"unmarked {name}" in said, well) == (True, False)
    check("--repair")
    Topic.objects.update(name="Đất và nhà")
    assert Mark.objects.exists()


def test_an_item_that_cannot_be_rendered_is_named_and_holds_up_no_other(house, page, monkeypatch):
    def broken(self):
        raise ValueError("khối hỏng")

    unpublished = house.news("Đã gỡ")
    relay()
    unpublish_unseen(unpublished)
    monkeypatch.setattr(NewsPage, "represent", broken)
    name = f"unrenderable wagtailcore.page:{page.pk} ValueError: khối hỏng"
    said, well = check()
    assert (name in said.splitlines(), well) == (True, False)
    said, well = check("--repair")
    assert not well
    assert "repaired" not in said
    assert Entry.objects.public().filter(title="Đã gỡ").count() == 0

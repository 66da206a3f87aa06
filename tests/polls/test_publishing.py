"""A poll is in the log exactly while it is public, by whatever path."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from cms.polls.models import PollOption
from cms.publishing.relay import relay
from cms.publishing.worker import apply_schedule
from search.passages import passages_of

pytestmark = pytest.mark.django_db


def test_a_published_poll_is_in_the_log_and_a_draft_is_not(booth):
    booth.poll("Công khai?")
    booth.poll("Nháp?", live=False)
    assert booth.public() == {"Công khai?"}
    assert booth.is_true()


def test_what_a_poll_explains_stands_once_in_what_is_searched(booth):
    poll = booth.poll("Một?", explanation="<p>Để chuẩn bị.</p>")
    said = [passage.text for passage in passages_of(booth.entry(poll))]
    assert said[0] == "Để chuẩn bị."
    assert not any("Để chuẩn bị." in text for text in said[1:])


def test_an_unpublished_poll_is_withdrawn(booth):
    poll = booth.poll("Một?")
    assert booth.public() == {"Một?"}
    poll.unpublish()
    assert booth.public() == set()
    assert booth.is_true()


def test_a_deleted_poll_is_withdrawn(booth):
    poll = booth.poll("Một?")
    booth.public()
    poll.delete()
    assert booth.public() == set()


def test_a_scheduled_poll_appears_at_its_time(booth):
    poll = booth.poll("Sau?", live=False)
    poll.go_live_at = timezone.now() + timedelta(hours=1)
    revision = poll.save_revision()
    revision.publish()
    assert booth.public() == set()
    poll.revisions.update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    content = {**revision.content, "go_live_at": str(timezone.now() - timedelta(seconds=1))}
    poll.revisions.update(content=content)
    apply_schedule()
    assert booth.public() == {"Sau?"}


def test_an_expired_poll_goes(booth):
    poll = booth.poll("Hết hạn?", expire_at=timezone.now() + timedelta(hours=1))
    assert booth.public() == {"Hết hạn?"}
    type(poll).objects.filter(pk=poll.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled", verbosity=0)
    assert booth.public() == set()
    assert booth.is_true()


def test_an_image_that_is_closed_leaves_the_poll_without_it(booth, image):
    poll = booth.poll()
    option = poll.options.first()
    option.image, option.image_alt = image, "Nhà văn hóa nhìn từ cổng"
    option.save()
    assert shown_images(booth.entry(poll))[0]["alt"] == "Nhà văn hóa nhìn từ cổng"
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    )
    assert shown_images(booth.entry(poll)) == [None, None, None]
    assert booth.is_true()


def shown_images(entry):
    return [option["image"] for option in json.loads(entry.payload)["options"]]


def test_the_log_says_when_the_clock_opens_and_closes_a_poll(booth):
    now = timezone.now()
    poll = booth.poll(opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=2))
    entry = booth.entry(poll)
    assert json.loads(entry.summary)["state"] == "coming"
    assert entry.changes_at == poll.opens_at


def test_an_item_that_shows_a_poll_is_derived_again_when_the_poll_changes(booth, house):
    poll = booth.poll("Cũ?")
    page = house.news("Có bình chọn", body=[("poll", {"poll": poll})])
    assert "Cũ?" in house.entry(page).payload
    poll.question = "Mới?"
    poll.save_revision().publish()
    assert "Mới?" in house.entry(page).payload
    poll.unpublish()
    assert "Mới?" not in house.entry(page).payload
    assert house.is_true()


def test_an_option_keeps_its_key_through_drafts_and_publications(booth):
    poll = booth.poll(labels=("A", "B"))
    before = keys(poll)
    draft = poll.get_latest_revision_as_object()
    draft.options = [*draft.options.all(), PollOption(label="C", sort_order=2)]
    draft.save_revision().publish()
    with_c = keys(poll)
    assert with_c.items() > before.items()
    draft = booth.fresh(poll).get_latest_revision_as_object()
    options = list(draft.options.all())
    options[2].label = "C, viết lại"
    draft.options = options
    draft.save_revision().publish()
    assert keys(poll)["C, viết lại"] == with_c["C"]


def test_an_option_taken_from_a_public_poll_is_retired_not_destroyed(booth):
    poll = booth.poll(labels=("A", "B", "C"))
    before = keys(poll)
    draft = poll.get_latest_revision_as_object()
    draft.options = [option for option in draft.options.all() if option.label != "B"]
    draft.save_revision().publish()
    assert set(keys(poll)) == {"A", "C"}
    assert PollOption.objects.get(pk=before["B"]).retired
    assert [one["label"] for one in json.loads(booth.entry(poll).payload)["options"]] == ["A", "C"]


def test_an_option_taken_from_a_draft_that_never_was_public_is_gone(booth):
    poll = booth.poll(labels=("A", "B", "C"), live=False)
    poll.options.get(label="B").delete()
    assert PollOption.objects.filter(poll=poll).count() == 2


def keys(poll):
    relay()
    rows = PollOption.objects.filter(poll=poll, retired=False)
    return dict(rows.values_list("label", "pk"))

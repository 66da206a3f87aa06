"""An item goes out once, is corrected, and is withdrawn: on each platform, never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.publishing.models import LogState
from cms.publishing.relay import relay
from cms.syndication.channels import following, sending
from cms.syndication.channels.models import Action, Cursor, Post, State
from cms.syndication.channels.outcomes import Done
from tests.syndication.channels.conftest import correct, go_on, later, post_of

TITLE = "Tổ hòa giải Phú Hải"


def words_on(server):
    """Everything that can be read on the platform."""
    return " ".join(str(post) for post in server.posts.values())


@pytest.mark.parametrize("platform", ["facebook", "telegram"])
def test_published_news_is_posted_once_with_its_short_address(
    office, serve, open_channel, platform
):
    server, channel = serve(platform), open_channel(platform)
    page = office.news(TITLE)
    for _round in range(3):
        go_on()
    post = post_of(page, channel)
    assert len(server.posts) == 1
    assert TITLE in words_on(server)
    assert "/i/" in words_on(server)
    assert (post.state, post.shown) == (State.POSTED, 1)
    assert post.remote_url.startswith("https://")


def test_a_picture_goes_with_the_words_cropped_as_chosen(office, serve, open_channel, picture):
    server, channel = serve("telegram"), open_channel("telegram")
    page = office.news(TITLE, cover=picture, cover_alt="Cầu")
    go_on()
    assert server.asked[0].path.endswith("/sendPhoto")
    (sent,) = server.posts.values()
    assert "fill-1200x630" in sent["photo"]
    assert post_of(page, channel).picture == picture


@pytest.mark.parametrize("platform", ["facebook", "telegram"])
def test_a_correction_edits_the_post(office, serve, open_channel, platform):
    server, channel = serve(platform), open_channel(platform)
    page = office.news(TITLE)
    go_on()
    correct(page, title="Tổ hòa giải Phú Hải: đính chính")
    go_on()
    assert len(server.posts) == 1
    assert "đính chính" in words_on(server)
    post = post_of(page, channel)
    assert (post.state, post.shown) == (State.POSTED, 2)


@pytest.mark.parametrize("platform", ["facebook", "telegram"])
def test_a_withdrawal_deletes_the_post(office, serve, open_channel, platform):
    server, channel = serve(platform), open_channel(platform)
    page = office.news(TITLE)
    go_on()
    page.unpublish()
    go_on()
    assert server.posts == {}
    post = post_of(page, channel)
    assert (post.state, post.shown) == (State.REMOVED, 0)


def test_what_was_removed_and_published_again_is_posted_again(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    page.unpublish()
    go_on()
    office.fresh(page).save_revision().publish()
    go_on()
    assert len(server.posts) == 1
    assert post_of(page, channel).state == State.POSTED


def test_zalo_gets_an_article_with_its_cover(office, serve, open_channel, picture):
    server, channel = serve("zalo"), open_channel("zalo")
    channel.expires_at = timezone.now() + timedelta(days=1)
    channel.save()
    page = office.news(TITLE, cover=picture, cover_alt="Cầu")
    go_on()
    (article,) = server.posts.values()
    assert article["title"] == TITLE
    assert article["cover"]["photo_url"].endswith(".jpg")
    correct(page, title="Đã sửa")
    go_on()
    assert [one["title"] for one in server.posts.values()] == ["Đã sửa"]
    page.unpublish()
    go_on()
    assert server.posts == {}


def test_zalo_without_a_picture_becomes_a_task(office, serve, open_channel):
    server, channel = serve("zalo"), open_channel("zalo")
    page = office.news(TITLE)
    go_on()
    assert post_of(page, channel).state == State.TASK
    assert server.asked == []


def test_youtube_gets_the_recording_and_its_description(office, serve, open_channel, recording):
    server, channel = serve("youtube"), open_channel("youtube")
    page = office.news(TITLE)
    go_on()
    post = post_of(page, channel)
    assert post.state == State.TASK
    post.video = recording
    post.save()
    following.start(channel, post, Action.POST, timezone.now())
    go_on()
    (video,) = server.posts.values()
    assert video["bytes"] == 6000
    assert video["snippet"]["title"] == TITLE
    correct(page, title="Bản tin đã sửa")
    go_on()
    assert [one["snippet"]["title"] for one in server.posts.values()] == ["Bản tin đã sửa"]
    page.unpublish()
    go_on()
    assert server.posts == {}


def test_a_long_upload_is_not_taken_for_a_dead_one(office, serve, open_channel, recording):
    serve("youtube")
    channel = open_channel("youtube", approval=True)
    page = office.news(TITLE)
    go_on()
    post = post_of(page, channel)
    post.video = recording
    following.start(channel, post, Action.POST, timezone.now())
    assert sending._claim(post.pk) is not None
    later(minutes=120)
    sending.find_out()
    assert post_of(page, channel).state == State.SENDING


def test_a_letter_goes_to_each_recipient_and_its_correction_is_somebodys_task(office, open_channel):
    channel = open_channel("email")
    page = office.news(TITLE)
    go_on()
    (letter,) = mail.outbox
    assert letter.bcc == ["a@xa.example", "b@xa.example"]
    assert letter.to == []
    assert letter.subject == TITLE
    correct(page, title="Đã sửa")
    go_on()
    assert len(mail.outbox) == 1
    post = post_of(page, channel)
    assert (post.state, post.action) == (State.TASK, Action.EDIT)


def test_a_channel_posts_only_what_it_wants_and_nothing_from_before_it_was_set_up(
    office, serve, open_channel
):
    server = serve("facebook")
    office.news("Trước khi có kênh", first_published_at=timezone.now() - timedelta(days=9))
    channel = open_channel("facebook", topics=["dat-dai"])
    office.news("Không có chủ đề")
    go_on()
    assert server.posts == {}
    assert Post.objects.filter(channel=channel).count() == 0


def test_where_approval_is_asked_for_nothing_leaves_before_it(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook", approval=True)
    page = office.news(TITLE)
    go_on()
    assert server.asked == []
    assert post_of(page, channel).state == State.PROPOSED


def test_what_is_withdrawn_before_its_time_is_never_posted(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook", approval=True)
    page = office.news(TITLE)
    go_on()
    tomorrow = timezone.now() + timedelta(days=1)
    following.start(channel, post_of(page, channel), Action.POST, timezone.now(), at=tomorrow)
    page.unpublish()
    # The log has it already, following has not: it is due and not public.
    post = post_of(page, channel)
    post.due_at = timezone.now()
    post.save()
    relay()
    sending.send_due()
    assert server.asked == []
    go_on()
    assert post_of(page, channel).state == State.DROPPED
    assert server.asked == []


def test_words_of_an_editor_are_never_overwritten_by_a_correction(office, serve, open_channel):
    serve("facebook")
    channel = open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    Post.objects.update(text="Lời của biên tập viên", own_words=True)
    correct(page, title="Đã sửa")
    go_on()
    post = post_of(page, channel)
    assert post.text == "Lời của biên tập viên"
    assert (post.state, post.action) == (State.TASK, Action.EDIT)
    assert post.meant == 1


def test_a_change_that_the_channel_does_not_tell_of_asks_for_nothing(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    asked = len(server.asked)
    correct(page, source="Báo Quảng Trị")
    go_on()
    assert len(server.asked) == asked
    assert post_of(page, channel).shown == 2


# --- Never twice -------------------------------------------------------------


def test_a_lost_answer_is_unconfirmed_and_found_by_reading(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook")
    server.lose_the_answer()
    page = office.news(TITLE)
    go_on()
    assert post_of(page, channel).state == State.UNCONFIRMED
    go_on()
    assert len(server.posts) == 1
    later()
    go_on()
    post = post_of(page, channel)
    assert post.state == State.POSTED
    assert post.remote_id in server.posts
    assert len(server.posts) == 1


def test_what_reading_does_not_find_is_sent_again(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook")
    server.cut_before_doing()
    page = office.news(TITLE)
    go_on()
    assert post_of(page, channel).state == State.UNCONFIRMED
    later()
    go_on()
    go_on()
    assert len(server.posts) == 1
    assert post_of(page, channel).state == State.POSTED


def test_where_nothing_can_be_read_a_person_has_to_look(office, serve, open_channel):
    server, channel = serve("telegram"), open_channel("telegram")
    server.lose_the_answer()
    page = office.news(TITLE)
    for _round in range(3):
        go_on()
        later()
    assert len(server.posts) == 1
    assert post_of(page, channel).state == State.UNCONFIRMED


def test_a_sender_that_was_killed_leaves_nothing_to_be_sent_twice(office, serve, open_channel):
    """The platform took it; the worker died before it could write that down."""
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    relay()
    following.follow()
    (key,) = Post.objects.values_list("pk", flat=True)
    claimed = sending._claim(key)
    assert claimed is not None
    sending._ask(*claimed)
    assert post_of(page, channel).state == State.SENDING
    go_on()
    assert len(server.posts) == 1
    later()
    go_on()
    later()
    go_on()
    assert len(server.posts) == 1
    assert post_of(page, channel).state == State.POSTED


def test_a_claim_that_ran_out_cannot_be_settled_by_its_old_holder(office, serve, open_channel):
    serve("facebook")
    channel = open_channel("facebook", approval=True)
    page = office.news(TITLE)
    go_on()
    following.start(channel, post_of(page, channel), Action.POST, timezone.now())
    post, _draft = sending._claim(post_of(page, channel).pk)
    Post.objects.update(claim=None, state=State.POSTED)
    sending.settle(post.pk, post.claim, Done("other"))
    assert post_of(page, channel).remote_id == ""


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"status": 400, "error": {"code": 190, "message": "expired"}}, State.REFUSED),
        ({"status": 400, "error": {"code": 4, "message": "too many calls"}}, State.DUE),
        ({"status": 400, "error": {"code": 2, "message": "try later"}}, State.UNCONFIRMED),
        ({"status": 502}, State.UNCONFIRMED),
    ],
)
def test_a_refusal_is_clear_or_it_is_not(office, serve, open_channel, said, state):
    server, channel = serve("facebook"), open_channel("facebook")
    server.say(said.pop("status"), **said)
    page = office.news(TITLE)
    go_on()
    assert post_of(page, channel).state == state


def test_telegrams_pause_is_kept(office, serve, open_channel):
    server, channel = serve("telegram"), open_channel("telegram")
    server.say(429, ok=False, description="Too Many Requests", parameters={"retry_after": 900})
    page = office.news(TITLE)
    go_on()
    post = post_of(page, channel)
    assert post.state == State.DUE
    assert post.due_at > timezone.now() + timedelta(minutes=14)


def test_a_platform_that_cannot_be_reached_is_tried_again_later(office, open_channel, settings):
    roots = {**settings.CHANNELS["ROOTS"], "facebook": "http://127.0.0.1:9"}
    settings.CHANNELS = {**settings.CHANNELS, "ROOTS": roots}
    channel = open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    post = post_of(page, channel)
    assert (post.state, post.attempts) == (State.DUE, 1)
    assert post.due_at > timezone.now()


def test_a_withdrawal_that_met_an_unclear_post_follows_once_it_is_found(
    office, serve, open_channel
):
    server, channel = serve("facebook"), open_channel("facebook")
    server.lose_the_answer()
    page = office.news(TITLE)
    go_on()
    page.unpublish()
    go_on()
    assert post_of(page, channel).state == State.UNCONFIRMED
    later()
    for _round in range(3):
        go_on()
    assert server.posts == {}
    assert post_of(page, channel).state == State.REMOVED


def test_the_sweep_finds_what_following_missed(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    page.unpublish()
    relay()
    Cursor.objects.update(change=LogState.objects.get(pk=1).last_change)
    following.follow()
    assert len(server.posts) == 1
    following.sweep()
    sending.send_due()
    assert server.posts == {}
    assert post_of(page, channel).state == State.REMOVED


# --- What a correction or a withdrawal meets ---------------------------------


def test_a_correction_that_met_an_unclear_post_follows_once_it_is_found(
    office, serve, open_channel
):
    server, channel = serve("facebook"), open_channel("facebook")
    server.lose_the_answer()
    page = office.news(TITLE)
    go_on()
    correct(page, title="Đã sửa")
    go_on()
    post = post_of(page, channel)
    assert (post.state, post.shown, post.meant) == (State.UNCONFIRMED, 0, 1)
    later()
    for _round in range(3):
        go_on()
    post = post_of(page, channel)
    assert (post.state, post.shown) == (State.POSTED, 2)
    assert len(server.posts) == 1
    assert "Đã sửa" in words_on(server)


def test_a_withdrawal_that_was_taken_back_removes_nothing(office, serve, open_channel):
    """Public again in the same words, before the deletion was sent."""
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    page.unpublish()
    relay()
    following.follow()
    assert post_of(page, channel).action == Action.DELETE
    correct(page)
    for _round in range(2):
        go_on()
    post = post_of(page, channel)
    assert (post.state, post.shown) == (State.POSTED, 3)
    assert TITLE in words_on(server)


@pytest.mark.parametrize("is_done", [True, False])
def test_a_withdrawal_that_nobody_is_sure_of_is_looked_at_before_the_item_is_posted_again(
    office, serve, open_channel, is_done
):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    page.unpublish()
    server.lose_the_answer() if is_done else server.cut_before_doing()
    go_on()
    assert len(server.posts) == (not is_done)
    correct(page, title="Đã sửa")
    go_on()
    assert post_of(page, channel).state == State.UNCONFIRMED
    later()
    for _round in range(3):
        go_on()
    post = post_of(page, channel)
    assert (post.state, post.shown) == (State.POSTED, 3)
    assert [one["message"].split("\n")[0] for one in server.posts.values()] == ["Đã sửa"]


def test_a_refused_correction_is_not_taken_for_shown_after_a_change_that_is_not_told(
    office, serve, open_channel
):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    server.say(400, error={"code": 190, "message": "expired"})
    correct(page, title="Đã sửa")
    go_on()
    correct(page, source="Báo Quảng Trị")
    go_on()
    post = post_of(page, channel)
    assert (post.state, post.shown, post.meant) == (State.REFUSED, 1, 3)
    assert "Đã sửa" not in words_on(server)


def test_what_was_posted_by_hand_at_an_unknown_number_is_withdrawn_by_hand(
    office, serve, open_channel
):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    Post.objects.update(remote_id="")
    asked = len(server.asked)
    page.unpublish()
    go_on()
    post = post_of(page, channel)
    assert (post.state, post.action) == (State.TASK, Action.DELETE)
    assert len(server.asked) == asked


def test_a_post_whose_picture_is_lost_keeps_nobody_waiting(office, serve, open_channel, picture):
    server, channel = serve("facebook"), open_channel("facebook")
    lost = office.news("Mất ảnh", cover=picture, cover_alt="Cầu")
    relay()
    following.follow()
    picture.renditions.all().delete()
    picture.file.storage.delete(picture.file.name)
    page = office.news(TITLE)
    go_on()
    assert post_of(lost, channel).state == State.REFUSED
    assert post_of(page, channel).state == State.POSTED
    assert len(server.posts) == 1

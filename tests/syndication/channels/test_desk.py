"""What people see and decide of posts, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from cms.syndication.channels.models import Channel, Post, State
from cms.syndication.channels.platforms import rules_of
from tests.syndication.channels.conftest import go_on, post_of

TITLE = "Tổ hòa giải Phú Hải"


def person(name: str, *rights: str) -> Client:
    user = User.objects.create_user(name, password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights:
        user.user_permissions.add(Permission.objects.get(codename=right))
    client = Client()
    client.force_login(user)
    return client


def editor() -> Client:
    return person("bien-tap", "view_post", "change_post")


def approver() -> Client:
    return person("duyet", "view_post", "change_post", "approve_post")


def decide(client: Client, post: Post, choice: str, **more: Any) -> Any:
    address = reverse("channel_posts:decide", args=[post.pk])
    return client.post(address, {"choice": choice, **more}, follow=True)


@pytest.fixture
def proposed(office, serve, open_channel):
    """A post that waits for approval on a page that is posted to by itself."""
    server = serve("facebook")
    channel = open_channel("facebook", approval=True)
    page = office.news(TITLE)
    go_on()
    return server, post_of(page, channel)


@pytest.fixture
def by_hand(office, open_channel):
    """A post that somebody has to make on a page that may not be posted to by programs."""
    channel = open_channel("facebook", automatic=False)
    page = office.news(TITLE)
    go_on()
    return page, post_of(page, channel)


def test_the_post_stands_beside_what_it_will_look_like(proposed):
    _server, post = proposed
    shown = editor().get(reverse("channel_posts:post", args=[post.pk])).content.decode()
    assert "channel-preview--facebook" in shown
    assert shown.count("/i/") >= 2
    assert "theo cách đếm của kênh" in shown


def test_an_editor_changes_the_words_and_an_approver_sends_them(proposed):
    server, post = proposed
    address = reverse("channel_posts:post", args=[post.pk])
    words = {"text": "Lời của tôi", "crop": "fill-1200x630-c100", "picture": ""}
    client = editor()
    client.post(address, words)
    decide(client, post, "send")
    go_on()
    assert server.posts == {}
    decide(approver(), post, "send")
    go_on()
    assert [one["message"] for one in server.posts.values()] == ["Lời của tôi"]


def test_a_post_waits_for_its_hour(proposed):
    server, post = proposed
    decide(approver(), post, "send", at="2099-01-01T07:30")
    go_on()
    assert server.posts == {}
    post.refresh_from_db()
    assert timezone.localtime(post.due_at).hour == 7


def test_what_somebody_has_to_do_is_not_said_to_be_sent(by_hand):
    _page, post = by_hand
    post.due_at = timezone.now()
    post.save()
    shown = editor().get(reverse("channel_posts:post", args=[post.pk])).content.decode()
    assert "hẹn tự đăng lúc" in shown
    assert "sẽ gửi lúc" not in shown


def test_a_moment_that_is_none_is_answered_with_what_to_write(proposed):
    _server, post = proposed
    said = decide(approver(), post, "send", at="mai").content.decode()
    assert "không phải ngày giờ" in said
    post.refresh_from_db()
    assert post.state == State.PROPOSED


def test_words_that_are_too_long_are_refused_with_both_lengths(proposed):
    _server, post = proposed
    address = reverse("channel_posts:post", args=[post.pk])
    words = {"text": "x" * 63_207, "crop": "fill-1200x630-c100", "picture": ""}
    said = editor().post(address, words).content.decode()
    assert "63207" in said
    assert "63206" in said


def test_a_picture_of_a_closed_collection_is_not_posted(proposed, picture):
    _server, post = proposed
    closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    picture.collection = closed
    picture.save()
    address = reverse("channel_posts:post", args=[post.pk])
    words = {"text": "x", "crop": "fill-1200x630-c100", "picture": str(picture.pk)}
    assert "không phải ai cũng được xem" in approver().post(address, words).content.decode()
    post.refresh_from_db()
    assert post.picture is None


def test_a_task_is_done_by_saying_where_the_post_is(by_hand):
    _page, post = by_hand
    assert post.state == State.TASK
    decide(editor(), post, "there", url="https://www.facebook.com/hoagiai/posts/1")
    post.refresh_from_db()
    assert (post.state, post.shown) == (State.POSTED, 1)


@pytest.mark.parametrize("url", ["", "https://elsewhere.example/1", "javascript:alert(1)"])
def test_an_address_of_another_platform_is_refused(by_hand, url):
    _page, post = by_hand
    decide(editor(), post, "there", url=url)
    post.refresh_from_db()
    assert post.state == State.TASK


def test_a_withdrawal_by_hand_is_a_task_until_somebody_says_it_is_done(by_hand):
    page, post = by_hand
    client = editor()
    decide(client, post, "there", url="https://www.facebook.com/hoagiai/posts/1")
    page.unpublish()
    go_on()
    post.refresh_from_db()
    assert (post.state, post.action) == (State.TASK, "delete")
    decide(client, post, "there")
    post.refresh_from_db()
    assert (post.state, post.shown) == (State.REMOVED, 0)
    assert [event.who.username for event in post.events.exclude(who=None)] == ["bien-tap"] * 2


def test_whoever_looked_says_whether_an_unconfirmed_post_is_there(office, serve, open_channel):
    server, channel = serve("telegram"), open_channel("telegram")
    server.cut_before_doing()
    page = office.news(TITLE)
    go_on()
    post = post_of(page, channel)
    decide(editor(), post, "not_there")
    go_on()
    assert len(server.posts) == 1
    assert post_of(page, channel).state == State.POSTED


def test_a_decision_about_a_post_that_has_moved_on_changes_nothing(by_hand):
    _page, post = by_hand
    client = editor()
    decide(client, post, "there", url="https://www.facebook.com/hoagiai/posts/1")
    said = decide(client, post, "not_there").content.decode()
    assert "chuyển sang trạng thái khác" in said
    post.refresh_from_db()
    assert post.state == State.POSTED


@pytest.mark.parametrize(("rights", "status"), [((), 302), (("view_post",), 200)])
def test_the_desk_opens_to_those_who_may(proposed, rights, status):
    client = person("ai-do", *rights)
    assert client.get(reverse("channel_posts:index")).status_code == status


def test_who_may_only_look_changes_and_decides_nothing(proposed):
    server, post = proposed
    client = person("xem", "view_post")
    decide(client, post, "send")
    words = {"text": "x", "crop": "fill-1200x630-c100", "picture": ""}
    client.post(reverse("channel_posts:post", args=[post.pk]), words)
    go_on()
    post.refresh_from_db()
    assert post.state == State.PROPOSED
    assert post.text != "x"
    assert server.asked == []


def test_the_list_costs_the_same_however_many_posts_there_are(
    office, open_channel, django_assert_max_num_queries
):
    open_channel("facebook", approval=True)
    for number in range(12):
        office.news(f"Tin {number}")
    go_on()
    client = editor()
    with django_assert_max_num_queries(14):
        client.get(reverse("channel_posts:index"))


def test_a_new_channel_is_offered_what_was_published_from_its_day_on(office):
    page = office.news(TITLE)
    go_on()
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    sent = {"name": "Zalo", "platform": "zalo", "when": "by_hand", "active": "on"}
    client.post(reverse("channels:add"), {**sent, "starts_at": "2020-01-01 00:00"})
    go_on()
    assert post_of(page, Channel.objects.get()).state == State.PROPOSED


def test_secrets_are_stored_sealed_and_never_shown_again(db):
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    sent = {
        "name": "Trang Facebook", "platform": "facebook", "target": "1", "when": "by_hand",
        "token": "EAAB-very-secret", "starts_at": "2026-01-01 00:00",
    }  # fmt: skip
    answer = client.post(reverse("channels:add"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    channel = Channel.objects.get()
    assert channel.credentials == {"token": "EAAB-very-secret"}
    assert "very-secret" not in channel.sealed
    edit = reverse("channels:edit", args=[channel.pk])
    assert "very-secret" not in client.get(edit).content.decode()
    client.post(edit, {**sent, "name": "Tên mới", "token": ""})
    channel.refresh_from_db()
    assert (channel.name, channel.credentials["token"]) == ("Tên mới", "EAAB-very-secret")


def test_a_recording_chosen_at_the_desk_is_sent_from_there(office, serve, open_channel, recording):
    server, channel = serve("youtube"), open_channel("youtube")
    page = office.news(TITLE)
    go_on()
    post = post_of(page, channel)
    assert post.state == State.TASK
    words = {"title": TITLE, "text": "Mô tả", "crop": post.crop, "video": recording.pk}
    client = editor()
    assert "Đăng bài" not in shown_to(client, post)
    client.post(reverse("channel_posts:post", args=[post.pk]), words)
    decide(client, post, "send")
    go_on()
    assert [one["bytes"] for one in server.posts.values()] == [6000]
    assert post_of(page, channel).state == State.POSTED


def test_new_words_of_a_posted_post_are_sent_as_a_correction(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    post = post_of(page, channel)
    words = {"text": "Lời mới", "crop": post.crop, "picture": ""}
    client = editor()
    client.post(reverse("channel_posts:post", args=[post.pk]), words)
    assert [one["message"] for one in server.posts.values()] != ["Lời mới"]
    decide(client, post, "send")
    go_on()
    assert [one["message"] for one in server.posts.values()] == ["Lời mới"]


def test_what_is_left_as_it_is_stays_so_and_is_said_to_be_behind(office, serve, open_channel):
    serve("facebook")
    channel = open_channel("facebook")
    page = office.news(TITLE)
    go_on()
    Post.objects.update(own_words=True)
    page.title = "Đã sửa"
    page.save_revision().publish()
    go_on()
    decide(editor(), post_of(page, channel), "drop")
    for _round in range(2):
        go_on()
    post = post_of(page, channel)
    assert (post.state, post.shown, post.meant) == (State.POSTED, 1, 2)


@pytest.mark.parametrize(
    ("platform", "url", "number"),
    [
        ("telegram", "https://t.me/hoagiai/105", "105"),
        ("telegram", "https://t.me/hoagiai/105?single", "105"),
        ("telegram", "https://t.me/hoagiai", ""),
        ("youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1", "dQw4w9WgXcQ"),
        ("youtube", "https://youtu.be/dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("facebook", "https://www.facebook.com/hoagiai/posts/1", ""),
    ],
)
def test_the_address_that_somebody_gives_says_what_the_post_is_called_by(platform, url, number):
    assert rules_of(platform).number_in(url) == number


def test_credentials_are_sealed_again_under_a_new_key(open_channel, settings):
    with_keys(settings, "cũ")
    channel = open_channel("facebook")
    with_keys(settings, "mới", "cũ")
    call_command("reseal_credentials")
    with_keys(settings, "mới")
    channel.refresh_from_db()
    assert channel.credentials == {"token": "good"}


def test_credentials_that_no_key_opens_are_named_and_left_alone(open_channel, settings, capsys):
    with_keys(settings, "mất")
    lost = open_channel("facebook", name="Trang cũ")
    with_keys(settings, "mới")
    kept = open_channel("telegram")
    with pytest.raises(SystemExit):
        call_command("reseal_credentials")
    said = capsys.readouterr()
    assert "Trang cũ" in said.err
    assert "1 resealed" in said.out
    sealed = lost.sealed
    lost.refresh_from_db()
    assert lost.sealed == sealed
    assert Channel.objects.get(pk=kept.pk).credentials == {"token": "1:good"}


def with_keys(settings: Any, *keys: str) -> None:
    settings.CHANNELS = {**settings.CHANNELS, "KEYS": list(keys)}


def shown_to(client: Client, post: Post) -> str:
    address = reverse("channel_posts:post", args=[post.pk])
    return str(client.get(address).content.decode())

"""Credentials at rest, access that ends, and the short address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.publishing.models import Entry
from cms.syndication.channels import access, deciding, sealing, stuck
from cms.syndication.channels.models import State
from cms.syndication.channels.short_links import code_of, link_of
from tests.syndication.channels.conftest import go_on, later, post_of


def test_a_key_is_changed_by_putting_the_new_one_in_front(settings):
    settings.CHANNELS = {**settings.CHANNELS, "KEYS": ["old"]}
    sealed = sealing.seal({"token": "bí mật"})
    settings.CHANNELS = {**settings.CHANNELS, "KEYS": ["new", "old"]}
    assert sealing.open_sealed(sealed) == {"token": "bí mật"}
    settings.CHANNELS = {**settings.CHANNELS, "KEYS": ["new"]}
    with pytest.raises(sealing.CannotOpen):
        sealing.open_sealed(sealed)


def test_what_does_not_open_is_refused_and_posts_nothing(office, serve, open_channel, settings):
    server, channel = serve("facebook"), open_channel("facebook")
    settings.CHANNELS = {**settings.CHANNELS, "KEYS": ["another"]}
    page = office.news("Tin")
    go_on()
    post = post_of(page, channel)
    assert post.state == State.REFUSED
    assert "nhập lại" in post.problem
    assert server.asked == []


def test_the_end_of_access_is_announced_at_each_of_its_days_once(open_channel):
    end = timezone.now() + timedelta(days=6)
    channel = open_channel("facebook", expires_at=end, contact="van-phong@example.vn")
    for _round in range(3):
        access.watch()
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["van-phong@example.vn"]
    channel.expires_at = timezone.now() + timedelta(hours=20)
    channel.save()
    access.watch()
    access.watch()
    assert len(mail.outbox) == 2


def test_zalos_tokens_are_exchanged_before_they_end_each_used_once(serve, open_channel):
    server = serve("zalo")
    channel = open_channel("zalo", expires_at=timezone.now() + timedelta(hours=1))
    access.watch()
    access.watch()
    channel.refresh_from_db()
    assert channel.credentials["token"] == "good"
    assert channel.credentials["refresh_token"] == server.posts["refresh"]
    assert channel.expires_at > timezone.now() + timedelta(hours=24)
    assert len(server.asked) == 1


def test_an_exchange_that_failed_leaves_what_is_stored(serve, open_channel):
    server = serve("zalo")
    channel = open_channel("zalo")
    server.say(200, error=-14014, message="no")
    access.watch()
    channel.refresh_from_db()
    assert channel.credentials["refresh_token"] == "refresh-0"


def test_a_renewal_that_is_refused_is_told_once_before_access_ends(serve, open_channel):
    server = serve("zalo")
    end = timezone.now() + timedelta(hours=2)
    open_channel("zalo", expires_at=end, contact="van-phong@example.vn")
    for _round in range(3):
        server.say(200, error=-14014, message="no")
        access.watch()
    [letter] = mail.outbox
    assert letter.to == ["van-phong@example.vn"]
    assert "không gia hạn được" in letter.subject


def test_a_mail_server_that_is_away_keeps_no_channel_from_being_renewed(
    serve, open_channel, settings
):
    serve("zalo")
    soon = timezone.now() + timedelta(hours=1)
    open_channel("facebook", name="Trước", expires_at=soon, contact="van-phong@example.vn")
    zalo = open_channel("zalo", name="Sau", expires_at=soon)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    access.watch()
    zalo.refresh_from_db()
    assert zalo.expires_at > soon
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    access.watch()
    assert len(mail.outbox) == 1


def test_whoever_answers_for_a_channel_is_told_of_what_is_stuck(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook", contact="van-phong@example.vn")
    server.say(400, error={"message": "Nội dung bị chặn \0", "code": 368})
    page = office.news("Tin bị chặn")
    go_on()
    assert post_of(page, channel).state == State.REFUSED
    assert stuck.tell() == 0
    later()
    assert (stuck.tell(), stuck.tell()) == (1, 0)
    [letter] = mail.outbox
    assert letter.to == ["van-phong@example.vn"]
    assert "Tin bị chặn: Bị từ chối (đăng)" in letter.body
    assert "\0" not in letter.body


def test_a_withdrawal_that_a_person_has_to_do_is_told(office, open_channel):
    channel = open_channel("facebook", automatic=False, contact="van-phong@example.vn")
    page = office.news("Tin")
    go_on()
    later()
    assert stuck.tell() == 0, "posting by hand is no standstill"
    post = post_of(page, channel)
    deciding.decide(post.pk, "there", None, url="https://www.facebook.com/1/posts/2")
    page.unpublish()
    go_on()
    later()
    assert stuck.tell() == 1
    assert "Cần người làm (gỡ)" in mail.outbox[0].body


def test_the_short_address_leads_to_the_page_and_says_nothing_of_who_came(office, client):
    page = office.news("Tin")
    entry = office.entry(page)
    answer = client.get(f"/i/{code_of(entry.id)}/")
    assert (answer.status_code, answer["Location"]) == (302, entry.url)
    assert "Set-Cookie" not in answer
    assert link_of(entry.id).endswith(f"/i/{code_of(entry.id)}/")


def test_the_short_address_of_what_was_withdrawn_is_not_found(office, client):
    page = office.news("Tin")
    entry = office.entry(page)
    page.unpublish()
    office.entry(page)
    assert Entry.objects.get(id=entry.id).withdrawn_at is not None
    assert client.get(f"/i/{code_of(entry.id)}/").status_code == 404


@pytest.mark.parametrize("code", ["000000000000", "UUUUUUUUUUUU", "x", "0" * 300, "ế" * 12])
def test_a_code_that_leads_nowhere_is_not_found(db, client, code):
    assert client.get(f"/i/{code}/").status_code == 404

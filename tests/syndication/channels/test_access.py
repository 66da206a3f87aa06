"""Credentials at rest, access that ends, and the short address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.publishing.models import Entry
from cms.syndication.channels import access, sealing
from cms.syndication.channels.models import State
from cms.syndication.channels.short_links import code_of, link_of
from tests.syndication.channels.conftest import go_on, post_of


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

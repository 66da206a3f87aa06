"""*Đã đến đâu* shows the channels beside the subscribers."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cms.syndication.channels.models import Post
from cms.syndication.channels.reach import posts_of
from tests.syndication.channels.conftest import go_on, post_of


def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


def test_the_page_tells_what_stands_on_each_channel(office, open_channel):
    channel = open_channel("facebook", automatic=False)
    page = office.news("Tổ hòa giải Phú Hải")
    go_on()
    shown = staff().get(reverse("syndication_reach")).content.decode()
    assert channel.name in shown
    assert "Cần người làm" in shown
    assert reverse("channel_posts:post", args=[post_of(page, channel).pk]) in shown


def test_an_items_own_page_tells_it_too(office, open_channel):
    open_channel("facebook", approval=True)
    page = office.news("Tổ hòa giải Phú Hải")
    go_on()
    entry = office.entry(page)
    shown = staff().get(reverse("syndication_item_reach", args=[entry.id])).content.decode()
    assert "Đề xuất" in shown


def test_the_page_asks_once_for_all_posts(office, open_channel, django_assert_num_queries):
    channels = [open_channel("facebook"), open_channel("telegram", automatic=False)]
    for number in range(3):
        office.news(f"Tin {number}")
    go_on()
    items = list(Post.objects.values_list("entry", flat=True).distinct())
    with django_assert_num_queries(1):
        assert len(posts_of(items, channels)) == 3

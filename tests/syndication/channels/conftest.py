from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.publishing.models import Entry
from cms.publishing.relay import relay
from cms.syndication.channels import following, sending
from cms.syndication.channels.models import Channel, Post
from tests.house import House, make_house, png
from tests.syndication.channels import platforms
from tests.syndication.channels.platforms import PlatformServer

TARGETS = {
    "facebook": ("1", {"token": "good"}),
    "telegram": ("@hoagiai", {"token": "1:good"}),
    "zalo": ("", {"token": "good", "refresh_token": "refresh-0"}),
    "youtube": ("", {"token": "good"}),
    "email": ("a@xa.example, b@xa.example", {}),
}


@pytest.fixture
def office(db: None) -> House:
    return make_house()


@pytest.fixture
def serve(settings: Any) -> Iterator[Callable[[str], PlatformServer]]:
    """Starts a platform of our own and has the adapters speak to it."""
    with ExitStack() as stack:

        def start(platform: str) -> PlatformServer:
            server = stack.enter_context(platforms.served(getattr(platforms, platform)))
            roots = settings.CHANNELS["ROOTS"]
            also = {"zalo": ("zalo_oauth",), "youtube": ("google_oauth",)}.get(platform, ())
            changed = dict.fromkeys((platform, *also), server.url)
            settings.CHANNELS = {**settings.CHANNELS, "ROOTS": {**roots, **changed}}
            return server

        yield start


@pytest.fixture
def open_channel(office: House) -> Callable[..., Channel]:
    """A channel that posts by itself what is published from now on."""

    def make(platform: str, **fields: Any) -> Channel:
        target, secrets = TARGETS[platform]
        defaults = {
            "name": f"Kênh {platform}",
            "target": target,
            "automatic": True,
            "when": Channel.When.ON_PUBLICATION,
            "approval": False,
            "kinds": ["news"],
            "starts_at": timezone.now() - timedelta(hours=1),
        }
        channel = Channel(platform=platform, **{**defaults, **fields})
        channel.credentials = secrets
        channel.save()
        return channel

    return make


def go_on() -> None:
    """What the worker does in a round, until there is nothing left to do."""
    relay()
    following.follow()
    following.sweep()
    sending.send_due()
    sending.find_out()


def later(minutes: float = 30) -> None:
    """As if so much time had gone by for every post."""
    span = timedelta(minutes=minutes)
    for post in Post.objects.all():
        post.since -= span
        post.due_at = post.due_at - span if post.due_at else None
        post.claimed_until = post.claimed_until - span if post.claimed_until else None
        post.save()


def post_of(page: Any, channel: Channel) -> Post:
    entry = Entry.objects.get(source=f"wagtailcore.page:{page.pk}")
    return Post.objects.select_related("channel").get(entry=entry.id, channel=channel)


def correct(page: Any, **fields: Any) -> None:
    """What an editor changes and publishes again."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def picture(db: None) -> Any:
    return get_image_model().objects.create(title="Cầu Nhật Lệ", file=png())


@pytest.fixture
def recording(db: None) -> Any:
    file = ContentFile(b"video " * 1000, name="ban-tin.mp4")
    return get_document_model().objects.create(title="Bản tin", file=file)

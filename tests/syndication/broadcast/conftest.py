"""Scripts and bulletins of items that the log holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cms.syndication.broadcast import bulletins, scripts
from cms.syndication.broadcast.models import BroadcastBulletin, BroadcastScript
from tests.api.conftest import own_index_and_quota, publish
from tests.house import house

__all__ = ["house", "own_index_and_quota"]

DAY = date(2026, 3, 18)


def approved(title: str, **fields: Any) -> BroadcastScript:
    """The approved script of a new item."""
    fields.setdefault("published_at", timezone.now())
    entry = publish(title, **fields)
    script = scripts.script_of_item(entry)
    scripts.keep(script, script.text, entry.version, an_editor("duyet", "approve"))
    return script


def an_editor(name: str, *actions: str) -> User:
    """Someone who may do these things at the desk."""
    user, made = User.objects.get_or_create(username=name)
    if made:
        rights = Permission.objects.filter(
            codename__in=["access_admin", *(f"{one}_broadcastscript" for one in actions)]
        )
        user.user_permissions.add(*rights)
    return user


def on_air(*texts: str) -> BroadcastBulletin:
    """A published bulletin of new items with these titles."""
    for text in texts:
        approved(text)
    bulletin = bulletins.begin(DAY, timezone.now())
    bulletins.publish(bulletin, timezone.now())
    return bulletin


def mp3(seconds: int = 3) -> SimpleUploadedFile:
    """Silence, as frames of MPEG-1 layer III at 128 kbit/s and 44.1 kHz."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return SimpleUploadedFile("bản tin.exe", frame * round(seconds * 44100 / 1152))


@pytest.fixture
def web(db: None) -> Client:
    return Client(SERVER_NAME="portal.example", raise_request_exception=False)


@pytest.fixture
def desk(db: None) -> Client:
    """The desk of someone who may edit and approve."""
    client = Client(SERVER_NAME="portal.example", raise_request_exception=False)
    client.force_login(an_editor("trưởng ban", "change", "approve"))
    return client


@pytest.fixture
def writer(db: None) -> Client:
    """The desk of someone who may edit and not approve."""
    client = Client(SERVER_NAME="portal.example", raise_request_exception=False)
    client.force_login(an_editor("biên tập", "change"))
    return client

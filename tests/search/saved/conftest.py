"""A search that someone follows, and the days on which it is looked after."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from search.saved import digests, following, letters
from search.saved.models import SavedSearch
from tests.search.conftest import ask

READER = "ban.doc@example.vn"


@pytest.fixture(autouse=True)
def _database(db: Any) -> None:
    """Everything here is in the log."""


def follow(address: str, email: str = READER, *, confirmed: bool = True) -> SavedSearch:
    """A saved search, as its owner would have begun and confirmed it."""
    query = ask(address)
    following.begin(query, email, timezone.now())
    search = SavedSearch.objects.get(email=email, query=following.lasting(query))
    if confirmed:
        search.letters.all().delete()
        following.confirm(search, timezone.now())
    return search


def tomorrow() -> list[list[str]]:
    """Lets a day pass; for each letter sent, the titles that it names."""
    long_ago = timezone.now() - timedelta(days=2)
    SavedSearch.objects.update(checked_at=long_ago)
    digests.check_due()
    return sent()


def sent() -> list[list[str]]:
    """Sends what waits; for each letter the titles in it, in its order."""
    mail.outbox.clear()
    letters.send_due()
    return [
        [line[2:] for line in message.body.splitlines() if line.startswith("- ")]
        for message in mail.outbox
    ]


def moved(search: SavedSearch) -> tuple[int, datetime]:
    search.refresh_from_db()
    return search.cursor, search.checked_at

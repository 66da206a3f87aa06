"""What an owner does with a saved search: begin, confirm, prolong, end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from cms.publishing.models import LogState
from search.address import encoded
from search.query import PAGE_SIZE, Query

from .models import Letter, SavedSearch, of_address, setting
from .retention import end_confirmed, end_unconfirmed


class TooMany(Exception):
    """No more can be begun now, by this address or by anyone."""


@transaction.atomic
def begin(query: Query, email: str, now: datetime) -> None:
    """Save `query` for `email` and queue the letter that asks its owner to confirm.

    What the log holds until now is not told of; whatever comes after is, once confirmed.
    For a search that is confirmed already nothing happens: nobody learns whether an
    address is known. Raises `TooMany`.
    """
    asked = lasting(query)
    # One after the other, so that limits hold.
    state = LogState.objects.select_for_update().get(pk=1)
    known = SavedSearch.objects.filter(of_address(email), query=asked).first()
    if known and known.confirmed_at and known.ends_at > now:
        return
    _check_limits(email, now)
    if known:
        known.delete()
    search = SavedSearch.objects.create(
        query=asked,
        email=email,
        cursor=state.last_change,
        created_at=now,
        ends_at=end_unconfirmed(now),
        checked_at=now,
    )
    Letter.objects.create(search=search, kind=Letter.Kind.CONFIRM, queued_at=now, due_at=now)


def lasting(query: Query) -> str:
    """The parameters of `query` without those of one look at it: its page, its order."""
    usual = replace(query, page=1, page_size=PAGE_SIZE, sort="relevance")
    return encoded(replace(usual, within=None, like=None))


def confirm(search: SavedSearch, now: datetime) -> None:
    """Begin to send, or go on for another year."""
    search.confirmed_at = search.confirmed_at or now
    search.ends_at = end_confirmed(now)
    search.save(update_fields=["confirmed_at", "ends_at"])


def end(search: SavedSearch) -> None:
    """Forget the search and the address, and all that waits to be sent there."""
    search.delete()


def _check_limits(email: str, now: datetime) -> None:
    """An address that someone else types again and again must not be flooded."""
    of_this = SavedSearch.objects.filter(of_address(email))
    waiting = of_this.filter(confirmed_at=None, created_at__gt=now - timedelta(days=1))
    everyone = SavedSearch.objects.filter(
        confirmed_at=None, created_at__gt=now - timedelta(hours=1)
    )
    if (
        of_this.count() >= setting("MOST_OF_AN_ADDRESS")
        or waiting.count() >= setting("MOST_UNCONFIRMED")
        or everyone.count() >= setting("MOST_AN_HOUR")
    ):
        raise TooMany

"""When a saved search, and the address in it, goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from .models import SavedSearch, setting


def end_unconfirmed(now: datetime) -> datetime:
    """When a search that nobody confirms is forgotten."""
    return now + timedelta(days=setting("UNCONFIRMED_DAYS"))


def end_confirmed(now: datetime) -> datetime:
    """When a search ends that was confirmed, or prolonged, at `now`."""
    return now + timedelta(days=setting("CONFIRMED_DAYS"))


def purge() -> int:
    """A step of the worker: forget what is past its end, with its letters; how many."""
    return SavedSearch.objects.filter(ends_at__lte=timezone.now()).delete()[0]

"""What the worker does for polls: marks bursts for staff, forgets old keys."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncHour
from django.utils import timezone

from .models import Poll, UsedKey, Vote

# A worker that was down for less misses nothing; a network's hash means nothing any
# more on the day after.
LOOK_BACK = timedelta(hours=24)


def mark_bursts() -> int:
    """Mark for staff the votes of a network that gave very many on a poll within an hour.

    They stay counted: an office or a village shares one address as well.
    """
    now = timezone.now()
    recent = Poll.objects.filter(live=True, archived_at=None).values_list("pk", flat=True)
    return sum(_mark(poll, now) for poll in recent)


def _mark(poll: int, now: datetime) -> int:
    votes = Vote.objects.filter(poll=poll, created_at__gte=now - LOOK_BACK).exclude(network="")
    bursts = (
        votes.annotate(hour=TruncHour("created_at"))
        .values_list("network", "hour")
        .annotate(number=Count("pk"))
        .filter(number__gte=settings.POLLS["SUSPICIOUS_AN_HOUR"])
        .order_by()
    )
    return sum(
        votes.filter(
            network=network, suspect=False, created_at__gte=hour, created_at__lt=hour + ONE_HOUR
        ).update(suspect=True)
        for network, hour, _number in bursts
    )


ONE_HOUR = timedelta(hours=1)


def forget_keys() -> int:
    """Forget idempotency keys that nobody sends again."""
    since = timezone.now() - timedelta(hours=settings.POLLS["KEY_HOURS"])
    return UsedKey.objects.filter(used_at__lt=since).delete()[0]

"""The demo's bulletin: the newest items, as they would be read out today."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from . import bulletins, scripts
from .models import BroadcastBulletin, BroadcastScript

ITEMS = 4


def read_out() -> int:
    """Make the bulletin where there is none; how many scripts it has. In `DEMO_STEPS`."""
    if BroadcastBulletin.objects.exists():
        return 0
    now = timezone.now()
    with transaction.atomic():
        newest = [item.pk for item in scripts.readable_items(now)[:ITEMS]]
        items = scripts.readable_items(now).filter(pk__in=newest).order_by("published_at")
        made = [scripts.script_of_item(item).pk for item in items]
        BroadcastScript.objects.filter(pk__in=made).update(approved_at=now)
        bulletin = bulletins.begin(timezone.localdate(now), now)
        bulletin.lines.all().delete()
        bulletins.add(bulletin, [BroadcastScript.objects.get(pk=key) for key in made])
        bulletins.publish(bulletin, now)
    return len(made)

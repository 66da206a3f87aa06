"""What is forgotten, and when."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from cms.publishing.log import lock_log

from .models import Delivery, Holding, Progress


def forget_old() -> int:
    """A step of the worker: forget deliveries and tombstones past their retention; how many."""
    now = timezone.now()
    kept = now - timedelta(days=settings.SYNDICATION["DELIVERY_RETENTION_DAYS"])
    old = Delivery.objects.exclude(state=Delivery.State.WAITING).filter(created_at__lt=kept)
    _remember_sent(old)
    forgotten = old.delete()[0]
    days = settings.PUBLISHING["TOMBSTONE_RETENTION_DAYS"]
    tombstones = Holding.objects.filter(visible=False, changed_at__lt=now - timedelta(days=days))
    return forgotten + _forget(tombstones)


def _remember_sent(deliveries: QuerySet[Delivery]) -> None:
    """That something was sent outlives the delivery that tells of it."""
    of_item = deliveries.filter(
        subscriber=OuterRef("subscriber"), item=OuterRef("item"), sent_at__isnull=False
    )
    unsure = Holding.objects.filter(Exists(of_item), seen_change=0, sent_change=0)
    with transaction.atomic():
        lock_log()
        unsure.update(sent_change=1)


def _forget(rows: QuerySet[Holding]) -> int:
    """Delete these tombstones; who has not read so far is told to begin again."""
    with transaction.atomic():
        lock_log()
        for one in rows.order_by().values("subscriber").annotate(latest=Max("change")):
            own = Progress.objects.filter(subscriber=one["subscriber"])
            own.filter(horizon__lt=one["latest"]).update(horizon=one["latest"])
        return rows.delete()[0]

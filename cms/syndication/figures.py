"""How syndication is: for the health page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.health.figures import Figure, Gauge

from .models import Delivery, Endpoint
from .progress import behind

OLDEST_DUE = Gauge(
    "webhooks_oldest_due",
    _("Age of the oldest webhook that is due at a receiver that answers"),
    "seconds",
    warning=60,
    critical=900,
)
FAILING = Gauge(
    "webhooks_failing", _("Webhook receivers that fail or are off"), "count", warning=1, critical=5
)
BEHIND = Gauge(
    "subscribers_behind", _("Subscribers that have fallen behind"), "count", warning=1, critical=8
)
GIVEN_UP = Gauge(
    "webhooks_given_up", _("Webhooks given up in the last day"), "count", warning=1, critical=50
)


def figures() -> Iterator[Figure]:
    """Six queries."""
    now = timezone.now()
    due = Delivery.objects.filter(
        state=Delivery.State.WAITING,
        due_at__lte=now,
        subscriber__active=True,
        subscriber__endpoint__failures=0,
        subscriber__endpoint__off_at=None,
    ).aggregate(first=Min("due_at"))["first"]
    yield Figure(OLDEST_DUE, (now - due).total_seconds() if due else 0)
    failing = Endpoint.objects.filter(Q(failures__gt=0) | Q(off_at__isnull=False))
    yield Figure(FAILING, failing.filter(subscriber__active=True).count())
    yield Figure(BEHIND, len(list(behind(now))))
    given_up = Delivery.objects.filter(
        state=Delivery.State.FAILED, settled_at__gte=now - timedelta(days=1)
    )
    yield Figure(GIVEN_UP, given_up.count())

"""What the health page says of the hub."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.health.figures import Figure, Gauge
from cms.syndication.models import Ping

UNTOLD = Gauge(
    "websub_oldest_untold",
    _("How long the WebSub hub has not been told of a change"),
    "seconds",
    warning=600,
    critical=6 * 3600,
)


def figures() -> Iterator[Figure]:
    """One query."""
    oldest = Ping.objects.aggregate(first=Min("changed_at"))["first"]
    yield Figure(UNTOLD, (timezone.now() - oldest).total_seconds() if oldest else 0)

"""For the health page: whether the letters of saved searches leave the house."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.health.figures import Figure, Gauge

from .models import Letter

WAITING = Gauge(
    "saved_search_oldest_letter",
    _("Age of the oldest letter of saved searches that waits to be sent"),
    "seconds",
    warning=1800,
    critical=6 * 3600,
)
FAILING = Gauge(
    "saved_search_failing_letters",
    _("Letters of saved searches that the mail server has turned away"),
    "count",
    warning=1,
    critical=50,
)


def figures() -> Iterator[Figure]:
    """How long the oldest letter has waited, and how many could not be sent so far. Two queries."""
    oldest = Letter.objects.aggregate(oldest=Min("queued_at"))["oldest"]
    waited = (timezone.now() - oldest).total_seconds() if oldest else 0
    yield Figure(WAITING, waited)
    yield Figure(FAILING, Letter.objects.filter(attempts__gt=0).count())

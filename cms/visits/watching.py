"""How visits fare: whether someone counts them into their days."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cms.health.figures import Figure, Gauge

from .folding import oldest_waiting

WAITING = Gauge(
    "visits_oldest_waiting",
    _("Age of the oldest visit that is not in its day's count yet"),
    "seconds",
    warning=300,
    critical=3600,
)


def figures() -> Iterator[Figure]:
    yield Figure(WAITING, oldest_waiting())

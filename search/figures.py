"""How the search indexes are: do they answer, how far behind are they, what is wrong in them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from cms.health.figures import Figure, Gauge
from cms.health.models import keep, kept
from cms.publishing.models import Entry

from . import engines
from .check import drifts
from .engine import Engine, EngineUnavailable, Health

logger = logging.getLogger(__name__)

AVAILABLE = Gauge(
    "search_unavailable", _("Search index that does not answer"), "count", warning=1, critical=1
)
UNREAD = Gauge(
    "search_oldest_unread_change",
    _("Age of the oldest change that the search index has not read"),
    "seconds",
    warning=60,
    critical=600,
)
DRIFT = Gauge(
    "search_drift",
    _("Items that are missing, stale or too many in the search index"),
    "count",
    warning=1,
    critical=10,
)
LAST_CHECK = Gauge(
    "search_last_check",
    _("Since the search index was last compared with the log"),
    "seconds",
    warning=3600,
    critical=86_400,
)


# What engines say without a language.
gettext_noop("There is no search index yet.")


def figures() -> Iterator[Figure]:
    """Of each engine: what is cheap, read now; the comparison with the log, as it was last made."""
    for engine in engines.all_engines():
        health = engine.health()
        yield Figure(AVAILABLE, int(not health.available), engine.name, _said(health.problem))
        if health.available:
            yield Figure(UNREAD, _age_of_unread(health), engine.name)
        yield from _check_figures(engine.name)


def _said(problem: str) -> str:
    """What an engine says in its own words, which know no language, in the reader's."""
    return gettext(problem) if problem else ""


def _age_of_unread(health: Health) -> float:
    unread = Entry.objects.filter(change__gt=health.cursor or 0).order_by("change")
    since = unread.values_list("updated_at", flat=True).first()
    return max(0.0, (timezone.now() - since).total_seconds()) if since else 0


def _check_figures(engine: str) -> Iterator[Figure]:
    last = kept(_name(engine))
    if last is None:
        yield Figure(LAST_CHECK, None, engine)
        return
    yield Figure(DRIFT, sum(last.value.values()), engine, taken_at=last.taken_at)
    yield Figure(LAST_CHECK, (timezone.now() - last.taken_at).total_seconds(), engine)


def check_all() -> int:
    """A step of the worker: compare each index with the log, and keep what was found."""
    for engine in engines.all_engines():
        try:
            keep_faults(engine, _faults(engine))
        except EngineUnavailable as error:
            logger.warning("The %s index cannot be compared with the log: %s", engine.name, error)
    return 0


def _faults(engine: Engine) -> Counter[str]:
    if damaged := engine.damage():
        return Counter(damaged=len(damaged))
    return Counter(drift.fault for drift in drifts(engine))


def keep_faults(engine: Engine, faults: Counter[str]) -> None:
    """Remember for the health page what a comparison found."""
    keep(_name(engine.name), dict(faults))


def _name(engine: str) -> str:
    return f"search.faults.{engine}"

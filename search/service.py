"""Answering a query: the one way in for the search page and the API.

Nothing is shown that is not found in `Entry.objects.public()` at that moment,
whatever an index says; and what the index has not yet read to be withdrawn is kept
out of its counts.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cms.publishing.models import Entry, LogState

from . import engines, suggestion
from .asking import Asked, ask, can_match
from .breaker import Breaker
from .engine import Engine, EngineUnavailable
from .facets import Facet, named
from .found import Found, shown
from .query import LAST_RESULT, Query

logger = logging.getLogger(__name__)

# Seconds in which a failed engine is not asked again: its readers would all wait.
PAUSE = 10.0
# An index that has more changes than this to read would answer "nothing" too often.
FAR_BEHIND = 1000

breaker = Breaker(PAUSE)


class SearchUnavailable(Exception):
    """No engine can answer. Never to be shown as "nothing found"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `total` and facets count items.

    `loosened`: nothing has the diacritics as they were typed, so that what is shown
    was found without regard to them. `degraded`: the engine that should answer
    cannot, and the embedded index did.
    """

    total: int
    hits: tuple[Found, ...]
    facets: Mapping[str, Sequence[Facet]]
    suggestion: str | None
    engine: str
    degraded: bool
    pages: int
    loosened: bool = field(default=False)


def answer(query: Query, now: datetime | None = None) -> Answer:
    """What is public at `now` and matches `query`. At most five queries to the database.

    Raises `SearchUnavailable`.
    """
    now = now or timezone.now()
    primary, standby = engines.primary(), engines.embedded()
    if primary is not standby and breaker.allows():
        try:
            found = _ask(primary, query, now, FAR_BEHIND)
            breaker.succeeded()
            return found
        except EngineUnavailable as error:
            breaker.failed()
            logger.warning("The embedded index answers for %s: %s", primary.name, error)
    try:
        return _ask(standby, query, now, None, degraded=primary is not standby)
    except EngineUnavailable as error:
        raise SearchUnavailable(str(error)) from error


def _ask(
    engine: Engine, query: Query, now: datetime, patience: int | None, *, degraded: bool = False
) -> Answer:
    withdrawn = _unread_withdrawals(engine.cursor(), patience)
    asked = ask(engine, query, now, withdrawn)
    results = asked.results
    hits = shown(results.hits, asked.used, now)
    total = results.total - (len(results.hits) - len(hits))
    return Answer(
        total=total,
        hits=tuple(hits),
        facets=named(engine.facets(asked.used), query.choices) if can_match(query) else {},
        suggestion=_suggestion(engine, query, asked, total, hits),
        engine=engine.name,
        degraded=degraded,
        pages=-(-min(total, LAST_RESULT) // query.page_size),
        loosened=asked.loosened,
    )


def _unread_withdrawals(cursor: int, patience: int | None) -> tuple[UUID, ...]:
    """What is withdrawn since `cursor`. Raises `EngineUnavailable` for an index not of this log."""
    state = LogState.objects.get(pk=1)
    if cursor > state.last_change or 0 < cursor < state.horizon:
        raise EngineUnavailable(f"the index has read up to {cursor}, which the log does not know")
    if patience is not None and state.last_change - cursor > patience:
        raise EngineUnavailable(f"the index is {state.last_change - cursor} changes behind")
    if cursor == state.last_change:
        return ()
    unread = Entry.objects.filter(change__gt=cursor).exclude(withdrawn_at=None)
    return tuple(unread.values_list("id", flat=True))


def _suggestion(
    engine: Engine, query: Query, asked: Asked, total: int, hits: Sequence[Found]
) -> str | None:
    if not total:
        return None
    if asked.used.must != asked.folded.must:
        if engine.count(asked.folded) > total:
            return suggestion.without_diacritics(query.text)
        return None
    return suggestion.as_written(query.text, [text for found in hits for text in found.written])

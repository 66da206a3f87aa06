"""Answering a query: the one way in for the search page and the API.

Nothing is shown that is not found in `Entry.objects.public()` at that moment,
whatever an index says; and what the index has not yet read to be withdrawn is kept
out of its counts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from cms.publishing.models import Entry
from cms.publishing.sources import kinds

from . import engines, suggestion
from .asking import Asked, ask, can_match
from .breaker import Breaker
from .engine import Engine, EngineUnavailable, Results
from .facets import Facet, named
from .found import Found, Shown, shown
from .likeness import plan_like
from .passages import cited_by
from .plan import Plan
from .planning import plan
from .promotions import Promoted, promoted_for
from .query import LAST_RESULT, Query
from .relaxing import Relaxation, Shorter, Word, relaxations, shorter, words_alone
from .standing import Promotions, State, standing, with_synonyms
from .understanding import understood

logger = logging.getLogger(__name__)

# Seconds in which a failed engine is not asked again: its readers would all wait.
PAUSE = 10.0
# An index that has more changes than this to read would answer "nothing" too often.
FAR_BEHIND = 1000

T = TypeVar("T")

# Seconds after which to ask again when no index can answer.
RETRY_AFTER = 30

breaker = Breaker(PAUSE)


class SearchUnavailable(Exception):
    """No engine can answer. Never to be shown as "nothing found"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `total` and facets count items.

    `loosened`: nothing has the diacritics as they were typed, so that what is shown
    was found without regard to them. `forgiven`: little or nothing is found as it was typed,
    and what the `suggestion` finds stands after it. `degraded`: the engine that should answer
    cannot, and the embedded index did. `promoted` stands above what was found.
    `in_force` counts what is in force today, `None` where validity means nothing. When
    nothing was found, `words` says of each word how many items have it, `shorter` what some
    of them find together, and `relaxations` what would be found without each filter. `item`
    is that which the query looks into, or for the like of.
    """

    total: int
    hits: tuple[Found, ...]
    facets: Mapping[str, Sequence[Facet]]
    suggestion: str | None
    engine: str
    degraded: bool
    pages: int
    loosened: bool = False
    forgiven: bool = False
    promoted: tuple[Promoted, ...] = ()
    in_force: int | None = None
    words: tuple[Word, ...] = ()
    shorter: tuple[Shorter, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    item: Entry | None = None


def answer(query: Query, now: datetime | None = None) -> Answer:
    """What is public at `now` and matches `query`. At most six queries to the database,
    and two more where editors promote something.

    Raises `SearchUnavailable`.
    """
    moment = now or timezone.now()
    return from_an_engine(
        lambda engine: _ask(engine, query, moment, FAR_BEHIND),
        lambda engine: _ask(engine, query, moment, None),
    )


def asked_of(engine: Engine, query: Query, now: datetime) -> Asked:
    """How `engine` answers `query`. Raises `EngineUnavailable`."""
    return _asked(engine, with_synonyms(query), _item(query, now), now, ())


def from_an_engine(ask: Callable[[Engine], T], ask_standby: Callable[[Engine], T]) -> T:
    """What the engine answers that should, or the embedded one where that cannot.

    Raises `SearchUnavailable` when neither can.
    """
    primary, standby = engines.primary(), engines.embedded()
    if primary is not standby and breaker.allows():
        try:
            found = ask(primary)
            breaker.succeeded()
            return found
        except EngineUnavailable as error:
            breaker.failed()
            logger.warning("The embedded index answers for %s: %s", primary.name, error)
    try:
        return ask_standby(standby)
    except EngineUnavailable as error:
        raise SearchUnavailable(str(error)) from error


def _ask(engine: Engine, query: Query, now: datetime, patience: int | None) -> Answer:
    # In this order: what the index has read, the log knows.
    cursor, stands = engine.cursor(), standing()
    query = replace(query, also=stands.synonyms)
    withdrawn = _unread_withdrawals(stands.log, cursor, patience)
    item = _item(query, now)
    asked = _asked(engine, query, item, now, withdrawn)
    results = asked.results
    page = shown(results.hits, asked.used, now)
    total = results.total - (len(results.hits) - len(page.found))
    can_be = can_match(query)
    facets = named(_facets(engine, asked), query.choices, stands.log) if can_be else {}
    nothing = can_be and not total
    words = words_alone(engine, query, asked.used) if nothing else ()
    return Answer(
        total=total,
        hits=tuple(page.found),
        facets=facets,
        suggestion=_suggestion(engine, query, asked, total, page),
        engine=engine.name,
        degraded=engine is not engines.primary(),
        pages=-(-min(total, LAST_RESULT) // query.page_size),
        loosened=asked.loosened and not asked.forgiven,
        forgiven=asked.forgiven,
        promoted=_promoted(query, stands.promotions, now),
        in_force=_in_force(engine, asked, facets, now),
        words=words,
        shorter=shorter(engine, query, asked.used, words, now) if nothing else (),
        relaxations=relaxations(engine, query, asked.used) if nothing else (),
        item=item,
    )


def _promoted(query: Query, promotions: Promotions, now: datetime) -> tuple[Promoted, ...]:
    return promoted_for(query.text, promotions, now) if query.for_words_alone else ()


def _item(query: Query, now: datetime) -> Entry | None:
    """The public item that the query is about, if it is about one. One query, or none."""
    key = query.like or query.within
    return Entry.objects.public(now).filter(pk=key).first() if key else None


def _asked(
    engine: Engine, query: Query, item: Entry | None, now: datetime, withdrawn: tuple[UUID, ...]
) -> Asked:
    today = timezone.localdate(now).toordinal()
    if query.like is None:
        return ask(engine, query, now, withdrawn, counted_on=today)
    if item is None:
        unasked = plan(query, now, folded=False, withdrawn=withdrawn)
        return Asked(unasked, Results(0))
    resembling = replace(plan_like(query, item, now, withdrawn), counted_on=today)
    return Asked(resembling, engine.search(resembling))


def _facets(engine: Engine, asked: Asked) -> Mapping[str, Mapping[str, int]]:
    counted = asked.results.facets
    return engine.facets(asked.used) if counted is None else counted


def _in_force(
    engine: Engine, asked: Asked, facets: Mapping[str, Sequence[Facet]], now: datetime
) -> int | None:
    """How many items are in force today, where any of their kinds has validity at all."""
    counted = {one.value for one in facets.get("kind", ()) if one.count}
    if not any(kind.validity for name, kind in kinds().items() if name in counted):
        return None
    filters, in_force = asked.used.filters, asked.results.in_force
    if in_force is not None and filters.valid_on is None:
        return in_force
    today = timezone.localdate(now).toordinal()
    return engine.count(replace(asked.used, filters=replace(filters, valid_on=today)))


def _unread_withdrawals(log: State, cursor: int, patience: int | None) -> tuple[UUID, ...]:
    """What is withdrawn since `cursor`. Raises `EngineUnavailable` for an index not of this log."""
    last_change, horizon = log.last_change, log.horizon
    if cursor > last_change or 0 < cursor < horizon:
        raise EngineUnavailable(f"the index has read up to {cursor}, which the log does not know")
    if patience is not None and last_change - cursor > patience:
        raise EngineUnavailable(f"the index is {last_change - cursor} changes behind")
    if cursor == last_change:
        return ()
    unread = Entry.objects.filter(change__gt=cursor).exclude(withdrawn_at=None)
    return tuple(unread.values_list("id", flat=True))


def _suggestion(engine: Engine, query: Query, asked: Asked, total: int, page: Shown) -> str | None:
    if not total or _leads_with_what_is_named(asked.used, page):
        return None
    if asked.meant:
        return _other(query, asked.meant)
    if query.like:
        return None
    if asked.used.heeds_diacritics:
        wider = (
            _may_be_wider(query, asked.used) and engine.count(_folded(query, asked.used)) > total
        )
        return _other(query, suggestion.without_diacritics(query.text)) if wider else None
    texts = [text for one in page.found for text in one.written]
    return _other(query, suggestion.as_written(query.text, texts, page.matcher))


def _leads_with_what_is_named(used: Plan, page: Shown) -> bool:
    """Whether the question names a document and that is what it found: nothing is spelled wrong."""
    named = {one.key for one in used.pinned}
    if not (named and page.found):
        return False
    return not named.isdisjoint(cited_by(page.found[0].entry))


def _may_be_wider(query: Query, used: Plan) -> bool:
    """Whether it may say something that more is found without diacritics.

    Of a sentence any word is enough, and what an abbreviation stands for has diacritics
    however it is typed.
    """
    meant = understood(query.text, query.also)
    spelled = {at for one in meant.alternatives for at in range(one.start, one.end)}
    others = (word for at, word in enumerate(meant.words) if at not in spelled)
    return not used.is_of_sentence and any(word.marked for word in others)


def _folded(query: Query, used: Plan) -> Plan:
    """What answers `query` without regard to diacritics, of the items that `used` looks among."""
    return replace(plan(query, timezone.now(), folded=True), filters=used.filters)


def _other(query: Query, meant: str | None) -> str | None:
    """`meant`, unless it is what was typed."""
    same = meant is None or meant.casefold() == query.text.strip().casefold()
    return None if same else meant

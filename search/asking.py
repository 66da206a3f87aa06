"""Asking an engine: as it was typed first; without regard to diacritics when nothing has them;
and as it was probably meant when little or nothing is found as it was typed.

The search page, the API and the measurement of quality all ask this way. Which of these ways
it is, the whole index decides and no filter: so what a filter leaves is as much as it was said to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from .analysis import Token
from .common_words import without_common_terms
from .correcting import corrected
from .engine import Engine, Hit, Results
from .meant import with_meant
from .phrases import telling, with_neighbours
from .plan import Plan
from .planning import plan
from .query import Query
from .restoring import respelled, restored
from .understanding import Understood, understood

# So few items are little: a typing error may be why.
LITTLE = 10
# One syllable without diacritics may be any of many.
LEAST_RESTORED = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a query, and the plan that answered.

    `loosened`: nothing has the diacritics as they were typed. `meant`: the question as it
    was probably meant. `forgiven`: what that finds is among the results, after what
    was found as it was typed.
    """

    used: Plan
    results: Results
    loosened: bool = False
    meant: str | None = None
    forgiven: bool = False


def ask(
    engine: Engine,
    query: Query,
    now: datetime,
    withdrawn: tuple[UUID, ...] = (),
    counted_on: int | None = None,
) -> Asked:
    """The page of results that `query` asks for; with `counted_on` as in `Plan`, where the
    page is found in one go.

    Raises `EngineUnavailable`.
    """
    query = _with_what_is_meant(engine, query)
    asked = _as_typed(engine, query, now, withdrawn, counted_on)
    if not can_match(query) or asked.used.pinned or asked.used.phrases:
        return asked
    meant = understood(query.text, query.also)
    return _as_meant(engine, query, meant, asked, now, withdrawn) or _told(
        engine, query, meant, asked
    )


def can_match(query: Query) -> bool:
    """Words of punctuation alone find nothing; no words at all leave the filters to choose."""
    return not query.text or understood(query.text, query.also).says_something


def _with_what_is_meant(engine: Engine, query: Query) -> Query:
    """`query` without the synonyms of phrases that are typed without diacritics, and are more
    likely others: of `so do dien` not those of *sổ đỏ*."""
    meant = understood(query.text, query.also)
    bare = [one for one in meant.alternatives if one.written and one.is_otherwise_in(meant.words)]
    if not bare:
        return query
    likely = respelled(meant.words, engine.frequencies, _phrases(meant))
    doubted = [one.phrase for one in bare if one.is_otherwise_in(likely)]
    return replace(query, also=query.also.without(doubted)) if doubted else query


def _as_typed(
    engine: Engine,
    query: Query,
    now: datetime,
    withdrawn: tuple[UUID, ...],
    counted_on: int | None,
) -> Asked:
    def planned(*, folded: bool) -> Plan:
        return replace(plan(query, now, folded=folded, withdrawn=withdrawn), counted_on=counted_on)

    strict = _to_rank(engine, planned(folded=False))
    results = engine.search(strict) if can_match(query) else Results(0)
    if not strict.heeds_diacritics or results.total or _anywhere(engine, strict, results):
        return Asked(strict, results)
    folded = _to_rank(engine, planned(folded=True))
    return Asked(folded, engine.search(folded), loosened=True)


def _to_rank(engine: Engine, used: Plan) -> Plan:
    """`used` with the words that tell its answers apart."""
    restored = _restored(engine, used)
    if not restored.is_of_sentence:
        return restored
    return replace(restored, score=without_common_terms(restored.score))


def _anywhere(engine: Engine, used: Plan, results: Results) -> int:
    """How many items `used`, of which these are the results, finds whatever is filtered."""
    if not used.filters.limit:
        return results.total
    return engine.count(replace(used, filters=used.filters.lifted))


def _restored(engine: Engine, used: Plan) -> Plan:
    """With the diacritics that were probably meant, to rank by, where none were typed."""
    if used.order != "relevance" or len(used.words) < LEAST_RESTORED:
        return used
    tokens = [Token(one.exact, one.folded, 0, 0) for one in used.words]
    phrases = [with_neighbours(one.written, tokens[one.start : one.end]) for one in used.concepts]
    return with_meant(used, restored(used.words, engine.frequencies, phrases))


def _phrases(meant: Understood) -> list[tuple[str, ...]]:
    """The phrases of a question that editors have written, as they have."""
    return [
        with_neighbours(one.written, meant.words[one.start : one.end])
        for one in meant.alternatives
        if one.written
    ]


def _told(engine: Engine, query: Query, meant: Understood, asked: Asked) -> Asked:
    """With the diacritics that were meant, where nothing has those that were typed."""
    if not (asked.loosened and asked.results.total):
        return asked
    words = respelled(meant.words, engine.frequencies, _phrases(meant), loose=True)
    return replace(asked, meant=rewritten(query.text, words))


def _as_meant(
    engine: Engine,
    query: Query,
    meant: Understood,
    asked: Asked,
    now: datetime,
    withdrawn: tuple[UUID, ...],
) -> Asked | None:
    """The answer to the question without its typing errors, if it seems to have any."""
    typed = asked.results.total
    if typed <= LITTLE:
        typed = _anywhere(engine, asked.used, asked.results)
    little = typed <= LITTLE
    found = corrected(
        meant.words, engine.frequencies, kept=_understood_places(meant), little=little
    )
    if found is None:
        return None
    other = replace(query, text=rewritten(query.text, found.words))
    better = _plan_that_finds(engine, other, now, withdrawn)
    if better is None:
        return None
    told = rewritten(query.text, respelled(found.words, engine.frequencies, _phrases(meant)))
    if not (little or found.unknown):
        return replace(asked, meant=told)
    used = replace(better, typed=asked.used.must, typed_required=asked.used.required)
    # What was typed as it stands nowhere leads nothing.
    behind = little and not found.unknown
    results = _after(engine, asked, used) if behind else engine.search(used)
    if not found.unknown and _anywhere(engine, used, results) == typed:
        return replace(asked, meant=told)
    return replace(asked, used=used, results=results, meant=told, forgiven=True)


def _understood_places(meant: Understood) -> set[int]:
    """The places of words that stand for something, or that only ask."""
    asking = set(meant.words) - set(telling(meant.words))
    return {
        *(at for one in meant.alternatives for at in range(one.start, one.end)),
        *(at for at, word in enumerate(meant.words) if word in asking),
    }


def _plan_that_finds(
    engine: Engine, query: Query, now: datetime, withdrawn: tuple[UUID, ...]
) -> Plan | None:
    for folded in (False, True):
        better = plan(query, now, folded=folded, withdrawn=withdrawn)
        if engine.count(replace(better, filters=better.filters.lifted)):
            return _to_rank(engine, better)
    return None


def _after(engine: Engine, asked: Asked, used: Plan) -> Results:
    """The few that were found as it was typed, then what else `used` finds."""
    if used.order != "relevance" or not asked.results.total:
        return engine.search(used)
    few = asked.results.total
    first = _all_of(engine, asked.used, asked.results)
    head = first[used.offset : used.offset + used.limit]
    others = replace(used.filters, withdrawn=(*used.filters.withdrawn, *(hit.id for hit in first)))
    rest = replace(
        used,
        filters=others,
        offset=max(0, used.offset - few),
        # One at least is asked for, to know how many there are.
        limit=max(1, used.limit - len(head)),
    )
    found = engine.search(rest)
    return Results(few + found.total, (*head, *found.hits[: used.limit - len(head)]))


def _all_of(engine: Engine, used: Plan, results: Results) -> tuple[Hit, ...]:
    if len(results.hits) == results.total:
        return results.hits
    return engine.search(replace(used, offset=0, limit=LITTLE, counted_on=None)).hits


def rewritten(text: str, words: Sequence[Token]) -> str:
    """`text` with `words` in the places where they were typed; two in one place side by side."""
    pieces: list[str] = []
    done = 0
    for word in words:
        pieces += [text[done : word.start] if word.start >= done else " ", word.exact]
        done = word.end
    return "".join([*pieces, text[done:]])

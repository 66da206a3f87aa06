"""Nothing was found: what each word alone finds, and what is without some words, or a filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from .analysis import Token
from .engine import Engine
from .plan import Filters, Plan, Term, Wanted
from .planning import plan, query_tokens
from .query import Query

# Of a long question, as many words are looked at.
MOST_WORDS = 12
# Of a question of so many words, some are left out to see what the others find.
MOST_LEFT_OUT = 8
MOST_SHORTER = 3


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A filter to leave out, by its parameter, the query without it, and what that finds."""

    parameter: str
    query: Query
    count: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was understood, and how many items have it under the same filters."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Shorter:
    """The question with words left out, and how many items that finds under the same filters."""

    query: Query
    count: int


def shorter(
    engine: Engine, query: Query, asked: Plan, words: tuple[Word, ...], now: datetime
) -> tuple[Shorter, ...]:
    """Shorter questions that find something: one word left out, else as many as it takes.

    What is rarest goes first. Raises `EngineUnavailable`.
    """
    typed = query.text.split()
    if not 2 <= len(typed) <= MOST_LEFT_OUT or any(is_operator(word) for word in typed):
        return ()
    alone = {word.text: word.count for word in words}
    places = sorted(range(len(typed)), key=lambda place: _rarity(typed[place], alone))
    one_less = (_without(engine, query, asked, {place}, now) for place in places)
    found = [one for one in one_less if one.count][:MOST_SHORTER]
    if found:
        return tuple(found)
    several = (_without(engine, query, asked, set(places[:n]), now) for n in range(2, len(typed)))
    return tuple(one for one in several if one.count)[:1]


def is_operator(word: str) -> bool:
    """Whether leaving another word out might change what this one means."""
    return word.startswith("-") or not set(word).isdisjoint('"“”«»')


def _rarity(word: str, alone: dict[str, int]) -> int:
    return min((alone.get(token.exact, 0) for token in query_tokens(word)), default=0)


def _without(engine: Engine, query: Query, asked: Plan, places: set[int], now: datetime) -> Shorter:
    typed = enumerate(query.text.split())
    text = " ".join(word for place, word in typed if place not in places)
    less = replace(query, text=text, page=1)
    wanted = replace(plan(less, now, folded=True), filters=asked.filters)
    return Shorter(less, engine.count(wanted))


def relaxations(engine: Engine, query: Query, plan: Plan) -> tuple[Relaxation, ...]:
    """Each filter of `query`, left out, where that finds something. Raises `EngineUnavailable`."""
    counted = (
        Relaxation(parameter, less, engine.count(replace(plan, filters=filters)))
        for parameter, less, filters in _without_one(query, plan.filters)
    )
    return tuple(one for one in counted if one.count)


def words_alone(engine: Engine, query: Query, plan: Plan) -> tuple[Word, ...]:
    """What each word of `query` finds, with any diacritics, under the filters of `plan`.

    Raises `EngineUnavailable`.
    """
    once = {token.exact: token for token in query_tokens(query.text)}
    return tuple(_alone(engine, plan, token) for token in list(once.values())[:MOST_WORDS])


def _alone(engine: Engine, plan: Plan, token: Token) -> Word:
    """Nothing else that was asked for counts: of a phrase that nobody wrote, each word is known."""
    wanted = Wanted(((Term("folded", token.folded),),))
    alone = Plan((wanted,), 1, (), plan.filters, plan.order, plan.offset, plan.limit)
    return Word(token.exact, engine.count(alone))


def _without_one(query: Query, filters: Filters) -> Iterator[tuple[str, Query, Filters]]:
    first = replace(query, page=1)
    for facet in query.choices:
        others = {name: values for name, values in query.choices.items() if name != facet}
        yield facet, replace(first, choices=others), filters.without(facet)
    if query.valid_on:
        yield "valid_on", replace(first, valid_on=None), replace(filters, valid_on=None)
    if query.dated:
        undated = replace(first, published_after=None, published_before=None)
        yield "published", undated, replace(filters, since=None, until=None)

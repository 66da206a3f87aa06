"""Nothing was found: what each word alone finds, and what is found without each filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .analysis import Token
from .engine import Engine
from .plan import Filters, Plan, Term, Wanted, query_tokens
from .query import Query

# Of a long question, as many words are looked at.
MOST_WORDS = 12


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
    term = Term("folded", token.folded)
    return Word(token.exact, engine.count(replace(plan, must=(Wanted(((term,),)),), required=1)))


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

"""From a query to a plan: which tokens must be found, in which form, and what each is worth.

A plan is what both engines carry out, each in its own syntax. Whatever ranks or
matches is decided here, once, and tested as data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from .analysis import PAIR, Token, pairs, tokens_of
from .moments import microseconds
from .query import Query

Form = Literal["exact", "exact_pairs", "folded", "folded_pairs"]
Place = Literal["title", "heading", "body"]

# Measured on judged questions: pairs of syllables at 0.6 are the largest gain there
# is. A title says what an item is about, a heading what its passage is.
PLACES: dict[Place, float] = {"title": 3.5, "heading": 2.0, "body": 1.0}
PAIRS = 0.6
# A form that was not the one asked for, and still tells which of two is nearer.
NEARER = 0.4
MOST_TOKENS = 48
# Up to this many words all must be found; of those beyond it, one in three.
ALL_OF = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One token in one form."""

    form: Form
    token: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items may be found, whatever they say. Times are as in `moments`.

    `now` is the clock that decides what has expired. Items in `withdrawn` are no
    longer public, but the index has not read it yet.
    """

    now: int
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    withdrawn: tuple[UUID, ...] = ()

    def without(self, facet: str) -> Filters:
        """The same but for what one facet chose, so that it counts its other values too."""
        if facet == "year":
            return replace(self, since=None, until=None)
        nothing: dict[str, Any] = {f"{facet}s": ()}
        return replace(self, **nothing)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine is to find and how to order it.

    An item is found when `required` of the `must` are anywhere in it; with none,
    every item is. `score` orders passages and, by its best passage, the item.
    """

    must: tuple[Term, ...]
    required: int
    score: tuple[Term, ...]
    filters: Filters
    by_date: bool
    offset: int
    limit: int


def plan(query: Query, now: datetime, *, folded: bool, withdrawn: tuple[UUID, ...] = ()) -> Plan:
    """How to answer `query` at `now`; `folded`: as if it had been typed without diacritics."""
    tokens = query_tokens(query.text)
    must = tuple(dict.fromkeys(_required_term(token, folded) for token in tokens))
    return Plan(
        must=must,
        required=required_of(len(must)),
        score=tuple(score_terms(tokens, folded)),
        filters=_filters(query, now, withdrawn),
        by_date=query.sort == "date" or not tokens,
        offset=(query.page - 1) * query.page_size,
        limit=query.page_size,
    )


def query_tokens(text: str) -> list[Token]:
    """The tokens that a query asks for: a document number as a whole, not by its parts."""
    return [token for token in tokens_of(text) if token.step][:MOST_TOKENS]


def required_of(count: int) -> int:
    """How many of `count` different words an item must have."""
    return count if count <= ALL_OF else ALL_OF + (count - ALL_OF) // 3


def score_terms(tokens: list[Token], folded: bool) -> list[Term]:
    """What the tokens and their pairs are worth, each term once."""
    weights: dict[tuple[Form, str], float] = {}
    for token in tokens:
        for term in _token_terms(token, folded):
            weights.setdefault((term.form, term.token), term.weight)
    for pair in pairs(tokens):
        for term in _pair_terms(*pair, folded):
            weights.setdefault((term.form, term.token), term.weight)
    return [Term(form, token, weight) for (form, token), weight in weights.items()]


def _required_term(token: Token, folded: bool) -> Term:
    if token.marked and not folded:
        return Term("exact", token.exact)
    return Term("folded", token.folded)


def _token_terms(token: Token, folded: bool) -> list[Term]:
    if token.marked and not folded:
        return [Term("exact", token.exact)]
    return [Term("folded", token.folded), Term("exact", token.exact, NEARER)]


def _pair_terms(first: Token, second: Token, folded: bool) -> list[Term]:
    exact = f"{first.exact}{PAIR}{second.exact}"
    bare = f"{first.folded}{PAIR}{second.folded}"
    if (first.marked or second.marked) and not folded:
        return [Term("exact_pairs", exact, PAIRS), Term("folded_pairs", bare, PAIRS * NEARER)]
    return [Term("folded_pairs", bare, PAIRS), Term("exact_pairs", exact, PAIRS * NEARER)]


def _filters(query: Query, now: datetime, withdrawn: tuple[UUID, ...]) -> Filters:
    return Filters(
        now=microseconds(now),
        kinds=query.kinds,
        units=query.units,
        topics=query.topics,
        since=_limit(query.published_after),
        until=_limit(query.published_before),
        withdrawn=withdrawn,
    )


def _limit(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)

"""From a query to a plan: which tokens must be found, in which form, and what each is worth.

A plan is what both engines carry out, each in its own syntax. Whatever ranks or
matches is decided here, once, and tested as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from .analysis import PAIR, Token, pairs, tokens_of
from .moments import microseconds
from .query import Query, Sort

Form = Literal["exact", "exact_pairs", "folded", "folded_pairs"]
Place = Literal["title", "heading", "body"]

# Measured on judged questions: pairs of syllables at 0.6 are the largest gain there
# is. A title says what an item is about, a heading what its passage is.
PLACES: dict[Place, float] = {"title": 3.5, "heading": 2.0, "body": 1.0}
PAIRS = 0.6
# A form that was not the one asked for, and still tells which of two is nearer.
NEARER = 0.4
MOST_TOKENS = 48
# The best passages of each item that a page of results shows; one more is asked for,
# to know whether there are more.
PASSAGES_SHOWN = 3
PASSAGES_PER_HIT = PASSAGES_SHOWN + 1
# Of one item alone: as many as an engine gives at once.
PASSAGES_WITHIN = 100
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

    `now` is the clock that decides what has expired. `chosen` gives, by facet, the
    values of which an item must have one; `valid_on` is the number of a day on which
    it must be in force. Items in `withdrawn` are no longer public, but the index has
    not read it yet.
    """

    now: int
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    valid_on: int | None = None
    since: int | None = None
    until: int | None = None
    withdrawn: tuple[UUID, ...] = ()
    # Only this item.
    within: UUID | None = None

    def without(self, facet: str) -> Filters:
        """The same but for what one facet chose, so that it counts its other values too."""
        return replace(self, chosen={**self.chosen, facet: ()})


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine is to find and how to order it.

    An item is found when `required` of the `must` are anywhere in it; with none,
    every item is. `score` orders passages and, by its best passage, the item, unless
    `order` asks for another order. `passages` is how many of each item to name.
    """

    must: tuple[Term, ...]
    required: int
    score: tuple[Term, ...]
    filters: Filters
    order: Sort
    offset: int
    limit: int
    passages: int = PASSAGES_PER_HIT


def plan(query: Query, now: datetime, *, folded: bool, withdrawn: tuple[UUID, ...] = ()) -> Plan:
    """How to answer `query` at `now`; `folded`: as if it had been typed without diacritics."""
    tokens = query_tokens(query.text)
    must = tuple(dict.fromkeys(_required_term(token, folded) for token in tokens))
    return Plan(
        must=must,
        required=required_of(len(must)),
        score=tuple(score_terms(tokens, folded)),
        filters=_filters(query, now, withdrawn),
        order=query.sort if tokens or query.sort != "relevance" else "date",
        offset=(query.page - 1) * query.page_size,
        limit=query.page_size,
        passages=PASSAGES_WITHIN if query.within else PASSAGES_PER_HIT,
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
        chosen=query.choices,
        valid_on=None if query.valid_on is None else query.valid_on.toordinal(),
        since=_limit(query.published_after),
        until=_limit(query.published_before),
        withdrawn=withdrawn,
        within=query.within,
    )


def _limit(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)

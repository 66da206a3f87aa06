"""Suggestions while someone types: common queries, and titles and numbers of public items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cms.publishing.models import Entry
from cms.publishing.sources import kinds

from .analysis import plainly_typed, tokens_of
from .counting import common_queries
from .engine import Engine, Names
from .moments import microseconds
from .service import from_an_engine

# Less than this brings up everything, more is no longer a name.
LEAST_TEXT = 2
LONGEST_TEXT = 120
MOST_ITEMS = 6
# Of so many that an engine holds for the best, the best are shown.
CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query to ask, or an item to open: then `kind` says of what kind, and `url` where."""

    text: str
    kind: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed so far, folded: whole words, and one that is unfinished."""

    words: tuple[str, ...]
    unfinished: str

    @property
    def beginning(self) -> str:
        return " ".join([*self.words, *([self.unfinished] if self.unfinished else [])])


def typed(text: str) -> Typed:
    """Pure. A word is whole once something stands behind it."""
    text = plainly_typed(text)
    tokens = [token.folded for token in tokens_of(text) if token.step]
    if not tokens or not text[-1].isalnum():
        return Typed(tuple(tokens), "")
    return Typed(tuple(tokens[:-1]), tokens[-1])


def suggestions(text: str, now: datetime) -> list[Suggestion]:
    """What `text` may become, common queries first; with one typing error forgiven when nothing
    has the words as they are. Two queries to the database.

    Raises `SearchUnavailable`.
    """
    begun = typed(text[:LONGEST_TEXT])
    if len(begun.beginning) < LEAST_TEXT:
        return []
    common = [Suggestion(query) for query in common_queries(begun.beginning, now)]
    names = Names(begun.words, begun.unfinished, microseconds(now), CANDIDATES)

    def ask(engine: Engine) -> tuple[UUID, ...]:
        return engine.suggest(names) or engine.suggest(replace(names, forgiving=True))

    return [*common, *_items(from_an_engine(ask, ask), begun, now)]


def _items(keys: Iterable[UUID], begun: Typed, now: datetime) -> list[Suggestion]:
    """The public ones among `keys`: those that begin as was typed first, each title once."""
    rows = Entry.objects.public(now).filter(pk__in=keys).values_list("pk", "title", "kind", "url")
    rank = {key: place for place, key in enumerate(keys)}
    best = sorted(rows, key=lambda row: (not _begins(row[1], begun), rank[row[0]]))
    once = {title: Suggestion(title, kind, url) for _key, title, kind, url in reversed(best)}
    return list(reversed(once.values()))[:MOST_ITEMS]


def _begins(title: str, begun: Typed) -> bool:
    return " ".join(token.folded for token in tokens_of(title) if token.step).startswith(
        begun.beginning
    )


def label_of(suggestion: Suggestion) -> str:
    """What people call the kind of the item that is suggested; nothing for a query."""
    kind = kinds().get(suggestion.kind)
    return str(kind.label) if kind else ""

"""The contract: what an index holds, and what every engine does with it.

The passage is what matches, the item is what is found. An engine keeps items under
their id, never goes back to an older change of one, and commits its cursor together
with what it read up to there, so that one killed at any line resumes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from .analysis import NO_FORMS, Forms
from .plan import Counted, Form, Place, Plan
from .ranking.packing import pack

# More values of all facets together than any page could offer.
MOST_FACET_VALUES = 10_000
# What is shorter is, but for a letter, everything.
LEAST_MISTAKABLE = 3


class EngineUnavailable(Exception):
    """The engine cannot answer or take changes now. The message says why."""


class NotBuilt(EngineUnavailable):
    """There is no index yet, or not one that this version of the program can read."""


class OutOfStep(Exception):
    """The changes do not join what the index has read: read again from its cursor."""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A stretch of an item: its place among the item's passages, and its tokens."""

    position: int
    heading: Forms
    body: Forms


# What stands for the passages of an item that has none.
NO_TEXT = IndexedPassage(0, NO_FORMS, NO_FORMS)


@dataclass(frozen=True, slots=True)
class IndexedItem:
    """A public item as an index holds it. Times are as in `moments`.

    `change` is the external version: an engine never replaces an item by one of a
    lower number. `facets` are all labels by which it can be chosen, as `facets.token`
    writes them. `valid_from` and `valid_until` are day numbers, the first in force and
    the first no longer in force, `None` for what has no validity. `order` sorts by
    date, the larger the newer, `number` by document number, the smaller the sooner; no
    two items have either alike. `names` are the words, folded, by which its title is
    suggested while someone types.
    """

    id: UUID
    change: int
    kind: str
    facets: tuple[str, ...]
    published: int
    expires: int
    valid_from: int | None
    valid_until: int | None
    order: int
    number: int
    names: str
    # By which laws cite it: its number and its name, as `same_name_key` writes them.
    keys: tuple[str, ...]
    title: Forms
    passages: tuple[IndexedPassage, ...]

    def parts(self, passage: IndexedPassage) -> dict[Place, tuple[Forms, ...]]:
        """What of a passage is searched: what it is called, and that with its text.

        Title, heading and text are one text to BM25: that a word stands in the title and
        not in the text must not make the text a poor one.
        """
        return {
            "label": (self.title, passage.heading),
            "text": (self.title, passage.heading, passage.body),
        }

    def packed(self, passage: IndexedPassage) -> bytes:
        """The passage's words, by which it is ranked among the best."""
        return pack(self.title, passage.heading, passage.body)

    def all_parts(self) -> Iterator[Forms]:
        """Its title, and what is in its passages."""
        yield self.title
        for passage in self.passages:
            yield passage.heading
            yield passage.body


@dataclass(frozen=True, slots=True)
class Changes:
    """What the log says between two cursors: items to hold, and items to hold no more.

    `gone` gives the change that withdrew each.
    """

    since: int
    cursor: int
    items: tuple[IndexedItem, ...] = ()
    gone: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, and the places of its best passages, the best first."""

    id: UUID
    passages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, and how many items there are in all.

    `facets` as `Engine.facets` gives them, and how many items are `in_force`, where they
    were counted with the page.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] | None = field(default=None, hash=False)
    in_force: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What was typed of a name: whole `words`, folded, and one that is `unfinished`.

    `now` is the clock that decides what has expired. `forgiving`: one of the words may have
    one typing error.
    """

    words: tuple[str, ...]
    unfinished: str
    now: int
    limit: int
    forgiving: bool = False

    @property
    def all_words(self) -> tuple[str, ...]:
        return (*self.words, self.unfinished) if self.unfinished else self.words

    @property
    def mistakable(self) -> list[int]:
        """The places of the words of which one letter may be another."""
        return [at for at, word in enumerate(self.all_words) if len(word) >= LEAST_MISTAKABLE]


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one term in one field added to a score."""

    place: Place
    form: Form
    token: str
    score: float


@dataclass(frozen=True, slots=True)
class Health:
    """`cursor` is the last change read, `None` when nothing was ever built."""

    engine: str
    available: bool
    items: int = 0
    cursor: int | None = None
    problem: str = ""


class Index(ABC):
    """Public items, to be searched. All but `health` raise `EngineUnavailable`."""

    name: ClassVar[str]

    @abstractmethod
    def cursor(self) -> int:
        """The last change that the index has read. Raises `NotBuilt`."""

    @abstractmethod
    def apply(self, changes: Changes) -> None:
        """Take `changes` and their cursor, durably, together. Repeating it changes nothing.

        Raises `OutOfStep` when the index has not read as far as `changes.since`.
        """

    @abstractmethod
    def search(self, plan: Plan) -> Results:
        """The page of hits that `plan` asks for, and the total."""

    @abstractmethod
    def count(self, plan: Plan) -> int:
        """How many items `plan` finds."""

    @abstractmethod
    def facets(self, plan: Plan) -> Mapping[str, Mapping[str, int]]:
        """For each facet, how many items have each value; a facet's own choice left out."""

    @abstractmethod
    def frequencies(self, words: Collection[Counted]) -> Mapping[Counted, int]:
        """In how many passages each of these stands, of all that there are, public or not."""

    @abstractmethod
    def suggest(self, names: Names) -> tuple[UUID, ...]:
        """Items whose names have what was typed of them, the best first."""

    @abstractmethod
    def explain(self, plan: Plan, key: UUID) -> tuple[ScorePart, ...]:
        """What the score of one item that `plan` finds is made of: the terms of its title
        and of its best passage."""

    @abstractmethod
    def contents(self) -> dict[UUID, int]:
        """Every item that it holds, with its change. For `check_index`."""

    def damage(self) -> list[str]:
        """What in the index's own files is not as it was written. Reads them all.

        Where there is something, the index is not used again, and is built anew by
        whoever follows the log.
        """
        return []

    @abstractmethod
    def clear(self) -> None:
        """Drop the index; one that was adopted, with every one beside it."""

    @abstractmethod
    def health(self) -> Health:
        """How it is. Never raises."""


class Engine(Index):
    """The index that answers, until another is built beside it and takes its place."""

    @abstractmethod
    def fresh(self) -> Index:
        """A new, empty index beside this one, to be filled and then adopted."""

    @abstractmethod
    def adopt(self, fresh: Index) -> None:
        """Answer from `fresh` from now on, in one step, and drop the old index."""

    @abstractmethod
    def sweep(self, idle: float) -> int:
        """Drop what killed rebuilds left behind: indices beside the present one that nobody
        has begun or written in the last `idle` seconds. How many there were."""

"""A plan: which tokens must be found, in which form, and what each is worth.

It is what both engines carry out, each in its own syntax: pure data, frozen, which
`planning` makes of a query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple
from uuid import UUID

from .analysis import PAIR
from .query import Sort
from .understanding import Provision

Form = Literal["exact", "exact_pairs", "folded", "folded_pairs"]
Place = Literal["label", "text"]

MOST_TOKENS = 64
# A question is ranked by so many ways to put it.
MOST_PHRASINGS = 3
# The best passages of each item that a page of results shows; one more is asked for,
# to know whether there are more.
PASSAGES_SHOWN = 3
PASSAGES_PER_HIT = PASSAGES_SHOWN + 1
# Of a whole sentence so many words must be found: an answer has its own words, and the
# ranking puts the nearest first.
OF_SENTENCE = 1


class Term(NamedTuple):
    """One token in one form."""

    form: Form
    token: str
    weight: float = 1.0


class RankedWord(NamedTuple):
    """A word of the question; `by_folded`: its diacritics are disregarded."""

    exact: str
    folded: str
    by_folded: bool

    @property
    def form(self) -> Form:
        return "folded" if self.by_folded else "exact"

    @property
    def token(self) -> str:
        return self.folded if self.by_folded else self.exact


# A form and a token in it.
Counted = tuple[Form, str]
# The words of a question, in their order.
Words = tuple[RankedWord, ...]


def pair_of(first: RankedWord, second: RankedWord) -> Counted:
    """Two neighbours as a pair: without diacritics when those of one are disregarded."""
    if first.by_folded or second.by_folded:
        return "folded_pairs", f"{first.folded}{PAIR}{second.folded}"
    return "exact_pairs", f"{first.exact}{PAIR}{second.exact}"


@dataclass(frozen=True, slots=True)
class Concept:
    """Words of the question, from `start` to `end`, that editors write so, and other words for the
    same: the law's for those that people have. For a word between theirs nothing is written."""

    start: int
    end: int
    written: tuple[str, ...]
    others: tuple[Words, ...]

    def may_be(self, words: Words) -> bool:
        """Whether the question's words may be meant so."""
        own = words[self.start : self.end]
        return all(
            not one or word.by_folded or word.exact == one
            for word, one in zip(own, self.written, strict=True)
        )


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

    @property
    def choose(self) -> bool:
        """Whether a value of any facet is chosen."""
        return any(self.chosen.values())

    @property
    def limit(self) -> bool:
        """Whether an item that is public may be left out."""
        bounds = (self.valid_on, self.since, self.until, self.within)
        return self.choose or any(bound is not None for bound in bounds)

    @property
    def lifted(self) -> Filters:
        """The same but for what leaves public items out."""
        return replace(self, chosen={}, valid_on=None, since=None, until=None, within=None)

    def without(self, facet: str) -> Filters:
        """The same but for what one facet chose, so that it counts its other values too."""
        return replace(self, chosen={**self.chosen, facet: ()})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may be asked for in several ways: all terms of any of `options` will do."""

    options: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side in one passage, as their pairs."""

    pairs: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine is to find and how to order it.

    An item is found when `required` of the `must` are anywhere in it; with none,
    every item is. All of `phrases` must be in it, and none of `unwanted`, of each of which
    all terms are anywhere in it, or side by side. A document that the question names
    (`pinned`) is found in any case, before all else. `score` orders passages and, by its
    best passage, the item, unless `order` asks for another order. `passages` is how many
    of each item to name.
    `words` are those of the question in their order, by which the best are ranked again; `meant`,
    where they were typed without diacritics, the same with those that were probably meant.
    `concepts` are those of them for which there are other words. `leanings` say by facet what
    speaks for an item beside its words.
    Of a corrected question, an item that has `typed_required` of the words as they were
    `typed` is found as well.
    With `counted_on`, the number of a day, facets and what is in force on it are counted too.
    """

    must: tuple[Wanted, ...]
    required: int
    score: tuple[Term, ...]
    filters: Filters
    order: Sort
    offset: int
    limit: int
    passages: int = PASSAGES_PER_HIT
    words: Words = ()
    meant: Words = ()
    concepts: tuple[Concept, ...] = ()
    leanings: Mapping[str, float] = field(default_factory=dict, hash=False)
    phrases: tuple[Phrase, ...] = ()
    unwanted: tuple[Term | Phrase, ...] = ()
    pinned: tuple[Provision, ...] = ()
    # Folded words that are marked only beside another.
    together: frozenset[str] = frozenset()
    typed: tuple[Wanted, ...] = ()
    typed_required: int = 0
    counted_on: int | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every word that may make an item found: what is marked in its text."""
        wanted = (*self.must, *self.typed)
        return tuple(dict.fromkeys(term for one in wanted for way in one.options for term in way))

    @property
    def ranked_words(self) -> Words:
        """The words by which the best are ranked again."""
        return self.meant or self.words

    @property
    def all_words(self) -> Words:
        """The words of the question, and other words for them."""
        return (*self.words, *(word for way in self.phrasings[1:] for word in way))

    @property
    def phrasings(self) -> tuple[Words, ...]:
        """The ranked words, and the same with other words for what there are others for: an answer
        to the question in any of these ways is one to the question."""
        words = self.ranked_words
        concepts = [one for one in self.concepts if one.may_be(words)]
        ways = min(max((len(one.others) for one in concepts), default=0), MOST_PHRASINGS - 1)
        return words, *(_rephrased(words, concepts, way) for way in range(ways))

    @property
    def heeds_diacritics(self) -> bool:
        """Whether a word must be written with the diacritics with which it was typed."""
        options = (way for one in self.must for way in one.options)
        return any(term.form == "exact" for way in options for term in way)

    @property
    def looks_for_words_only(self) -> bool:
        """Whether an item that has enough words is found, unless it is no longer public."""
        return bool(self.must) and not (self.phrases or self.unwanted or self.filters.limit)

    @property
    def is_of_sentence(self) -> bool:
        """Whether any of many words is enough."""
        return self.required == OF_SENTENCE and len(self.must) > OF_SENTENCE

    @property
    def ways(self) -> tuple[tuple[tuple[Wanted, ...], int], ...]:
        """Sets of words, and how many of each an item must have: any of them will do."""
        ways = ((self.must, self.required), (self.typed, self.typed_required))
        return tuple((words, required) for words, required in ways if words)


def _rephrased(words: Words, concepts: Sequence[Concept], way: int) -> Words:
    """The words with the other words for each concept that come at the place `way`, or last."""
    other = list(words)
    for one in reversed(concepts):
        other[one.start : one.end] = one.others[min(way, len(one.others) - 1)]
    return tuple(other[:MOST_TOKENS])

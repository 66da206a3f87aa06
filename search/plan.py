"""From a query to a plan: which tokens must be found, in which form, and what each is worth.

A plan is what both engines carry out, each in its own syntax. Whatever ranks or
matches is decided here, once, and tested as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Literal, NamedTuple
from uuid import UUID

from . import schemes
from .analysis import PAIR, Token
from .common_words import without_common
from .moments import microseconds
from .phrases import quarrel, telling
from .query import Query, Sort
from .understanding import Provision, Understood, understood

Form = Literal["exact", "exact_pairs", "folded", "folded_pairs"]
Place = Literal["label", "text"]

# Measured on judged questions, see docs/search-quality.md. The text holds its label too:
# what the label is worth here is worth that much beyond it.
PLACES: dict[Place, float] = {"label": 0.2, "text": 1.0}
PAIRS = 0.8
# A form that was not the one asked for, and still tells which of two is nearer.
NEARER = 0.4
# What a word of the question also stands for, beside the word.
STANDS_FOR = 0.5
MOST_TOKENS = 64
# What speaks for an item beside its words, by what it is filed under: that it is for mediators,
# that it is a provision and in force. In what the learned order counts in.
LEANINGS: Mapping[str, float] = {
    schemes.token("field", "hoa-giai-o-co-so"): 0.8,
    schemes.token("audience", "hoa-giai-vien"): 0.8,
    schemes.token("kind", "document"): 0.5,
    schemes.token("type", "bo-luat"): 0.8,
    schemes.token("type", "luat"): 0.8,
    schemes.token("validity", "con-hieu-luc"): 0.2,
}
# Of these some are always among the candidates, however many others have the words.
OWN = (
    schemes.token("field", "hoa-giai-o-co-so"),
    schemes.token("audience", "hoa-giai-vien"),
)
# What leads an item tells of its provisions: one that answers nearly as well stands before it.
LEAD = 2.5
# A score of the engine's own is worth so much more for what leans by one.
LEANING = 0.2
# What an answer to the question in other words is worth less than one to the words that were typed.
OTHERWISE = 0.3
# A question is ranked by so many ways to put it.
MOST_PHRASINGS = 3
# A word of so few letters, without diacritics, may be any of many.
SHORT = 2
# So few words may be typed with some of their diacritics only.
FEW = 4
# The best passages of each item that a page of results shows; one more is asked for,
# to know whether there are more.
PASSAGES_SHOWN = 3
PASSAGES_PER_HIT = PASSAGES_SHOWN + 1
# Of one item alone: as many as an engine gives at once.
PASSAGES_WITHIN = 100
# Up to this many words all must be found. Of a longer question so many; of a whole sentence
# one that is not common: an answer has its own words, and the ranking puts the nearest first.
ALL_OF = 4
SENTENCE, OF_SENTENCE = 7, 1


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


def plan(query: Query, now: datetime, *, folded: bool, withdrawn: tuple[UUID, ...] = ()) -> Plan:
    """How to answer `query` at `now`; `folded`: as if it had been typed without diacritics."""
    meant = understood(query.text, query.also)
    must = _must(meant, folded)
    ranked = _spelled(meant)
    bare = folded or not with_diacritics(ranked)
    order = query.sort if meant.words or query.sort != "relevance" else "date"
    return Plan(
        must=must,
        required=min(len(must), _required(meant)),
        score=tuple(_score(meant, ranked, folded)),
        filters=_filters(query, now, withdrawn),
        order=order,
        offset=(query.page - 1) * query.page_size,
        limit=query.page_size,
        passages=PASSAGES_WITHIN if query.within else PASSAGES_PER_HIT,
        words=tuple(
            RankedWord(token.exact, token.folded, folded or (bare and not token.marked))
            for token in ranked
        ),
        leanings={} if query.within or order != "relevance" else LEANINGS,
        concepts=tuple(_concepts(meant, len(ranked))),
        # Each once: an engine looks every one of them up.
        phrases=tuple(dict.fromkeys(_phrase(words, folded) for words in meant.phrases)),
        unwanted=tuple(
            dict.fromkeys(
                _phrase(words, folded) if len(words) > 1 else _required_term(words[0], folded)
                for words in meant.unwanted
            )
        ),
        together=meant.naming | _spelled_out(meant) | _too_short(meant, bare=folded or bare),
        pinned=meant.provisions,
    )


def query_tokens(text: str) -> list[Token]:
    """The words that a query asks for: a document number as a whole, not by its parts."""
    return list(understood(text).words)


def _spelled_out(meant: Understood) -> frozenset[str]:
    """What words stand for and were not typed: of *UBND* no *dân* by itself."""
    typed = {word.folded for word in meant.words}
    ways = (way for one in meant.alternatives for way in one.others if len(way) > 1)
    return frozenset(word.folded for way in ways for word in way) - typed


def _too_short(meant: Understood, *, bare: bool) -> frozenset[str]:
    """What, typed without diacritics, is alone nearly every text: `co`, `so`, `o`."""
    short = (word.folded for word in meant.words if len(word.folded) <= SHORT)
    return frozenset(short if bare and len(meant.words) > 1 else ())


def _must(meant: Understood, folded: bool) -> tuple[Wanted, ...]:
    """Each word, or what it stands for; not the words that only make it a question."""
    asked = set(_asked(meant, folded))
    wanted: dict[Wanted, None] = {}
    begun = {one.start: one for one in meant.alternatives}
    place = 0
    while place < len(meant.words):
        one = begun.get(place)
        run = meant.words[place : one.end if one else place + 1]
        others = tuple(_all_terms(way, folded) for way in (one.others if one else ()))
        # What stands for a phrase stands for each of its words: they count as so many.
        for at, word in enumerate(run, start=place):
            if word in asked or (one and one.says(at)):
                wanted[Wanted(((_required_term(word, folded),), *others))] = None
        place += len(run)
    return tuple(wanted)


def _asked(meant: Understood, folded: bool) -> list[Token]:
    telling_words = telling(meant.words)
    if not _is_sentence(meant):
        return telling_words
    return without_common(telling_words, folded=folded)


def _is_sentence(meant: Understood) -> bool:
    return len(set(meant.words)) >= SENTENCE


def _all_terms(words: Sequence[Token], folded: bool) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(_required_term(word, folded) for word in words))


def _spelled(meant: Understood) -> list[Token]:
    """The words with each abbreviation in full: texts spell it out, and pairs count."""
    words = list(meant.words)
    for one in reversed(meant.alternatives):
        if one.spelled:
            words[one.start : one.end] = one.others[0]
    return words[:MOST_TOKENS]


def _concepts(meant: Understood, size: int) -> Iterator[Concept]:
    """Where, among the ranked words, those stand for which there are other words."""
    longer = 0
    for one in meant.alternatives:
        length = one.end - one.start
        start = one.start + longer
        if one.written and start + length <= size:
            others = tuple(
                tuple(RankedWord(token.exact, token.folded, by_folded=False) for token in other)
                for other in one.others
            )
            yield Concept(start, start + length, one.written, others)
        if one.spelled:
            longer += len(one.others[0]) - length


def _score(meant: Understood, ranked: list[Token], folded: bool) -> Iterator[Term]:
    known: set[tuple[Form, str]] = set()
    groups = [(ranked, 1.0)]
    for one in meant.alternatives:
        others = [list(meant.words[one.start : one.end])] if one.spelled else map(list, one.others)
        groups += [(words, STANDS_FOR) for words in others]
    for words, weight in groups:
        for term in score_terms(words, folded):
            if (term.form, term.token) not in known:
                known.add((term.form, term.token))
                yield Term(term.form, term.token, term.weight * weight)


def _phrase(words: Sequence[Token], folded: bool) -> Phrase:
    return Phrase(tuple(_exact_pair(*pair, folded) for pair in pairwise(words)))


def _exact_pair(first: Token, second: Token, folded: bool) -> Term:
    if folded or not (first.marked or second.marked):
        return Term("folded_pairs", f"{first.folded}{PAIR}{second.folded}")
    return Term("exact_pairs", f"{first.exact}{PAIR}{second.exact}")


def _required(meant: Understood) -> int:
    """How many different words an item must have."""
    if _is_sentence(meant):
        return OF_SENTENCE
    return min(len(set(quarrel(meant.words))), ALL_OF)


def score_terms(tokens: Sequence[Token], folded: bool) -> list[Term]:
    """What the tokens and their pairs are worth, each term once."""
    typed = with_diacritics(tokens) and not folded
    few = len(tokens) <= FEW
    weights: dict[tuple[Form, str], float] = {}
    for token in tokens:
        for term in _token_terms(token, folded, typed=typed, few=few):
            weights.setdefault((term.form, term.token), term.weight)
    for pair in pairwise(tokens):
        for term in _pair_terms(*pair, folded, typed=typed):
            weights.setdefault((term.form, term.token), term.weight)
    return [Term(form, token, weight) for (form, token), weight in weights.items()]


def with_diacritics(tokens: Sequence[Token]) -> bool:
    """Whether someone types diacritics: then a word without any is one that has none."""
    marked = sum(token.marked for token in tokens)
    return len(tokens) > FEW and marked * 2 >= len(tokens)


def _required_term(token: Token, folded: bool) -> Term:
    if token.marked and not folded:
        return Term("exact", token.exact)
    return Term("folded", token.folded)


def _token_terms(token: Token, folded: bool, *, typed: bool, few: bool) -> list[Term]:
    if typed or (token.marked and not folded):
        return [Term("exact", token.exact)]
    bare = Term("folded", token.folded)
    # In a long question it is only noise which of the words happen to have no diacritics.
    return [bare, Term("exact", token.exact, NEARER)] if few else [bare]


def _pair_terms(first: Token, second: Token, folded: bool, *, typed: bool) -> list[Term]:
    exact = Term("exact_pairs", f"{first.exact}{PAIR}{second.exact}", PAIRS)
    bare = Term("folded_pairs", f"{first.folded}{PAIR}{second.folded}", PAIRS)
    if folded or not (typed or first.marked or second.marked):
        return [bare]
    if typed or (first.marked and second.marked):
        return [exact]
    # A word may be typed without the diacritics that it has: `cơ so`.
    return [exact, bare._replace(weight=PAIRS * NEARER)]


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

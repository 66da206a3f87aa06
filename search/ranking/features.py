"""What tells a passage that answers from one that only shares words with the question.

All is computed from the words of the candidates and from how rare each word of the
question is, so that every engine's candidates are judged alike. Arrays have a row for
each candidate. BM25 is that of Robertson and Zaragoza, 2009.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.plan import Counted, RankedWord, pair_of

from .finding import Finder
from .packing import Unpacked

K1, B = 1.2, 0.75
# Words of a passage that is neither long nor short.
USUAL_LENGTH = 200.0
PAIRS = 0.8
# Words up to so far apart stand near one another.
NEAR = 4
WINDOWS = (16, 48)

FEATURES = (
    "engine_best", "engine_rank",
    "words", "words_best", "pairs", "pairs_best", "triples", "triples_best",
    "sum_best", "sum_rank", "has_words", "has_words_best", "has_count", "has_pairs", "has_triples",
    "has_rare", "run", "run_share", "near", "near_best",
    "window16", "window16_best", "window48", "window48_best",
    "label_words", "label_words_best", "label_known", "label_pairs", "label_pairs_best",
    "label_known_pairs", "label_run", "label_run_share",
    "length", "label_length", "question_length",
)  # fmt: skip

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def counted(phrasings: Iterable[Sequence[RankedWord]]) -> set[Counted]:
    """Whose frequencies a question needs: those of its words and of their pairs."""
    return {
        key
        for words in phrasings
        for key in (
            *((word.form, word.token) for word in words),
            *(pair_of(*pair) for pair in pairwise(words)),
        )
    }


class Question:
    """The words of a question in the order in which they stand, and how rare each is.

    `frequencies` says in how many of all `passages` what `counted` names is.
    """

    def __init__(
        self, words: Sequence[RankedWord], frequencies: Mapping[Counted, int], passages: int
    ) -> None:
        self.length = len(words)
        self.words = list(dict.fromkeys(words))
        self._frequencies, self._passages = frequencies, max(passages, 1)
        number = {word: place for place, word in enumerate(self.words)}
        self.order: Ints = np.array([number[word] for word in words], dtype=np.int64)
        self.size = len(self.words)
        self.rarity = self._rarity([(word.form, word.token) for word in self.words])

    def _rarity(self, keys: Sequence[Counted]) -> Floats:
        """The inverse document frequency of BM25."""
        counts = np.array([self._frequencies.get(key, 0) for key in keys], dtype=float)
        counts = np.minimum(counts, self._passages)
        rarity: Floats = np.log1p((self._passages - counts + 0.5) / (counts + 0.5))
        return rarity

    @cached_property
    def pairs(self) -> Grams:
        """Its neighbouring words."""
        words = [self.words[place] for place in self.order]
        rarity = self._rarity([pair_of(*pair) for pair in pairwise(words)])
        return Grams.of(self.order[:-1] * self.size + self.order[1:], self.size**2, rarity)

    @cached_property
    def triples(self) -> Grams:
        """Its neighbouring pairs."""
        pairs = self.pairs
        each = pairs.number[self.order[:-1] * self.size + self.order[1:]]
        rarity = np.maximum(pairs.rarity[each[:-1]], pairs.rarity[each[1:]])
        return Grams.of(each[:-1] * pairs.size + each[1:], pairs.size**2, rarity)

    @cached_property
    def near(self) -> Grams:
        """Its words up to three apart, in their order."""
        steps = range(1, min(NEAR, self.length))
        order = self.order
        ends = [(order[:-step], order[step:]) for step in steps]
        keys = [first * self.size + second for first, second in ends]
        rarity = [(self.rarity[first] + self.rarity[second]) / 2 for first, second in ends]
        nothing = np.zeros(0, dtype=np.int64)
        return Grams.of(
            np.concatenate([nothing, *keys]),
            self.size**2,
            np.concatenate([np.zeros(0), *rarity]),
        )


@dataclass(frozen=True, slots=True)
class Grams:
    """Sequences of words of a question: which number a key has (-1: none), how rare each is."""

    number: Ints
    rarity: Floats

    @classmethod
    def of(cls, keys: Ints, keyspace: int, rarity: Floats) -> Grams:
        number = np.full(max(keyspace, 1), -1, dtype=np.int64)
        first: dict[int, int] = {}
        for at, key in enumerate(keys.tolist()):
            first.setdefault(key, at)
        distinct = sorted(first)
        number[distinct] = range(len(distinct))
        return cls(number, rarity[[first[key] for key in distinct]])

    @property
    def size(self) -> int:
        return len(self.rarity)


@dataclass(frozen=True)
class _Texts:
    """The same part of every candidate, with the words of the question found in it.

    `at` says where in all words together one was found, `word` which of the question's it
    is, `text` in which text, `place` where in that; `lengths`, how long each text is.
    """

    question: Question
    at: Ints
    word: Ints
    text: Ints
    place: Ints
    lengths: Ints

    @classmethod
    def of(cls, question: Question, passages: Unpacked) -> _Texts:
        at, word = Finder.of(question.words).find(passages.words)
        text = passages.of(at)
        return cls(question, at, word, text, at - passages.begins[text], passages.lengths)

    def part(self, begins: Ints, lengths: Ints) -> _Texts:
        """The same, of a part of each text."""
        place = self.place - begins[self.text]
        inside = (place >= 0) & (place < lengths[self.text])
        found = (self.at[inside], self.word[inside], self.text[inside], place[inside])
        return _Texts(self.question, *found, lengths)

    @property
    def count(self) -> int:
        return len(self.lengths)

    @cached_property
    def tally(self) -> Floats:
        """How often each word of the question stands in each text."""
        return self._tally(self.text, self.word, self.question.size)

    @cached_property
    def _apart(self) -> Ints:
        """Where each word stands if there were so much between two texts that none is near a word
        of another."""
        return self.at + self.text * NEAR

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints]:
        """Which of the words found begin a pair of the question, and which pair."""
        beside = np.flatnonzero(np.diff(self._apart) == 1)
        key = self.word[beside] * self.question.size + self.word[beside + 1]
        return _known(beside, self.question.pairs.number[key])

    @cached_property
    def pair_tally(self) -> Floats:
        at, pair = self._pairs
        return self._tally(self.text[at], pair, self.question.pairs.size)

    @cached_property
    def triple_tally(self) -> Floats:
        at, pair = self._pairs
        chained = np.flatnonzero(np.diff(at) == 1)
        key = pair[chained] * self.question.pairs.size + pair[chained + 1]
        first, triple = _known(at[chained], self.question.triples.number[key])
        return self._tally(self.text[first], triple, self.question.triples.size)

    def runs(self) -> Floats:
        """The longest row of words in each text that stand so in the question, but its first."""
        at, _pair = self._pairs
        begins = np.flatnonzero(np.diff(at, prepend=-2) != 1)
        longest = np.zeros(self.count)
        texts, firsts = np.unique(self.text[at[begins]], return_index=True)
        if len(texts):
            longest[texts] = np.maximum.reduceat(np.diff(begins, append=len(at)), firsts)
        return longest

    def near(self) -> Floats:
        """How much of what stands near one another in the question does so in each text."""
        grams = self.question.near
        met = np.zeros(self.count * grams.size, dtype=bool)
        for step in range(1, NEAR + 1):
            first = np.flatnonzero(self._apart[step:] - self._apart[:-step] <= NEAR)
            key = self.word[first] * self.question.size + self.word[first + step]
            number = grams.number[key]
            met[(self.text[first] * grams.size + number)[number >= 0]] = True
        return _share(met.reshape(self.count, grams.size), grams.rarity)

    def window(self, size: int) -> Floats:
        """The most of the question that stands in any stretch of `size` words of each text."""
        best = np.zeros(self.count)
        for shift in (0, size // 2):
            blocks = (self.lengths + shift) // size + 1
            ends = np.cumsum(blocks)
            starts = ends - blocks
            met = np.zeros(int(ends[-1]) * self.question.size, dtype=bool)
            block = starts[self.text] + (self.place + shift) // size
            met[block * self.question.size + self.word] = True
            share = _share(met.reshape(-1, self.question.size), self.question.rarity)
            best = np.maximum(best, np.maximum.reduceat(share, starts))
        return best

    def _tally(self, text: Ints, number: Ints, size: int) -> Floats:
        cells = np.bincount(text * size + number, minlength=self.count * size)
        return cells.reshape(self.count, size).astype(float)


def features(question: Question, candidates: Unpacked, scores: Sequence[float]) -> Floats:
    """A row of `FEATURES` for each candidate; the question must have a word.

    `scores` are the engine's own: sums of BM25, of which only the share of the best counts.
    """
    texts = _Texts.of(question, candidates)
    # What it is called: its heading, or its item's title when it has none.
    titled = candidates.headings == 0
    labels = texts.part(
        np.where(titled, 0, candidates.titles),
        np.where(titled, candidates.titles, candidates.headings),
    )
    engine = np.array(scores, dtype=float)
    values = {
        "engine": engine,
        "engine_rank": _rank(engine),
        **_of_texts(question, texts),
        **_of_labels(question, labels),
    }
    for name in [name for name in FEATURES if name.endswith("_best")]:
        own = values[name.removesuffix("_best")]
        values[name] = own / (own.max() or 1.0)
    return np.stack([values[name] for name in FEATURES], axis=1)


def _known(at: Ints, number: Ints) -> tuple[Ints, Ints]:
    known = number >= 0
    return at[known], number[known]


def _of_texts(question: Question, texts: _Texts) -> dict[str, Floats]:
    relative = texts.lengths / USUAL_LENGTH
    words = _bm25(texts.tally, question.rarity, relative)
    pairs = _bm25(texts.pair_tally, question.pairs.rarity, relative)
    triples = _bm25(texts.triple_tally, question.triples.rarity, relative)
    held, rarity = texts.tally > 0, question.rarity
    rare = np.argsort(-rarity, kind="stable")[: max(1, question.size // 3)]
    total = words + PAIRS * pairs
    run = texts.runs() + 1
    return {
        "words": words / (rarity.sum() or 1.0),
        "pairs": pairs / (question.pairs.rarity.sum() or 1.0),
        "triples": triples / (question.triples.rarity.sum() or 1.0),
        "sum": total,
        "sum_rank": _rank(total),
        "has_words": _share(held, rarity),
        "has_count": held.mean(axis=1),
        "has_pairs": _share(texts.pair_tally > 0, question.pairs.rarity),
        "has_triples": _share(texts.triple_tally > 0, question.triples.rarity),
        "has_rare": _share(held[:, rare], rarity[rare]),
        "run": run,
        "run_share": run / question.length,
        "near": texts.near(),
        "window16": texts.window(WINDOWS[0]),
        "window48": texts.window(WINDOWS[1]),
        "length": np.log1p(texts.lengths),
        "question_length": np.full(texts.count, float(question.length)),
    }


def _of_labels(question: Question, labels: _Texts) -> dict[str, Floats]:
    lengths = np.maximum(labels.lengths, 1)
    run = labels.runs()
    return {
        "label_words": _share(labels.tally > 0, question.rarity),
        "label_known": labels.tally.sum(axis=1) / lengths,
        "label_pairs": _share(labels.pair_tally > 0, question.pairs.rarity),
        "label_known_pairs": labels.pair_tally.sum(axis=1) / np.maximum(lengths - 1, 1),
        "label_run": (run + 1) / lengths,
        "label_run_share": run / question.length,
        "label_length": np.log1p(labels.lengths),
    }


def _rank(scores: Floats) -> Floats:
    """Each one's place among all, from 0."""
    return np.argsort(np.argsort(-scores, kind="stable"), kind="stable").astype(float)


def _bm25(tally: Floats, rarity: Floats, relative_length: Floats) -> Floats:
    norm = K1 * (1 - B + B * relative_length)[:, None]
    scored: Floats = (tally * (K1 + 1) / (tally + norm)) @ rarity
    return scored


def _share(met: NDArray[np.bool_], rarity: Floats) -> Floats:
    """How much of all, each by its rarity, is met."""
    share: Floats = (met @ rarity) / (rarity.sum() or 1.0)
    return share

"""What a question with typing errors was meant to be, by what the index itself holds.

A word may be another syllable one edit away, or two with the space between them left
out. What it stands beside decides: of all syllables near the one that was typed, that
which the index has most often beside the words before and behind it. Pure; what the index
holds is asked through a function.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .analysis import PAIR, Token
from .kindred import spoken
from .phrases import of_neighbours
from .plan import Counted
from .restoring import Counts, spelled
from .spelling import difference, halves, neighbours, sound, spellings

# In a longer question only words are corrected that stand nowhere.
FEW_WORDS = 8
MOST_WORDS = 24
MOST_ERRORS = 2
MOST_NEIGHBOURS = 40
# How much more often than what was typed another word must stand beside its neighbours,
LIKELY = 20.0
# where much is found as it was typed,
SURELY, CLEARLY = 300.0, 10
# (and only a word that stands so seldom beside the others is looked at),
SELDOM = 5
# and where the index does not have what was typed at all.
UNKNOWN = 2.0
# Of a word that is spoken alike, `som` for `xom`, one neighbour is enough, which it must have so
# much more often; and it is so much likelier meant than one that is written nearly alike. Of the
# words for neighbours, whom no law names, it need not have any.
SPOKEN_ALIKE, NEARER = 10.0, 1000.0
OF_NEIGHBOURS = 10.0
# Of what is likely, so many are compared with what was typed, diacritics and all; each
# further letter or tone that differs makes a word less likely by so much.
MOST_COMPARED, EACH_DIFFERENCE = 8, 30.0


@dataclass(frozen=True, slots=True)
class Correction:
    """The words that were meant, and the places of those that were typed otherwise.

    Each stands, in the question, where the one stands that was typed for it.
    `unknown`: each of them stands nowhere in the index as it was typed, or is of the words for
    neighbours and does not stand there beside the other.
    """

    words: tuple[Token, ...]
    changed: frozenset[int]
    unknown: bool


@dataclass(frozen=True, slots=True)
class _Question:
    """What was typed, what of it is changed by now, and which places stand nowhere."""

    words: Sequence[Token]
    changes: Mapping[int, tuple[str, ...]]
    unknown: Collection[int]
    little: bool

    @property
    def folded(self) -> list[str]:
        return [word.folded for word in self.words]

    def sides(self, at: int) -> tuple[str | None, str | None]:
        """The words before and behind, as they are meant by now."""
        folded, changes = self.folded, self.changes
        before = changes.get(at - 1, (folded[at - 1],))[-1] if at else None
        behind = changes.get(at + 1, (folded[at + 1],))[0] if at + 1 < len(folded) else None
        return before, behind


@dataclass(frozen=True, slots=True)
class _Change:
    """Words, folded, in place of the one at `place`; `gain`: how much better they stand there.
    `sure`: nothing else can have been meant."""

    place: int
    words: tuple[str, ...]
    gain: float
    sure: bool = False


def corrected(
    words: Sequence[Token], counts: Counts, *, kept: Collection[int] = (), little: bool = True
) -> Correction | None:
    """`words` as they were probably meant; `None` when nothing is clearly better.

    Those at the places `kept` stay. `little`: exact forms find little, so that a word
    may be meant otherwise though the index has it.
    """
    if not words or len(words) > MOST_WORDS:
        return None
    known = counts([("folded", word.folded) for word in words])
    unknown = {at for at, word in enumerate(words) if not known.get(("folded", word.folded))}
    places = unknown if len(words) > FEW_WORDS else set(range(len(words)))
    places = {at for at in places if at not in kept and words[at].folded.isalpha()}
    if not little:
        places = _seldom(words, places, unknown, counts)
    if not places:
        return None
    changes: dict[int, tuple[str, ...]] = {}
    sure = set(unknown)
    for _error in range(MOST_ERRORS):
        question = _Question(words, changes, unknown, little)
        found = _best(question, places - set(changes), counts)
        if found is None:
            break
        changes[found.place] = found.words
        sure |= {found.place} if found.sure else set()
    if not changes:
        return None
    return _written(words, changes, counts, unknown=set(changes) <= sure)


def _seldom(
    words: Sequence[Token], places: Collection[int], unknown: Collection[int], counts: Counts
) -> set[int]:
    """Those of `places` whose words seldom stand beside their neighbours."""
    question = _Question(words, {}, unknown, little=False)
    places = set(places) - _said(words, counts)
    pairs = {at: _pairs_in((words[at].folded,), question.sides(at)) for at in places}
    known = counts({pair for of_one in pairs.values() for pair in of_one})
    often = {at for at in places if any(known.get(one, 0) > SELDOM for one in pairs[at])}
    return {at for at in places if at in unknown or (at not in often and len(words) > 1)}


def _said(words: Sequence[Token], counts: Counts) -> set[int]:
    """The places of words that are right as they stand, though the law may have them beside others:
    those with diacritics that the index has, and those that people say."""
    known = counts({("exact", word.exact) for word in words if word.marked})
    everyday = spoken()
    return {
        at
        for at, word in enumerate(words)
        if (known.get(("exact", word.exact)) if word.marked else word.folded in everyday)
    }


def _best(question: _Question, places: Collection[int], counts: Counts) -> _Change | None:
    """The change of one word that gains most, if one gains enough."""
    ways = {at: _ways(question.folded[at], counts) for at in places}
    asked: set[Counted] = {
        pair
        for at in places
        for way in [*ways[at], (question.folded[at],)]
        for pair in _pairs_in(way, question.sides(at))
    }
    asked.update(("folded", way[0]) for at in places for way in ways[at])
    known = counts(asked) if asked else {}
    gains = (
        _Change(at, way, gain, _names_neighbours(question, at, way, known))
        for at in places
        for way in ways[at]
        if (gain := _gain(question, at, way, known))
    )
    likely = sorted(gains, key=lambda change: -change.gain)[:MOST_COMPARED]
    return max(likely, key=lambda change: _nearness(question, change), default=None)


def _gain(
    question: _Question, at: int, way: tuple[str, ...], known: Mapping[Counted, int]
) -> float:
    """How much more often `way` stands there than what was typed; 0 when that is not enough."""
    sides = question.sides(at)
    pairs = _pairs_in(way, sides)
    if not pairs:
        # One word alone that the index has is taken as it is.
        return known.get(("folded", way[0]), 0) if at in question.unknown else 0
    typed = _pairs_in((question.folded[at],), sides)
    if len(way) == 1 and sound(way[0]) == sound(question.folded[at]):
        ways = zip(pairs, typed, strict=True)
        gain = max((1 + known.get(one, 0)) / (1 + known.get(was, 0)) for one, was in ways)
        gain *= OF_NEIGHBOURS if _names_neighbours(question, at, way, known) else 1
        return gain * NEARER if gain >= SPOKEN_ALIKE else 0
    gain = _strength(pairs, known) / _strength(typed, known)
    if at in question.unknown:
        return gain if gain >= UNKNOWN else 0
    if question.little:
        return gain if gain >= LIKELY and all(known.get(pair) for pair in pairs) else 0
    rarest = min(known.get(pair, 0) for pair in pairs)
    beside = max(known.get(pair, 0) for pair in typed)
    return gain if gain >= SURELY and rarest >= CLEARLY * (1 + beside) else 0


def _names_neighbours(
    question: _Question, at: int, way: tuple[str, ...], known: Mapping[Counted, int]
) -> bool:
    """Whether a word that is spoken alike makes it *hàng xóm* and the like, and what was typed
    never stands so."""
    if len(way) > 1 or sound(way[0]) != sound(question.folded[at]):
        return False
    before, behind = question.sides(at)
    typed = _pairs_in((question.folded[at],), (before, behind))
    meant = {(before, way[0]), (way[0], behind)} & of_neighbours()
    return bool(meant) and not any(known.get(one) for one in typed)


def _nearness(question: _Question, change: _Change) -> float:
    """The gain, the less the further what was typed is from it, diacritics and all."""
    typed = question.words[change.place]
    if not typed.marked or len(change.words) > 1:
        return change.gain
    apart = min(difference(typed.exact, one) for one in spellings(change.words[0]))
    return change.gain / EACH_DIFFERENCE ** max(0, apart - 1)


def _ways(word: str, counts: Counts) -> list[tuple[str, ...]]:
    """What `word` may be meant to be, of which the index has every part."""
    near = neighbours(word)
    split = list(halves(word)) if not spellings(word) else []
    parts: set[Counted] = {
        ("folded", one) for one in (*near, *(half for both in split for half in both))
    }
    known = counts(parts) if parts else {}
    often = sorted(
        near, key=lambda one: (sound(one) != sound(word), -known.get(("folded", one), 0))
    )[:MOST_NEIGHBOURS]
    single: list[tuple[str, ...]] = [(one,) for one in often if known.get(("folded", one))]
    return single + [both for both in split if all(known.get(("folded", one)) for one in both)]


def _pairs_in(way: tuple[str, ...], sides: tuple[str | None, str | None]) -> list[Counted]:
    row = [one for one in (sides[0], *way, sides[1]) if one is not None]
    return [("folded_pairs", f"{first}{PAIR}{second}") for first, second in pairwise(row)]


def _strength(pairs: Sequence[Counted], known: Mapping[Counted, int]) -> float:
    strength = 1.0
    for pair in pairs:
        strength *= 1 + known.get(pair, 0)
    return strength


def _written(
    words: Sequence[Token],
    changes: Mapping[int, tuple[str, ...]],
    counts: Counts,
    *,
    unknown: bool,
) -> Correction:
    """The words with what is meant in place of what was typed.

    Whoever types diacritics has them in what is meant as well; whoever types none does not.
    """
    meant: list[Token] = []
    changed: list[int] = []
    for at, word in enumerate(words):
        for one in changes.get(at, ()):
            changed.append(len(meant))
            meant.append(word._replace(exact=one, folded=one))
        if at not in changes:
            meant.append(word)
    if any(word.marked for word in words):
        meant = spelled(meant, changed, counts)
    return Correction(tuple(meant), frozenset(changed), unknown)

"""The diacritics that were left out of a question, by what the index itself holds.

Of all ways to spell its syllables, the row of them that the index most often has side by
side is what was meant (Viterbi, 1967). What only asks stands in no law and is known by
itself. Pure; what the index holds is asked through a function.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from .analysis import PAIR, Token
from .kindred import likelier
from .phrases import spelled_asking
from .plan import Counted, RankedWord
from .spelling import spellings

# In how many passages of the index each of these stands.
Counts = Callable[[Collection[Counted]], Mapping[Counted, int]]

MOST_WORDS = 24
MOST_SPELLINGS = 6
# A spelling that is so many times rarer than another is not looked at.
FAR_RARER = 300
# What stands for words that were never seen, and how many times a word is thought to be
# followed by any other, so that a pair that was never seen is not impossible.
SMOOTH, WITHOUT_PAIR = 0.1, 0.5
# So much more often than any other that is written alike a phrase that is known is thought to be
# meant; what stands beside it may say otherwise.
OFTENER = 4
# How many times likelier than every other a spelling must be to rank by it. Measured: of the
# 95 in 100 syllables of which one is, 99.6 in 100 are right.
SURE = 10.0


def respelled(
    words: Sequence[Token],
    counts: Counts,
    phrases: Iterable[Sequence[str]] = (),
    *,
    loose: bool = False,
) -> Sequence[Token]:
    """The words with the diacritics that the index has for them beside one another.

    `loose`: those as well that were typed with diacritics. `phrases` as for `restored`.
    """
    places = [
        at for at, word in enumerate(words) if (loose or not word.marked) and spellings(word.folded)
    ]
    return spelled(words, places, counts, phrases) if len(words) <= MOST_WORDS else words


def restored(
    words: Sequence[RankedWord], counts: Counts, phrases: Iterable[Sequence[str]] = ()
) -> tuple[RankedWord, ...]:
    """The words of a question with the diacritics that their typist left out; each of which it
    is not sure is left as it is. `phrases` are known to be written so, whether or not the
    index has them."""
    bare = [at for at, word in enumerate(words) if word.by_folded and spellings(word.folded)]
    if not bare:
        return tuple(words)
    tokens = [Token(one.exact, one.folded, 0, 0) for one in words]
    rows = _Rows.of(tokens, bare, counts, _Phrases.of(phrases, tokens))
    meant = list(words)
    for at, sure in rows.sure(bare):
        meant[at] = RankedWord(sure, words[at].folded, by_folded=False)
    return tuple(meant)


def spelled(
    words: Sequence[Token],
    places: Collection[int],
    counts: Counts,
    phrases: Iterable[Sequence[str]] = (),
) -> list[Token]:
    """Those at `places` in spellings that most often stand beside one another."""
    if not words:
        return []
    best = _Rows.of(words, places, counts, _Phrases.of(phrases, words)).best()
    return [word._replace(exact=one) for word, one in zip(words, best, strict=True)]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Syllables that people write side by side, though no law may, and how much likelier, as
    logarithms, what else the question says makes some."""

    syllables: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    kindred: Mapping[str, float]

    @classmethod
    def of(cls, phrases: Iterable[Sequence[str]], words: Sequence[Token]) -> _Phrases:
        each = list(phrases)
        return cls(
            frozenset(one for phrase in each for one in phrase if one),
            frozenset(pair for phrase in each for pair in pairwise(phrase) if all(pair)),
            likelier(words),
        )

    def know(self, syllable: str) -> bool:
        return syllable in self.syllables or syllable in self.kindred

    def worth(self, syllable: str) -> float:
        return self.kindred.get(syllable, 0.0)


@dataclass(frozen=True, slots=True)
class _Rows:
    """For each word its spellings, and how likely the likeliest row of all words is that has each:
    that up to it, and that from it on, as logarithms."""

    choices: Sequence[Sequence[str]]
    before: Sequence[Sequence[float]]
    behind: Sequence[Sequence[float]]

    @classmethod
    def of(
        cls,
        words: Sequence[Token],
        places: Collection[int],
        counts: Counts,
        phrases: _Phrases,
    ) -> _Rows:
        choices, often = _choices(words, places, counts, phrases)
        steps = list(_steps(choices, often, counts, phrases))
        firsts = zip(choices[0], often[0], strict=True)
        before = [[log(count) + phrases.worth(first) for first, count in firsts]]
        for step in steps:
            before.append([max(map(sum, zip(before[-1], way, strict=True))) for way in step])
        behind = [[0.0] * len(choices[-1])]
        for step in reversed(steps):
            ways = zip(*step, strict=True)
            behind.append([max(map(sum, zip(behind[-1], way, strict=True))) for way in ways])
        return cls(choices, before, behind[::-1])

    def best(self) -> list[str]:
        """The likeliest spelling of each."""
        return [self._ranked(at)[0][1] for at in range(len(self.choices))]

    def sure(self, places: Collection[int]) -> Iterator[tuple[int, str]]:
        """The places of which one spelling is far likelier than the others, with it."""
        for at in places:
            (first, spelling), *others = self._ranked(at)
            if not others or first - others[0][0] >= log(SURE):
                yield at, spelling

    def _ranked(self, at: int) -> list[tuple[float, str]]:
        likely = map(sum, zip(self.before[at], self.behind[at], strict=True))
        return sorted(zip(likely, self.choices[at], strict=True), reverse=True)


def _choices(
    words: Sequence[Token], places: Collection[int], counts: Counts, phrases: _Phrases
) -> tuple[list[Sequence[str]], list[list[float]]]:
    """The spellings that each may have, and how often the index has each."""
    asking = spelled_asking(words)
    ways = [_ways(word, at in places, asking.get(at)) for at, word in enumerate(words)]
    known = counts({("exact", one) for every in ways for one in every})
    choices: list[Sequence[str]] = []
    for word, every in zip(words, ways, strict=True):
        often = sorted(every, key=lambda one: -known.get(("exact", one), 0))[:MOST_SPELLINGS]
        least = known.get(("exact", often[0]), 0) / FAR_RARER
        seen = [one for one in often if known.get(("exact", one), 0) > least]
        seen += [one for one in every if phrases.know(one) and one not in seen]
        choices.append(seen or (every if len(every) == 1 else [word.exact]))
    return choices, [[known.get(("exact", one), 0) + SMOOTH for one in row] for row in choices]


def _ways(word: Token, is_open: bool, asking: str | None) -> Sequence[str]:
    if not is_open:
        return (word.exact,)
    return (asking,) if asking else spellings(word.folded)


def _steps(
    choices: Sequence[Sequence[str]],
    often: Sequence[Sequence[float]],
    counts: Counts,
    phrases: _Phrases,
) -> Iterator[list[list[float]]]:
    """From each word to the next: for each spelling of the next, how likely it is behind each of
    the one before it."""
    pairs = counts(list(_pairs_among(choices))) if len(choices) > 1 else {}
    for (firsts, seconds), (before, behind) in zip(pairwise(choices), pairwise(often), strict=True):
        every = sum(behind)
        # Of what looks alike without diacritics, people more often mean what they say themselves.
        most = OFTENER * max(1, *(_together(pairs, a, b) for a in firsts for b in seconds))
        yield [
            [
                log(
                    max(
                        _together(pairs, first, second),
                        most if (first, second) in phrases.pairs else 0,
                    )
                    + WITHOUT_PAIR * one / every
                )
                - log(other + WITHOUT_PAIR)
                + phrases.worth(second)
                for first, other in zip(firsts, before, strict=True)
            ]
            for second, one in zip(seconds, behind, strict=True)
        ]


def _together(pairs: Mapping[Counted, int], first: str, second: str) -> int:
    return pairs.get(("exact_pairs", f"{first}{PAIR}{second}"), 0)


def _pairs_among(choices: Sequence[Sequence[str]]) -> Iterator[Counted]:
    for first, second in pairwise(choices):
        yield from (("exact_pairs", f"{one}{PAIR}{other}") for one in first for other in second)

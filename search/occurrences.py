"""Where the words of a question stand in the texts of a page: in all texts at once.

A page of results has tens of thousands of words, of which a few hundred are marked. Each
letter is turned into a number of its bare form, each word into the sum of its letters' numbers
times powers of one odd number, and those are compared with the question's in one
go. What may be one of its words is then looked at as everything else is, by `exact_form` and
`folded_form`: what comes out is what `tokens_of` would find.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .analysis import LONGEST_TOKEN, WHOLE_NUMBER, exact_form, folded_form, tokens_of
from .known import Known

# Odd, so that its powers have inverses among the numbers of 64 bits.
_BASE = 0x9E3779B97F4A7C15
_MODULUS = 1 << 64
# Beyond are no letters and hardly a sign of Vietnamese: those are looked at one by one.
_LETTERS = 0x2100
_WORD = re.compile(r"[^\W_]")
# `kĩ` is looked for as `ky`.
_ENDS_IN_Y = re.compile(r"(?:[hklmst]|qu)y")

Numbers = NDArray[np.uint64]


class Span(NamedTuple):
    """A word in a text: where it stands, and its folded form."""

    start: int
    end: int
    exact: str
    folded: str


@dataclass(frozen=True)
class Wanted:
    """The words to find: with one form among these."""

    exact: frozenset[str]
    folded: frozenset[str]

    @cached_property
    def forms(self) -> Known[tuple[str, str] | None]:
        """Both forms of a word in NFC, as it is written, if it is one of those to find."""
        return Known(self._forms)

    def _forms(self, written: str) -> tuple[str, str] | None:
        exact, folded = exact_form(written), folded_form(written)
        return (exact, folded) if exact in self.exact or folded in self.folded else None

    @cached_property
    def has_numbers(self) -> bool:
        """Whether the number of a document is among them, as a whole."""
        return any("/" in word for word in (*self.exact, *self.folded))

    def codes(self) -> Numbers:
        """The numbers of all ways to write them, in their order."""
        words = {folded_form(word) for word in self.exact} | self.folded
        ways = [*words, *(f"{word[:-1]}i" for word in words if _ENDS_IN_Y.fullmatch(word))]
        return np.unique(np.array([_code(word) for word in ways], dtype=np.uint64))

    @property
    def are_plain(self) -> bool:
        """Whether each is shorter than any that is cut."""
        return all(len(word) < LONGEST_TOKEN for word in (*self.exact, *self.folded))


def occurrences(texts: Sequence[str], wanted: Wanted) -> list[list[Span]]:
    """For each text its words that are `wanted`, in reading order."""
    if not wanted.are_plain:
        return [_one_by_one(text, wanted) for text in texts]
    composed = [unicodedata.is_normalized("NFC", text) for text in texts]
    whole = "\n".join(compress(texts, composed))
    starts, ends = _found(whole, wanted)
    spans = _by_text(list(compress(texts, composed)), whole, starts, ends, wanted)
    return [
        next(spans) if is_composed else _one_by_one(text, wanted)
        for text, is_composed in zip(texts, composed, strict=True)
    ]


def _found(whole: str, wanted: Wanted) -> tuple[list[int], list[int]]:
    """Where words begin and end that may be `wanted`."""
    values = _values_in(whole)
    edges = np.flatnonzero(np.diff(values != 0, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(len(values) + 1)
    sums = np.zeros(len(values) + 1, dtype=np.uint64)
    np.cumsum(values * powers[: len(values)], out=sums[1:])
    codes = (sums[ends] - sums[starts]) * inverses[starts]
    which = wanted.codes()
    if not len(which) or not len(codes):
        return [], []
    at = np.searchsorted(which, codes)
    at[at == len(which)] = 0
    hit = which[at] == codes
    return starts[hit].tolist(), ends[hit].tolist()


def _by_text(
    texts: Sequence[str], whole: str, starts: list[int], ends: list[int], wanted: Wanted
) -> Iterator[list[Span]]:
    forms = list(map(wanted.forms.__getitem__, map(whole.__getitem__, map(slice, starts, ends))))
    first = begins = 0
    for text in texts:
        last = bisect_left(starts, begins + len(text), first)
        own = [
            Span(start - begins, end - begins, *both)
            for start, end, both in zip(
                starts[first:last], ends[first:last], forms[first:last], strict=True
            )
            if both
        ]
        yield _with_numbers(text, own, wanted) if wanted.has_numbers else own
        first, begins = last, begins + len(text) + 1


def _with_numbers(text: str, spans: list[Span], wanted: Wanted) -> list[Span]:
    """With the documents' numbers that are looked for, each before its parts."""
    numbers = [
        Span(number.start(), number.end(), *forms)
        for number in WHOLE_NUMBER.finditer(text)
        if (forms := wanted.forms[number[0]])
    ]
    return sorted([*numbers, *spans], key=lambda one: (one.start, -one.end)) if numbers else spans


def _one_by_one(text: str, wanted: Wanted) -> list[Span]:
    return [
        Span(one.start, one.end, one.exact, one.folded)
        for one in tokens_of(text)
        if one.exact in wanted.exact or one.folded in wanted.folded
    ]


def _code(word: str) -> int:
    power, code = 1, 0
    for letter in word:
        code += _value(letter) * power
        power = power * _BASE % _MODULUS
    return code % _MODULUS


def _values_in(text: str) -> Numbers:
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    values = _values().take(letters, mode="clip")
    for place in np.flatnonzero(letters >= _LETTERS).tolist():
        values[place] = _value(text[place])
    return values


@cache
def _values() -> Numbers:
    return np.array([_value(chr(code)) for code in range(_LETTERS)], dtype=np.uint64)


@lru_cache(maxsize=10_000)
def _value(letter: str) -> int:
    """The number of a letter's bare form; 0 of what is no letter and no digit."""
    return _mixed(ord(_bare(letter))) if letter.isalnum() else 0


def _bare(letter: str) -> str:
    letters = unicodedata.normalize("NFD", letter.casefold()).replace("đ", "d")
    return next((one for one in letters if not unicodedata.combining(one)), letter)


def _mixed(number: int) -> int:
    """A number that is unlike those of other letters (splitmix64: Steele and others, 2014)."""
    mixed = (number + 1) * _BASE % _MODULUS
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % _MODULUS
    return (mixed ^ (mixed >> 27)) | 1


def _powers(count: int) -> tuple[Numbers, Numbers]:
    """So many powers of the base, and their inverses."""
    size = 1 << 16
    while size < count:
        size *= 2
    return _all_powers(size)


@cache
def _all_powers(size: int) -> tuple[Numbers, Numbers]:
    bases = np.array([[_BASE], [pow(_BASE, -1, _MODULUS)]], dtype=np.uint64)
    factors = np.broadcast_to(bases, (2, size)).copy()
    factors[:, 0] = 1
    powers, inverses = np.multiply.accumulate(factors, axis=1)
    return powers, inverses


def runs(text: str, spans: Sequence[Span], folded: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where in `text` the words `folded` stand side by side: as it is written, and in exact form.

    `spans` are those of its words that are among them.
    """
    wanted = list(folded)
    for place in range(len(spans) - len(wanted) + 1):
        if spans[place].folded != wanted[0]:
            continue
        run = spans[place : place + len(wanted)]
        if [one.folded for one in run] == wanted and not any(
            _WORD.search(text, first.end, second.start) for first, second in pairwise(run)
        ):
            yield text[run[0].start : run[-1].end], " ".join(one.exact for one in run)

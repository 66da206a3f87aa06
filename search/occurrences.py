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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .analysis import LONGEST_TOKEN, WHOLE_NUMBER, exact_form, folded_form, tokens_of
from .known import Known

# Odd, so that its powers have inverses among the numbers of 32 bits: two words that have one number
# are told apart afterwards, and half as much has to be moved as with 64.
_BASE = 0x9E3779B9
_MODULUS = 1 << 32
# Of a word's number, for a first look.
_FEW_BITS = 0xFFFF
# Beyond are no letters and hardly a sign of Vietnamese: those are looked at one by one.
_LETTERS = 0x2100
_WORD = re.compile(r"[^\W_]")
# `kĩ` is looked for as `ky`.
_ENDS_IN_Y = re.compile(r"(?:[hklmst]|qu)y")

Numbers = NDArray[np.uint32]
Indexes = NDArray[np.int64]


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
    def forms(self) -> list[tuple[str, str]]:
        """Both forms of each word that was found so far."""
        return []

    @cached_property
    def numbers(self) -> Known[int]:
        """The place among `forms` of a word in NFC, as it is written; -1 if it is none of those to
        find."""
        return Known(self._number)

    def _number(self, written: str) -> int:
        return self.number_of(exact_form(written), folded_form(written))

    def number_of(self, exact: str, folded: str) -> int:
        if exact not in self.exact and folded not in self.folded:
            return -1
        if (exact, folded) not in self.forms:
            self.forms.append((exact, folded))
        return self.forms.index((exact, folded))

    @cached_property
    def has_numbers(self) -> bool:
        """Whether the number of a document is among them, as a whole."""
        return any("/" in word for word in (*self.exact, *self.folded))

    def codes(self) -> Numbers:
        """The numbers of all ways to write them."""
        words = {folded_form(word) for word in self.exact} | self.folded
        ways = [*words, *(f"{word[:-1]}i" for word in words if _ENDS_IN_Y.fullmatch(word))]
        return np.array([_code(word) for word in ways], dtype=np.uint32)

    @property
    def are_plain(self) -> bool:
        """Whether each is shorter than any that is cut."""
        return all(len(word) < LONGEST_TOKEN for word in (*self.exact, *self.folded))


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a text the words stand, in reading order, and which of `Wanted.forms` each is."""

    starts: Indexes
    ends: Indexes
    words: Indexes

    def only(self, which: NDArray[np.bool_]) -> Places:
        return Places(self.starts[which], self.ends[which], self.words[which])


def occurrences(texts: Sequence[str], wanted: Wanted) -> list[list[Span]]:
    """For each text its words that are `wanted`, in reading order."""
    return [spans_at(one, wanted) for one in places(texts, wanted)]


def spans_at(found: Places, wanted: Wanted) -> list[Span]:
    both = map(wanted.forms.__getitem__, found.words.tolist())
    each = zip(found.starts.tolist(), found.ends.tolist(), both, strict=True)
    return [Span(start, end, exact, folded) for start, end, (exact, folded) in each]


def places_of(spans: Sequence[Span], wanted: Wanted) -> Places:
    """Spans of words of `wanted` as their places."""
    number = {both: at for at, both in enumerate(wanted.forms)}
    rows = [(start, end, number[exact, folded]) for start, end, exact, folded in spans]
    return Places(*np.array(rows, dtype=np.int64).reshape(-1, 3).T)


def places(texts: Sequence[str], wanted: Wanted) -> list[Places]:
    """The same, as arrays: a page of results has many hundreds, of which it shows few."""
    if not wanted.are_plain:
        return [_one_by_one(text, wanted) for text in texts]
    composed = [unicodedata.is_normalized("NFC", text) for text in texts]
    whole = "\n".join(compress(texts, composed))
    found = _by_text(list(compress(texts, composed)), whole, wanted)
    return [
        next(found) if is_composed else _one_by_one(text, wanted)
        for text, is_composed in zip(texts, composed, strict=True)
    ]


def _found(whole: str, wanted: Wanted) -> tuple[Indexes, Indexes]:
    """Where words begin and end that may be `wanted`."""
    values = _values_in(whole)
    is_letter = np.zeros(len(values) + 2, dtype=bool)
    is_letter[1:-1] = values != 0
    edges = np.flatnonzero(is_letter[1:] != is_letter[:-1])
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(len(values) + 1)
    sums = np.zeros(len(values) + 1, dtype=np.uint32)
    np.cumsum(values * powers[: len(values)], dtype=np.uint32, out=sums[1:])
    codes = (sums[ends] - sums[starts]) * inverses[starts]
    # Most words are none of the question's: a table of few bits tells nearly all of them, and what
    # is left is looked at anyway.
    may_be = np.zeros(_FEW_BITS + 1, dtype=bool)
    may_be[wanted.codes() & _FEW_BITS] = True
    hit = np.flatnonzero(may_be[codes & _FEW_BITS])
    return starts[hit], ends[hit]


def _by_text(texts: Sequence[str], whole: str, wanted: Wanted) -> Iterator[Places]:
    starts, ends = _found(whole, wanted)
    written = map(whole.__getitem__, map(slice, starts.tolist(), ends.tolist()))
    words = np.array(list(map(wanted.numbers.__getitem__, written)), dtype=np.int64)
    known = words >= 0
    starts, ends, words = starts[known], ends[known], words[known]
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    limits = np.cumsum(lengths)
    cuts = np.searchsorted(starts, limits).tolist()
    first = 0
    for text, last, begins in zip(texts, cuts, (limits - lengths).tolist(), strict=True):
        own = Places(starts[first:last] - begins, ends[first:last] - begins, words[first:last])
        yield _with_numbers(text, own, wanted) if wanted.has_numbers else own
        first = last


def _with_numbers(text: str, found: Places, wanted: Wanted) -> Places:
    """With the documents' numbers that are looked for, each before its parts."""
    numbers = [
        Span(number.start(), number.end(), *wanted.forms[which])
        for number in WHOLE_NUMBER.finditer(text)
        if (which := wanted.numbers[number[0]]) >= 0
    ]
    if not numbers:
        return found
    spans = [*numbers, *spans_at(found, wanted)]
    return places_of(sorted(spans, key=lambda one: (one.start, -one.end)), wanted)


def _one_by_one(text: str, wanted: Wanted) -> Places:
    found = [
        (token.start, token.end, which)
        for token in tokens_of(text)
        if (which := wanted.number_of(token.exact, token.folded)) >= 0
    ]
    return Places(*np.array(found, dtype=np.int64).reshape(-1, 3).T)


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
    return np.array([_value(chr(code)) for code in range(_LETTERS)], dtype=np.uint32)


@lru_cache(maxsize=10_000)
def _value(letter: str) -> int:
    """The number of a letter's bare form; 0 of what is no letter and no digit."""
    return _mixed(ord(_bare(letter))) if letter.isalnum() else 0


def _bare(letter: str) -> str:
    letters = unicodedata.normalize("NFD", letter.casefold()).replace("đ", "d")
    return next((one for one in letters if not unicodedata.combining(one)), letter)


def _mixed(number: int) -> int:
    """A number that is unlike those of other letters (MurmurHash3's last step: Appleby, 2011)."""
    mixed = (number + 1) * _BASE % _MODULUS
    mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6B % _MODULUS
    mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35 % _MODULUS
    return (mixed ^ (mixed >> 16)) | 1


def _powers(count: int) -> tuple[Numbers, Numbers]:
    """So many powers of the base, and their inverses."""
    size = 1 << 16
    while size < count:
        size *= 2
    return _all_powers(size)


@cache
def _all_powers(size: int) -> tuple[Numbers, Numbers]:
    bases = np.array([[_BASE], [pow(_BASE, -1, _MODULUS)]], dtype=np.uint32)
    factors = np.broadcast_to(bases, (2, size)).copy()
    factors[:, 0] = 1
    powers, inverses = np.multiply.accumulate(factors, axis=1, dtype=np.uint32)
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

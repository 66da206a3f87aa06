"""A passage's words as numbers, small enough to lie beside it in an index.

A word is 32 bits: 22 of its folded form, 10 that tell its diacritics. Two words may
share a number, once in thousands of passages: it then ranks a little off, no more.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.analysis import Forms

MARK_BITS = 10
_MARKS = (1 << MARK_BITS) - 1
_FOLDED = (1 << (32 - MARK_BITS)) - 1
# What stands further on in a passage is found, but does not rank it.
MOST_WORDS = 1500
_HEADER = 2

Codes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Packed:
    """A passage's words: those of its item's title, of its own heading, and of its text."""

    words: Codes
    title_length: int
    heading_length: int

    @property
    def label(self) -> Codes:
        """What it is called: its heading, or its item's title when it has none."""
        if not self.heading_length:
            return self.words[: self.title_length]
        return self.words[self.title_length : self.title_length + self.heading_length]

    @property
    def own(self) -> Codes:
        """All but its item's title."""
        return self.words[self.title_length :]


@lru_cache(maxsize=100_000)
def code_of(exact: str, folded: str) -> int:
    """A word's number; `number >> MARK_BITS` is that of its folded form."""
    return (crc32(folded.encode()) & _FOLDED) << MARK_BITS | (crc32(exact.encode()) & _MARKS)


def folded_code_of(folded: str) -> int:
    return crc32(folded.encode()) & _FOLDED


def pack(title: Forms, heading: Forms, body: Forms) -> bytes:
    """The words of title, heading and body; `unpack` gives them back."""
    first, second = _codes(title), _codes(heading)
    words = (first + second + _codes(body))[:MOST_WORDS]
    packed = array("I", [len(first), len(second), *words])
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(packed: bytes) -> Packed:
    numbers = np.frombuffer(packed, dtype="<u4")
    return Packed(numbers[_HEADER:], int(numbers[0]), int(numbers[1]))


def _codes(forms: Forms) -> list[int]:
    return list(map(code_of, forms.exact.split(), forms.folded.split()))

"""A passage's words as numbers, small enough to lie beside it in an index.

A word is 32 bits: 22 of its folded form, 10 that tell its diacritics. Two words may
share a number, once in thousands of passages: it then ranks a little off, no more.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.analysis import Forms, folded_form
from search.known import Known

MARK_BITS = 10
_MARKS = (1 << MARK_BITS) - 1
_FOLDED = (1 << (32 - MARK_BITS)) - 1
# What stands further on in a passage is found, but does not rank it.
MOST_WORDS = 1500
_HEADER, _WORD_BYTES = 2, 4
_HEADER_BYTES = _HEADER * _WORD_BYTES

Codes = NDArray[np.uint32]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Unpacked:
    """The words of several passages, one after the other; how many each has, and of those how
    many are of its item's title and, behind them, of its own heading."""

    words: Codes
    lengths: Counts
    titles: Counts
    headings: Counts

    @cached_property
    def begins(self) -> Counts:
        """Where each begins."""
        begins: Counts = self._ends - self.lengths
        return begins

    @cached_property
    def _ends(self) -> Counts:
        return np.cumsum(self.lengths)

    def of(self, at: Counts) -> Counts:
        """In which passage each of these places in `words`, in their order, is."""
        up_to = np.searchsorted(at, self._ends)
        return np.repeat(np.arange(len(up_to)), np.diff(up_to, prepend=0))


@lru_cache(maxsize=100_000)
def code_of(exact: str, folded: str) -> int:
    """A word's number; `number >> MARK_BITS` is that of its folded form."""
    return (crc32(folded.encode()) & _FOLDED) << MARK_BITS | (crc32(exact.encode()) & _MARKS)


def pack(title: Forms, heading: Forms, body: Forms) -> bytes:
    """The words of title, heading and body; `unpack` gives them back."""
    first, second = _packed(title), _packed(heading)
    words = b"".join((first, second, _packed(body)))[: MOST_WORDS * _WORD_BYTES]
    return struct.pack("<2I", *(len(one) // _WORD_BYTES for one in (first, second))) + words


def unpack(packed: Sequence[bytes]) -> Unpacked:
    """What `pack` made of each of some passages."""
    heads = np.frombuffer(b"".join([one[:_HEADER_BYTES] for one in packed]), dtype="<u4")
    words = np.frombuffer(b"".join([one[_HEADER_BYTES:] for one in packed]), dtype="<u4")
    sizes = np.array(list(map(len, packed)), dtype=np.int64)
    titles, headings = heads.astype(np.int64).reshape(-1, 2).T
    return Unpacked(words, (sizes - _HEADER_BYTES) // _WORD_BYTES, titles, headings)


def has_heading(packed: bytes) -> bool:
    """Whether the passage that `pack` packed has a heading of its own."""
    return any(packed[_HEADER_BYTES // 2 : _HEADER_BYTES])


def _packed(forms: Forms) -> bytes:
    return b"".join(map(_PACKED.__getitem__, forms.stretches))


def _packed_stretch(words: str) -> bytes:
    codes = [code_of(exact, folded_form(exact)) for exact in words.split()]
    return struct.pack(f"<{len(codes)}I", *codes)


_PACKED = Known(_packed_stretch)

"""Finding a question's words among those of many passages, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.plan import RankedWord

from .packing import MARK_BITS, Codes, Counts, code_of

_ALL_BITS = (1 << 32) - 1
_FOLDED_BITS = _ALL_BITS >> MARK_BITS << MARK_BITS


@dataclass(frozen=True, slots=True)
class Finder:
    """Different words, to be found by their numbers.

    `slots` says by the upper half of a number which word it may be, counted from 1; it is that
    one if what `masks` leaves of it is in `codes`. `others` are words whose upper half is
    another's too: their place, code and mask.
    """

    slots: NDArray[np.uint8]
    codes: Codes
    masks: Codes
    others: Sequence[tuple[int, int, int]]

    @classmethod
    def of(cls, words: Sequence[RankedWord]) -> Finder:
        masks = [_FOLDED_BITS if word.by_folded else _ALL_BITS for word in words]
        numbers = [code_of(word.exact, word.folded) for word in words]
        codes = [number & mask for number, mask in zip(numbers, masks, strict=True)]
        # A question has fewer words than a byte has values.
        slots = np.zeros(1 << 16, dtype=np.uint8)
        others = []
        # What is a word as it was typed is that one, and not the one in any spelling.
        for place in sorted(range(len(words)), key=lambda place: not words[place].by_folded):
            slot = codes[place] >> 16
            if slots[slot]:
                others.append((place, codes[place], masks[place]))
            else:
                slots[slot] = place + 1
        return cls(slots, _counted_from_1(codes), _counted_from_1(masks), others)

    def find(self, words: Codes) -> tuple[Counts, Counts]:
        """Where in `words`, as `unpack` gives them, one of these stands, and which."""
        # Most are none of them: half of a number tells nearly all.
        may_be = self.slots.take(words.view("<u2")[1::2])
        at = np.flatnonzero(may_be != 0)
        which, some = may_be[at], words[at]
        known = (some & self.masks.take(which)) == self.codes.take(which)
        found = np.where(known, which, 0).astype(np.int64)
        for place, code, mask in self.others:
            found[(some & np.uint32(mask)) == code] = place + 1
        known = found > 0
        return at[known], found[known] - 1


def _counted_from_1(numbers: Sequence[int]) -> Codes:
    return np.array([0, *numbers], dtype=np.uint32)

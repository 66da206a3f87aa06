"""Which of the numbers in a text number its provisions.

A law's articles are counted 1, 2, 3 …; the numbers of what a law quotes, of forms printed
inside an article and of tables are strewn between them. The numbering is the longest
rising run, one that goes up by ones counting for more than one that leaps.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from cms.legaltext.numerals import letter_place

Key = tuple[int, int]  # a number and its suffix: 12a → (12, 1)

_NEXT, _LEAP = 3.0, 1.0
_SPLIT = re.compile(r"(\d{1,6})([^\W\d]{0,3})")


def key_of(number: str) -> Key:
    """`12` → (12, 0), `12a` → (12, 1), `đ` → (5, 0): keys rise as laws count."""
    match = _SPLIT.match(number)
    if match:
        suffix = 0
        for letter in match[2].lower():
            suffix = suffix * 30 + letter_place(letter)[0]
        return int(match[1]), suffix
    letters = number.rstrip("0123456789").lower()
    digits = int(number[len(letters) :] or 0)
    if len(letters) == 1:
        place, step = letter_place(letters)
        return place, step * 100 + digits
    value = 0
    for letter in letters:
        value = value * 30 + letter_place(letter)[0]
    return value, digits


def numbering(keys: Sequence[Key], *, leap: int | None = None) -> tuple[int, ...]:
    """The positions in `keys` that make the numbering, in order.

    `leap` is the furthest that a number may be from the one before (and the first from
    nothing); None when any number may follow any smaller one. Time is n log n.
    """
    if not keys:
        return ()
    return _bounded(keys, leap) if leap is not None else _free(keys)


def follows(before: Key, after: Key) -> bool:
    """Whether nothing is missing between the two: 12 and 13, 12 and 12a, 12a and 13."""
    return after == (before[0] + 1, 0) or (after[0] == before[0] and after[1] == before[1] + 1)


def _trace(back: Sequence[int], last: int) -> tuple[int, ...]:
    chain = []
    while last >= 0:
        chain.append(last)
        last = back[last]
    return tuple(reversed(chain))


def _bounded(keys: Sequence[Key], leap: int) -> tuple[int, ...]:
    best: dict[int, dict[int, tuple[float, int]]] = {}
    back = [-1] * len(keys)
    top, last = 0.0, -1
    for position, key in enumerate(keys):
        value = _NEXT if key == (1, 0) else _LEAP if key[0] <= leap else 0.0
        for number in range(key[0], max(key[0] - leap, 1) - 1, -1):
            for suffix, (before, where) in best.get(number, {}).items():
                if (number, suffix) >= key:
                    continue
                gained = before + (_NEXT if follows((number, suffix), key) else _LEAP)
                if gained > value:
                    value, back[position] = gained, where
        if not value:
            continue
        of_number = best.setdefault(key[0], {})
        if len(of_number) < 30 and value > of_number.get(key[1], (0.0, -1))[0]:
            of_number[key[1]] = (value, position)
        if value > top:
            top, last = value, position
    return _trace(back, last)


def _free(keys: Sequence[Key]) -> tuple[int, ...]:
    ranks = sorted(set(keys))
    peaks = _PrefixPeaks(len(ranks))
    latest: dict[Key, tuple[float, int]] = {}
    back = [-1] * len(keys)
    top, last = 0.0, -1
    for position, key in enumerate(keys):
        value = _NEXT if key == (1, 0) else _LEAP
        rank = bisect_left(ranks, key)
        before, where = peaks.below(rank)
        if where >= 0 and before + _LEAP > value:
            value, back[position] = before + _LEAP, where
        if rank and follows(ranks[rank - 1], key):
            before, where = latest.get(ranks[rank - 1], (0.0, -1))
            if where >= 0 and before + _NEXT > value:
                value, back[position] = before + _NEXT, where
        if value > latest.get(key, (0.0, -1))[0]:
            latest[key] = (value, position)
            peaks.put(rank, value, position)
        if value > top:
            top, last = value, position
    return _trace(back, last)


class _PrefixPeaks:
    """The greatest value among the ranks below a given one (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def put(self, rank: int, value: float, position: int) -> None:
        node = rank + 1
        while node < len(self._tree):
            if value > self._tree[node][0]:
                self._tree[node] = (value, position)
            node += node & -node

    def below(self, rank: int) -> tuple[float, int]:
        peak, node = (0.0, -1), rank
        while node > 0:
            if self._tree[node][0] > peak[0]:
                peak = self._tree[node]
            node -= node & -node
        return peak

"""Numbers as the headings of laws write them."""

from __future__ import annotations

import re

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WELL_FORMED = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ORDINALS = {
    "nhat": 1, "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip


def roman(text: str) -> int | None:
    """`XIV` → 14; None when it is no Roman number below 400."""
    folded = text.lower()
    if not folded or not _WELL_FORMED.fullmatch(folded):
        return None
    values = [_ROMAN[letter] for letter in folded]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def ordinal(folded: str) -> int | None:
    """`thu nhat` → 1, `thu muoi hai` → 12; `folded` has no diacritics."""
    words = folded.removeprefix("thu ").split()
    if not words or any(word not in _ORDINALS for word in words):
        return None
    values = [_ORDINALS[word] for word in words]
    if len(values) == 1:
        return values[0]
    if len(values) == 2 and values[0] == 10:
        return 10 + values[1]
    if len(values) == 2 and values[1] == 10:
        return values[0] * 10
    return values[0] * 10 + values[2] if len(values) == 3 and values[1] == 10 else None


# The letters in the order in which laws count points. F, j, w and z are none of theirs,
# but stand in lists numbered by machine: each comes after the letter before it.
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_PLACES = {letter: (place, 0) for place, letter in enumerate(_ALPHABET, start=1)}
_PLACES |= {foreign: (_PLACES[after][0], 1) for foreign, after in zip("fjwz", "eivy", strict=True)}


def letter_place(letter: str) -> tuple[int, int]:
    """Where a small letter stands in the count of points: `a` → (1, 0), `đ` → (5, 0)."""
    return _PLACES.get(letter, (29, 0))

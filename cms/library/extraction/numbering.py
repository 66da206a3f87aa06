"""The numbers that a word processor draws before paragraphs and does not write into them.

Laws are numbered so: without these, a circular's "Điều 1.", "2." and "a)" would be missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

PLACEHOLDER = re.compile(r"%([1-9])")
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST = 3999


def decimal(number: int) -> str:
    return str(number)


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → bb: as word processors count."""
    turn, letter = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + letter) * min(turn + 1, 10)


def roman(number: int) -> str:
    written = ""
    left = min(max(number, 1), MOST)
    for value, digit in ROMAN:
        times, left = divmod(left, value)
        written += digit * times
    return written


WRITTEN: Mapping[str, Callable[[int], str]] = {
    "decimal": decimal,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written, e.g. style "lowerLetter", pattern "%1)"."""

    style: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Counter:
    """A list being counted. A deeper level begins again after each item above it."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """The number of the next item at `depth` (from 0), as it is drawn; "" for a bullet."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in self.counts if known > depth]:
            del self.counts[deeper]
        if level.style not in WRITTEN:
            return ""
        return PLACEHOLDER.sub(lambda found: self._written(int(found[1]) - 1), level.pattern)

    def _written(self, depth: int) -> str:
        level = self.levels.get(depth, Level())
        write = WRITTEN.get(level.style, decimal)
        return write(self.counts.get(depth, level.start))

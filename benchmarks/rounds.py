"""Figures of several sites, taken in turn: A B C, C B A, …

A machine that slows down then slows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from .load import Load, Target, load

WARM_UP_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to ask of one site."""

    who: str
    port: int
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the median and the most of several rounds."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(min(values), median(values), max(values))

    def text(self, digits: int = 1) -> str:
        return f"{self.middle:.{digits}f} ({self.least:.{digits}f}–{self.most:.{digits}f})"


Rounds = Mapping[str, Sequence[Load]]


def take(
    cases: Sequence[Case],
    concurrency: int,
    seconds: float,
    rounds: int,
    say: Callable[[str], None],
) -> Rounds:
    """The load of each case, by who was asked, in every round. Raises on an answer that failed."""
    figures: dict[str, list[Load]] = {case.who: [] for case in cases}
    for case in cases:
        load(case.port, case.targets, concurrency, WARM_UP_SECONDS)
    for number in range(rounds):
        for case in cases if number % 2 == 0 else reversed(cases):
            found = load(case.port, case.targets, concurrency, seconds)
            if found.failures or not found.requests:
                raise RuntimeError(f"{case.who}: {found.failures} of {found.requests} failed.")
            say(f"  {case.who}: {found.rate:.0f}/s")
            figures[case.who].append(found)
    return figures


def ratios(figures: Rounds, ours: str, theirs: Sequence[str]) -> Spread:
    """Ours over the best of theirs, round by round."""
    return Spread.of(
        [
            mine.rate / max(figures[name][number].rate for name in theirs)
            for number, mine in enumerate(figures[ours])
        ]
    )

"""What the learned order saw in each candidate: for the explanation of a page of results.

A group of features is worth what the score falls by when the candidate has, in their
place, those of the middle one of all candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import numpy as np

from .features import FEATURES, Floats
from .model import shipped

# By the beginning of a feature's name, what it is about; the first that fits counts.
GROUPS: dict[str, tuple[str, ...]] = {
    "label": ("label",),
    "length": ("length", "question_length"),
    "engine": ("engine",),
    "pairs": ("pairs", "triples", "has_pairs", "has_triples", "run"),
    "near": ("near", "window"),
    "words": ("",),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage that was ranked again: its words as packed, and its places, from 1, by the index's
    score and as it was ranked. `worth` says, by group of features, what speaks for it (above
    0) and against it."""

    words: bytes
    score: float
    first_place: int
    place: int
    worth: dict[str, float]


@dataclass(slots=True)
class Account:
    """What was ranked again while the account was kept."""

    judged: list[Judged] = field(default_factory=list)


_kept: ContextVar[Account | None] = ContextVar("account of the learned order", default=None)


@contextmanager
def accounted() -> Iterator[Account]:
    """Keep account of what is ranked again meanwhile, in this thread."""
    account = Account()
    token = _kept.set(account)
    try:
        yield account
    finally:
        _kept.reset(token)


def note(words: Sequence[bytes], rows: Floats, scores: Sequence[float]) -> None:
    """Put down how candidates, in the index's order, were judged, if somebody keeps account."""
    account = _kept.get()
    if account is None:
        return
    place = {one: at for at, one in enumerate(sorted(range(len(scores)), key=lambda i: -scores[i]))}
    worths = _worths(rows, np.array(scores))
    account.judged = [
        Judged(packed, scores[at], at + 1, place[at] + 1, {name: w[at] for name, w in worths})
        for at, packed in enumerate(words)
    ]


def _worths(rows: Floats, scores: Floats) -> list[tuple[str, list[float]]]:
    middle = np.median(rows, axis=0)
    found = []
    for name, columns in _columns().items():
        without = rows.copy()
        without[:, columns] = middle[columns]
        found.append((name, [float(one) for one in scores - shipped().scores(without)]))
    return found


def _columns() -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {name: [] for name in GROUPS}
    for at, feature in enumerate(FEATURES):
        group = next(
            name for name, starts in GROUPS.items() if any(map(feature.startswith, starts))
        )
        columns[group].append(at)
    return columns

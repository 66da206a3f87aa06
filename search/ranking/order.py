"""The best candidates of a plan in their final order, whichever engine found them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.plan import Counted, Plan, RankedWord

from .account import note
from .features import Question, features
from .model import shipped
from .packing import unpack

# Passages that are ranked again, of those that the engine puts first.
POOL = 100
# Fewer words than this say too little to learn from: the engine's own order stands.
LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage: its score in the engine, and its words as `packing.pack` keeps them."""

    score: float
    words: bytes


def is_ranked(plan: Plan) -> bool:
    """Whether the plan's candidates are to be ranked again."""
    return plan.order == "relevance" and len(set(plan.words)) >= LEAST_WORDS


def judged(
    words: Sequence[RankedWord],
    frequencies: Mapping[Counted, int],
    passages: int,
    candidates: Sequence[Candidate],
) -> list[float]:
    """How well each candidate answers; `frequencies` of what `counted` names, of all `passages`."""
    if not candidates:
        return []
    rows = features(
        Question(words, frequencies, passages),
        unpack([one.words for one in candidates]),
        [one.score for one in candidates],
    )
    scores = [float(score) for score in shipped().scores(rows)]
    note([one.words for one in candidates], rows, scores)
    return scores


def have_own(words: Question, packed: Sequence[bytes]) -> list[bool]:
    """Of each passage, whether it has a word of the question beyond its item's title."""
    if not packed:
        return []
    passages = unpack(packed)
    at, _word = words.find(passages.words)
    ends = np.cumsum(passages.lengths)
    passage = np.searchsorted(ends, at, side="right")
    title_ends = (ends - passages.lengths + passages.titles)[passage]
    have = np.zeros(len(packed), dtype=bool)
    have[passage[at >= title_ends]] = True
    return have.tolist()

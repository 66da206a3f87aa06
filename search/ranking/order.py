"""The best candidates of a plan in their final order, whichever engine found them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.plan import Counted, Plan, Words
from search.weights import LEAD, LEANING, OTHERWISE

from .account import note
from .features import FEATURES, Floats, Question, features
from .finding import Finder
from .model import shipped
from .packing import has_heading, unpack

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
    return plan.order == "relevance" and max(map(_count, plan.phrasings)) >= LEAST_WORDS


def _count(words: Words) -> int:
    return len(set(words))


def judged(
    phrasings: Sequence[Words],
    frequencies: Mapping[Counted, int],
    passages: int,
    candidates: Sequence[Candidate],
) -> list[float]:
    """How well each candidate answers the question in that way to put it that it answers best;
    `frequencies` of what `counted` names, of all `passages`."""
    if not candidates:
        return []
    unpacked, found = unpack([one.words for one in candidates]), [one.score for one in candidates]
    rows = np.stack(
        [features(Question(words, frequencies, passages), unpacked, found) for words in phrasings]
    )
    scores = np.stack([shipped().scores(own) for own in rows])
    scores[1:] -= _worth_less(rows[0], scores)
    best, each = scores.argmax(axis=0), np.arange(len(candidates))
    note([one.words for one in candidates], rows[best, each], scores[best, each].tolist())
    return [float(score) for score in scores[best, each]]


def _worth_less(as_typed: Floats, scores: Floats) -> float:
    """What to take off the scores of an answer in other words: where some have all the words side
    by side as they were typed, none of the others stands before the best of these."""
    whole = as_typed[:, FEATURES.index("run_share")] >= 1
    if len(scores) == 1 or not whole.any():
        return OTHERWISE
    ahead = scores[1:].max() - scores[0][whole].max()
    return OTHERWISE + max(0.0, float(ahead))


def within_item(score: float, words: bytes) -> float:
    """By what to put an item's own passages in the learned order: what leads it has no heading."""
    return score if has_heading(words) else score - LEAD


def leaning(scores: Sequence[float], worth: Sequence[float], *, is_ranked: bool) -> list[float]:
    """The scores, those of the learned order or else the engine's own, with what speaks for each
    candidate's item beside its words."""
    if is_ranked:
        return [score + own for score, own in zip(scores, worth, strict=True)]
    return [score * (1 + LEANING * own) for score, own in zip(scores, worth, strict=True)]


def have_own(words: Words, packed: Sequence[bytes]) -> list[bool]:
    """Of each passage, whether it has one of these words beyond its item's title."""
    if not packed:
        return []
    passages = unpack(packed)
    at, _word = Finder.of(tuple(dict.fromkeys(words))).find(passages.words)
    passage = passages.of(at)
    title_ends = (passages.begins + passages.titles)[passage]
    have = np.zeros(len(packed), dtype=bool)
    have[passage[at >= title_ends]] = True
    return have.tolist()

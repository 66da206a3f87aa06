"""Which passages have enough of what a plan must find, by the words that lie packed beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.analysis import folded_form
from search.plan import Plan, RankedWord, Term, Wanted

from .finding import Finder
from .packing import unpack

Answers = NDArray[np.bool_]


def have_enough(plan: Plan, passages: Sequence[bytes]) -> Answers:
    """For each passage, as `packing.pack` keeps it, whether its words alone make its item found.

    Where it says no, other passages of the item may have what this one lacks.
    """
    terms = {term: _word(term) for one in plan.must for way in one.options for term in way}
    words = list(dict.fromkeys(terms.values()))
    place = {word: at for at, word in enumerate(words)}
    held = _held(words, passages)
    column = {term: held[place[word]] for term, word in terms.items()}
    met = np.array([_has(one, column) for one in plan.must])
    enough: Answers = met.sum(axis=0) >= plan.required
    return enough


def _word(term: Term) -> RankedWord:
    folded = term.token if term.form == "folded" else folded_form(term.token)
    return RankedWord(term.token, folded, term.form == "folded")


def _held(words: Sequence[RankedWord], passages: Sequence[bytes]) -> Answers:
    """A row for each word, a column for each passage."""
    unpacked = unpack(passages)
    at, word = Finder.of(words).find(unpacked.words)
    held = np.zeros((len(words), len(passages)), dtype=bool)
    held[word, unpacked.of(at)] = True
    return held


def _has(wanted: Wanted, column: dict[Term, Answers]) -> Answers:
    ways = [_all([column[term] for term in way]) for way in wanted.options]
    # Nearly all are asked for in one way.
    has: Answers = ways[0] if len(ways) == 1 else np.logical_or.reduce(ways)
    return has


def _all(columns: Sequence[Answers]) -> Answers:
    every: Answers = columns[0] if len(columns) == 1 else np.logical_and.reduce(columns)
    return every

"""A plan that is ranked by what was probably meant, where diacritics were left out. Pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from .plan import Counted, Plan, RankedWord, Term, pair_of
from .weights import NEARER, PAIRS

# Of so many words typed without diacritics each counts in any spelling too, beside the one that
# was meant: a short question has no others to make up for one that is guessed wrong.
SHORT_QUESTION = 10


def with_meant(used: Plan, meant: tuple[RankedWord, ...]) -> Plan:
    """`used`, in which what was typed without diacritics is worth most as it was probably `meant`.

    What it finds is the same.
    """
    if meant == used.words:
        return used
    bare: dict[Counted, float] = {
        ("folded", word.folded): 1.0 for word in used.words if word.by_folded
    }
    bare |= {pair_of(*pair): PAIRS for pair in pairwise(used.words)}
    nearer = {("exact", word.exact) for word in used.words if word.by_folded}
    worth = {
        (term.form, term.token): term.weight
        for term in used.score
        if (term.form, term.token) not in bare.keys() | nearer
    }
    for word in meant:
        worth.setdefault((word.form, word.token), 1.0)
    for pair in pairwise(meant):
        worth.setdefault(pair_of(*pair), PAIRS)
    if len(meant) <= SHORT_QUESTION:
        for key, weight in bare.items():
            worth.setdefault(key, weight * NEARER)
    return replace(used, meant=meant, score=tuple(Term(*key, one) for key, one in worth.items()))

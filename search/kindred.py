"""Words that people speak of in one breath: `vợ` tells that `chong` is `chồng`, and not `chống`.

The law, by whose pairs diacritics are restored, seldom has what people say of their quarrels. In
a line of `kindred.txt`, syllables of one matter. Where other words of the question are of it
too, a syllable of it is likelier than what is written like it without diacritics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path

from .analysis import Token, exact_form, folded_form

FILE = Path(__file__).with_suffix(".txt")
# How many times likelier each further word of the same matter makes it, and how many tell: one
# other alone may be chance, `cho can` is *cho cán bộ* too.
LIKELIER, TELLING = 10.0, 4
# Words of no matter that people say and the law does not.
SPOKEN = "rồi mà thì cứ nữa xong gặp bảo kêu nói hỏi xin giờ hoài luôn vẫn lúc hồi"


def likelier(words: Sequence[Token]) -> dict[str, float]:
    """How much likelier, as logarithms, syllables are made by what else the question says."""
    found: dict[str, float] = {}
    typed = {word.folded: word for word in words}
    for matter in _matters():
        there = [
            (word.folded, exact)
            for word in typed.values()
            for exact in matter.get(word.folded, ())
            if word.exact == exact or not word.marked
        ]
        others = len({folded for folded, _exact in there}) - 1
        if others > 1:
            worth = log(LIKELIER) * (min(others, TELLING) - 1)
            for _folded, exact in there:
                found[exact] = max(worth, found.get(exact, 0.0))
    return found


@cache
def spoken() -> frozenset[str]:
    """Words, folded, that people say of their quarrels."""
    matters = (*_matters(), _by_folded(SPOKEN.split()))
    return frozenset(folded for matter in matters for folded in matter)


@cache
def _matters() -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """Of each matter its syllables by their folded forms."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_by_folded(line.split()) for line in lines)


def _by_folded(syllables: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in map(exact_form, syllables):
        folded = folded_form(one)
        found[folded] = (*found.get(folded, ()), one)
    return found

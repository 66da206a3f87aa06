"""The plan of a text that has articles: a law, a decree, a decision with its regulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from .back import back_begins
from .lines import Line
from .markers import Marker
from .openers import (
    accepted_articles,
    accepted_structures,
    annex_starts,
    candidates,
    inner_openers,
)
from .opening import Opening, Plan
from .titles import annex_heading, article_heading, lines_heading

_RANKS = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 5, "clause": 6,
    "point": 8,
}  # fmt: skip
_DOTTED_POINT = 7


def plan_by_articles(lines: Sequence[Line], excluded: frozenset[int]) -> Plan:
    """The openings of a law; `excluded` lines (quoted, contents) open nothing."""
    openers, back = _openers(lines, excluded)
    ends = [*sorted(openers), len(lines)]
    openings = []
    for at, following in pairwise(ends):
        end = back.start if at < back.start < following else following
        after = openers.get(following)
        openings.append(_opening(lines, openers[at], at, end, after))
    return Plan(tuple(openings), back)


def _openers(lines: Sequence[Line], excluded: frozenset[int]) -> tuple[dict[int, Marker], range]:
    """The lines that open a provision, and the range of signature and recipients."""
    found = candidates(lines, excluded)
    annexes = annex_starts(lines, found, excluded)
    openers: dict[int, Marker] = dict(annexes)
    back = range(len(lines), len(lines))
    for number, (start, end) in enumerate(pairwise([0, *sorted(annexes), len(lines)])):
        articles = accepted_articles(_within(found.articles, start, end))
        stop = end
        if number == 0 and articles:
            stop = back_begins(lines[:end], max(articles) + 1)
            back = range(stop, end)
        structures = accepted_structures(lines, _within(found.structures, start, stop), articles)
        openers |= articles | structures
        bounds = sorted(at for at in openers if start <= at < stop)
        for at, following in pairwise([*bounds, stop]):
            if at in articles:
                openers |= inner_openers(lines, at, following, excluded)
    return openers, back


def _within(found: Mapping[int, Marker], start: int, end: int) -> dict[int, Marker]:
    return {at: marker for at, marker in found.items() if start <= at < end}


def _opening(
    lines: Sequence[Line], marker: Marker, at: int, end: int, after: Marker | None
) -> Opening:
    """The opening at `at`, whose lines end before `end`, where `after` opens the next."""
    rest, following = marker.rest(lines[at]), lines[at + 1 : end]
    heading, taken = "", 0
    if marker.kind == "article":
        clause_next = after is not None and after.kind == "clause"
        heading, taken = article_heading(rest, following, clause_next)
    elif marker.kind == "annex":
        heading, taken = annex_heading(rest, following)
    elif marker.kind not in ("clause", "point"):
        heading, taken = lines_heading(rest, following), len(following)
    return Opening(at, marker, _rank(marker), heading, taken + 1, "" if heading else rest)


def _rank(marker: Marker) -> int:
    if marker.kind == "point" and "." in marker.number:
        return _DOTTED_POINT
    return _RANKS[marker.kind]

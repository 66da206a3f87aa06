"""Which lines open a provision."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .anchors import names_attached
from .chains import Key, follows, key_of, numbering
from .lines import Line
from .markers import (
    Marker,
    annex_marker,
    article_marker,
    clause_marker,
    dotted_marker,
    point_marker,
    structure_marker,
)

# Between a chapter's line and what it contains stands its heading, and nothing else.
_HEADING_LINES = 5
_HEADING_LENGTH = 700
# Clauses and points are hardly ever missing from a row; numbers of tables leap.
_CLAUSE_LEAP, _POINT_LEAP = 4, 3
_ATTACHED = re.compile(r"\(?(?:kem theo|(?:da )?(?:duoc )?ban hanh (?:kem )?theo)\b")
_ATTACHED_WITHIN = 6
_ATTACHED_MARKER = Marker("annex", "", 0)

Openers = Mapping[int, Marker]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Lines that look like an opener, by position."""

    articles: Mapping[int, Marker]
    structures: Mapping[int, Marker]
    annexes: Mapping[int, Marker]


def candidates(lines: Sequence[Line], excluded: frozenset[int]) -> Candidates:
    """Candidates among `lines`, leaving out the positions `excluded` (quoted, contents)."""
    articles: dict[int, Marker] = {}
    structures: dict[int, Marker] = {}
    annexes: dict[int, Marker] = {}
    before: Line | None = None
    for position, line in enumerate(lines):
        if position not in excluded and line.text[0].isupper():
            if found := article_marker(line, before):
                articles[position] = found
            elif found := structure_marker(line, before):
                structures[position] = found
            elif found := annex_marker(line, before):
                annexes[position] = found
        before = line
    return Candidates(articles, structures, annexes)


def annex_starts(
    lines: Sequence[Line], found: Candidates, excluded: frozenset[int]
) -> dict[int, Marker]:
    """The annexes and attached regulations: what begins after the law's own articles."""
    articles = sorted(found.articles)
    starts: dict[int, Marker] = {}
    latest = -_ATTACHED_WITHIN
    for position, line in enumerate(lines):
        if position in excluded or position - latest < _ATTACHED_WITHIN:
            continue
        marker = found.annexes.get(position)
        if marker is None and line.in_capitals and names_attached(line.folded):
            marker = _ATTACHED_MARKER if _is_attached(lines, position) else None
        if marker and _ends_articles(position, articles, found.articles):
            starts[position] = marker
            latest = position if marker is _ATTACHED_MARKER or _is_attached(lines, position) else -9
    return starts


def _is_attached(lines: Sequence[Line], position: int) -> bool:
    """Whether a note below says so: *(Ban hành kèm theo Quyết định số …)*."""
    following = lines[position + 1 : position + _ATTACHED_WITHIN]
    return any(_ATTACHED.match(line.folded) and line.text[0] in "(KBĐ" for line in following)


def _ends_articles(position: int, articles: Sequence[int], markers: Mapping[int, Marker]) -> bool:
    """Whether the numbering of articles ends before `position`: none follows, or it begins anew."""
    place = bisect_left(articles, position)
    if place == 0:
        return False
    if place == len(articles):
        return True
    before, after = markers[articles[place - 1]].number, markers[articles[place]].number
    return after == "1" or key_of(after) < key_of(before)


def accepted_articles(found: Mapping[int, Marker]) -> dict[int, Marker]:
    """The candidates that make the numbering, and repeats of a number in its very place.

    A doubtful one is accepted where its number is missing.
    """
    positions = [at for at in sorted(found) if not found[at].doubtful]
    keys = [key_of(found[at].number) for at in positions]
    chain = set(numbering(keys))
    accepted: dict[int, Marker] = {}
    last = None
    for index, position in enumerate(positions):
        if index in chain or keys[index] == last:
            accepted[position] = found[position]
            last = keys[index]
        else:
            last = None
    return _with_missing(found, accepted)


def _with_missing(found: Mapping[int, Marker], accepted: dict[int, Marker]) -> dict[int, Marker]:
    following = sorted(accepted)
    last: Key = (0, 0)
    for position in sorted(found):
        key = key_of(found[position].number)
        if position in accepted:
            last = max(last, key)
            continue
        place = bisect_left(following, position)
        ahead = key_of(accepted[following[place]].number) if place < len(following) else None
        if found[position].doubtful and follows(last, key) and (ahead is None or key < ahead):
            accepted[position], last = found[position], key
    return accepted


def accepted_structures(
    lines: Sequence[Line], found: Mapping[int, Marker], articles: Mapping[int, Marker]
) -> dict[int, Marker]:
    """Those followed, but for a heading, by an article or by another that is."""
    accepted: dict[int, Marker] = {}
    following = sorted([*found, *articles], reverse=True)
    reached: int | None = None  # the nearest accepted opener below
    for position in following:
        if position in articles:
            reached = position
            continue
        between = lines[position + 1 : reached] if reached is not None else ()
        length = sum(len(line.text) for line in between)
        if reached is not None and len(between) <= _HEADING_LINES and length <= _HEADING_LENGTH:
            accepted[position] = found[position]
            reached = position
    return accepted


def inner_openers(
    lines: Sequence[Line], first: int, end: int, excluded: frozenset[int]
) -> dict[int, Marker]:
    """The clauses and points of the article whose lines are `first` (its title) to `end`."""
    body = [at for at in range(first + 1, end) if at not in excluded]
    clauses = _numbered(
        {at: mark for at in body if (mark := clause_marker(lines[at]))}, _CLAUSE_LEAP
    )
    openers = dict(clauses)
    starts = sorted(clauses)
    bounds = [first, *starts, end]
    for start, stop in itertools.pairwise(bounds):
        clause = clauses.get(start)
        inside = [at for at in range(start + 1, stop) if at not in excluded]
        openers |= _points(lines, inside, stop, clause)
    return openers


def _points(
    lines: Sequence[Line], inside: Sequence[int], stop: int, clause: Marker | None
) -> dict[int, Marker]:
    dotted: dict[int, Marker] = {}
    if clause is not None:
        prefix = f"{clause.number}."
        marks = {at: mark for at in inside if (mark := dotted_marker(lines[at]))}
        dotted = {at: mark for at, mark in marks.items() if mark.number.startswith(prefix)}
        dotted = _rising(dotted)
    openers = dict(dotted)
    bounds = [-1, *sorted(dotted), stop]
    for start, end in itertools.pairwise(bounds):
        marks = {
            at: mark for at in inside if start < at < end and (mark := point_marker(lines[at]))
        }
        openers |= _numbered(marks, _POINT_LEAP)
    return openers


def _numbered(marks: Mapping[int, Marker], leap: int) -> dict[int, Marker]:
    positions = sorted(marks)
    chain = numbering([key_of(marks[at].number) for at in positions], leap=leap)
    return {positions[index]: marks[positions[index]] for index in chain}


def _rising(marks: Mapping[int, Marker]) -> dict[int, Marker]:
    kept: dict[int, Marker] = {}
    last: tuple[int, ...] = ()
    for position in sorted(marks):
        key = tuple(int(part) for part in marks[position].number.split("."))
        if key > last:
            kept[position], last = marks[position], key
    return kept

"""What pages carry beside the text: their numbers and their running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .lines import Line
from .tree import StretchKind

# A page of print has at least this many lines, however short.
_FEWEST_LINES = 8
_FEWEST_PAGES = 3
_LONGEST_HEAD = 100
_DECORATED = re.compile(
    r"(?:[-–—]\s{0,2}\d{1,4}\s{0,2}[-–—]|(?:trang|page)\s{0,2}:?\s?\d{1,4}(?:\s?/\s?\d{1,4})?)"
)
_PLAIN = re.compile(r"[0-9]{1,4}")
_GAZETTE = re.compile(r"(?:\d{1,3}\s{1,9})?cong bao\s?/\s?so .{1,60}ngay .{4,20}")
_DIGITS = re.compile(r"\d+")


def furniture_of(lines: Sequence[Line]) -> dict[int, StretchKind]:
    """Which lines are page numbers and running heads."""
    found: dict[int, StretchKind] = {}
    edges = _page_edges(lines)
    for position in _page_numbers(lines, edges):
        found[position] = "page_number"
    for position, line in enumerate(lines):
        if _GAZETTE.fullmatch(line.folded):
            found[position] = "running_head"
    for position in _running_heads(lines, found, edges):
        found.setdefault(position, "running_head")
    return found


def _page_edges(lines: Sequence[Line]) -> frozenset[int]:
    """The first two and last two lines of every page, where the text has pages."""
    if not lines or lines[-1].page == lines[0].page:
        return frozenset()
    edges: set[int] = set()
    last = len(lines) - 1
    for position, line in enumerate(lines):
        if position and lines[position - 1].page != line.page:
            edges.update(range(max(position - 2, 0), min(position + 2, last + 1)))
    edges.update((0, min(1, last), max(last - 1, 0), last))
    return frozenset(edges)


def _page_numbers(lines: Sequence[Line], edges: frozenset[int]) -> set[int]:
    decorated = {at for at, line in enumerate(lines) if _DECORATED.fullmatch(line.folded)}
    plain = [
        (at, int(line.text))
        for at, line in enumerate(lines)
        if _PLAIN.fullmatch(line.text) and (at in edges if edges else _stands_apart(lines, at))
    ]
    by_heads = {at for at, _ in plain if _is_beside_gazette(lines, at)}
    return decorated | by_heads | set(_count_up(plain, 1 if edges else _FEWEST_LINES))


def _stands_apart(lines: Sequence[Line], at: int) -> bool:
    """A cell of a table has neighbours; a page number has an empty line beside it."""
    return lines[at].after_blank or at + 1 == len(lines) or lines[at + 1].after_blank


def _is_beside_gazette(lines: Sequence[Line], at: int) -> bool:
    around = lines[max(at - 1, 0) : at + 2]
    return any(_GAZETTE.fullmatch(line.folded) for line in around)


def _count_up(candidates: Sequence[tuple[int, int]], apart: int) -> list[int]:
    """The longest run of lines whose numbers go up by one, each a page after the one before."""
    latest: dict[int, tuple[int, int]] = {}
    back: dict[int, int] = {}
    length, end = 0, -1
    for at, number in candidates:
        run, before = latest.get(number - 1, (0, -1))
        if run and at - before < apart:
            run = 0
        if run:
            back[at] = before
        if run + 1 >= latest.get(number, (0, -1))[0]:
            latest[number] = (run + 1, at)
        if run + 1 > length:
            length, end = run + 1, at
    if length < _FEWEST_PAGES:
        return []
    chain = [end]
    while chain[-1] in back:
        chain.append(back[chain[-1]])
    return chain


def _running_heads(
    lines: Sequence[Line], found: dict[int, StretchKind], edges: frozenset[int]
) -> list[int]:
    """Short lines that stand, the same but for digits, beside page numbers or at pages' edges."""
    beside = set(edges)
    for position in found:
        beside.update((position - 1, position + 1))
    candidates = [
        at
        for at in sorted(beside)
        if 0 <= at < len(lines) and at not in found and len(lines[at].text) <= _LONGEST_HEAD
    ]
    shapes = Counter(_shape(lines[at]) for at in candidates)
    everywhere = Counter(_shape(line) for line in lines if len(line.text) <= _LONGEST_HEAD)
    return [
        at
        for at in candidates
        if shapes[shape := _shape(lines[at])] >= _FEWEST_PAGES
        and everywhere[shape] <= shapes[shape] + 1
    ]


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", line.folded)

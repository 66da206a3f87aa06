"""The plan of a text without articles: a guide, a handbook, a plan, a form."""

from __future__ import annotations

from collections.abc import Sequence

from .back import back_begins
from .front import front_kinds, national_heading
from .headings import Heading, headings
from .lines import Line
from .markers import Marker
from .opening import Opening, Plan

# Styles that stand above whatever else a text uses, the highest first.
_GREAT = ("annex", "part", "chapter", "lesson")
# What stands before the first heading, and a text that has none, is a section without one.
_BEGINNING = Marker("heading", "", 0)


def plan_by_headings(lines: Sequence[Line], excluded: frozenset[int]) -> Plan:
    """The openings of a guide; `excluded` lines open nothing."""
    top = national_heading(lines)
    found = [heading for heading in headings(lines, excluded) if heading.first >= top]
    title = _title_lines(lines, found, top)
    found = [heading for heading in found if heading.first >= title]
    back = len(lines)
    if top:
        back = back_begins(lines, max(title, found[0].first + 1 if found else title))
        found = [heading for heading in found if heading.first < back]
    openings = [
        Opening(one.first, one.marker, level, one.text, one.lines) for one, level in outline(found)
    ]
    first = openings[0].first if openings else back
    begins = _beginning(lines, title, first, bool(top))
    if begins < first:
        openings.insert(0, Opening(begins, _BEGINNING, 1, text=lines[begins].text))
    return Plan(tuple(openings), range(back, len(lines)), paragraphs=True)


def _title_lines(lines: Sequence[Line], found: Sequence[Heading], top: int) -> int:
    """Where the title ends: headings in capitals at the very top, with nothing between."""
    end = top
    for heading in found:
        if heading.first != end or heading.style != "capitals":
            break
        end += heading.lines
    follows = any(heading.first >= end for heading in found)
    return end if top or follows else top


def _beginning(lines: Sequence[Line], title: int, first: int, official: bool) -> int:
    """Where the text before the first heading begins: after the grounds of an official paper."""
    if not official:
        return title
    kinds = front_kinds(lines[:first])
    at = title
    while at < first and (kinds[at] == "title" or lines[at].folded.startswith("can cu")):
        at += 1
    return at


def outline(found: Sequence[Heading]) -> list[tuple[Heading, int]]:
    """Each heading with its level, from 1: a style first met below another belongs below it."""
    stack: list[tuple[str, int]] = []
    levels: list[tuple[Heading, int]] = []
    for heading in found:
        _pop(stack, heading)
        stack.append((heading.style, heading.depth))
        levels.append((heading, len(stack)))
    return levels


def _pop(stack: list[tuple[str, int]], heading: Heading) -> None:
    """Take from the stack what does not contain `heading`."""
    for level, (style, depth) in enumerate(stack):
        same = style == heading.style and depth >= heading.depth
        lesser = heading.style in _GREAT and (
            style not in _GREAT or _GREAT.index(style) > _GREAT.index(heading.style)
        )
        if same or lesser:
            del stack[level:]
            return

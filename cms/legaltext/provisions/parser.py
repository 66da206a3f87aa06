"""From a plain text to its tree of provisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .anchors import Anchors, Place, label_of
from .articles import plan_by_articles
from .back import back_kinds
from .front import front_kinds, is_contents_entry
from .furniture import furniture_of
from .headings import questions
from .lines import Line, lines_of, prepared
from .margins import Margin, margin_of
from .metadata import metadata_of
from .opening import Opening, Plan
from .outline import plan_by_headings
from .quoting import quoted
from .tree import ParsedText, Provision, Stretch, StretchKind


@dataclass(slots=True)
class _Node:
    """A provision while it is being put together; `last` is the position of its last line."""

    opening: Opening
    last: int
    text: str = ""
    children: list[_Node] = field(default_factory=list)


def parse(text: str) -> ParsedText:
    """`text` taken apart. Any text has a result; none is refused."""
    text = prepared(text)
    everything = lines_of(text)
    furniture = furniture_of(everything)
    lines = tuple(line for at, line in enumerate(everything) if at not in furniture)
    plan = _plan(lines)
    margin = margin_of(lines)
    first = plan.openings[0].first if plan.openings else plan.back.start
    after = lines[plan.back.start : plan.back.stop]
    front = list(zip(lines[:first], front_kinds(lines[:first]), strict=True))
    back = list(zip(after, back_kinds(after), strict=True))
    strewn = [(everything[at], kind) for at, kind in sorted(furniture.items())]
    anchors = Anchors()
    return ParsedText(
        text=text,
        front=_stretches(text, front),
        provisions=tuple(
            _provision(node, lines, anchors, Place()) for node in _nested(lines, plan, margin)
        ),
        back=_stretches(text, back),
        furniture=_stretches(text, strewn, joined=False),
        metadata=metadata_of(front, back, lines[first : plan.back.start]),
    )


def _plan(lines: Sequence[Line]) -> Plan:
    """A text is read as a law when it has articles, more of them than questions."""
    contents = frozenset(at for at, line in enumerate(lines) if is_contents_entry(line))
    plan = plan_by_articles(lines, quoted(lines) | contents)
    articles = sum(opening.marker.kind == "article" for opening in plan.openings)
    if articles and articles >= questions(lines):
        return plan
    return plan_by_headings(lines, contents)


def _nested(lines: Sequence[Line], plan: Plan, margin: Margin) -> list[_Node]:
    """The openings as a tree, each with the lines up to the next."""
    top: list[_Node] = []
    stack: list[_Node] = []
    ends = [*(opening.first for opening in plan.openings), len(lines)]
    for opening, (at, following) in zip(plan.openings, pairwise(ends), strict=True):
        end = plan.back.start if at < plan.back.start < following else following
        title = at + opening.lines - 1
        node = _Node(opening, end - 1, _text(opening, lines[title:end], plan.paragraphs, margin))
        while stack and stack[-1].opening.rank >= opening.rank:
            stack.pop()
        (stack[-1].children if stack else top).append(node)
        stack.append(node)
        for holder in stack:
            holder.last = node.last
    return top


def _text(opening: Opening, lines: Sequence[Line], paragraphs: bool, margin: Margin) -> str:
    """The text that begins on the first of the lines, behind the marker, or after it."""
    pieces = [opening.text] if opening.text else []
    for before, line in pairwise(lines):
        if pieces:
            apart = paragraphs and line.after_blank
            joined = margin.joins(before, line)
            pieces.append(" " if joined else "\n\n" if apart else "\n")
        pieces.append(line.text)
    return "".join(pieces)


def _provision(node: _Node, lines: Sequence[Line], anchors: Anchors, place: Place) -> Provision:
    marker, heading = node.opening.marker, node.opening.heading
    anchor = anchors.of(marker, heading, place)
    opening = lines[node.opening.first]
    inside = place.inside(marker.kind, anchor)
    return Provision(
        kind=marker.kind,
        number=marker.number,
        heading=heading,
        text=node.text,
        anchor=anchor,
        label=label_of(marker, heading),
        start=opening.start,
        end=lines[node.last].end,
        children=tuple(_provision(child, lines, anchors, inside) for child in node.children),
        marker=opening.text[: marker.length].rstrip(),
    )


def _stretches(
    text: str, classified: Sequence[tuple[Line, StretchKind]], *, joined: bool = True
) -> tuple[Stretch, ...]:
    """The classified lines as stretches; where `joined`, neighbours of one kind as one."""
    spans: list[tuple[StretchKind, int, int]] = []
    for line, kind in classified:
        nothing_between = spans and not text[spans[-1][2] : line.start].strip()
        if joined and nothing_between and spans[-1][0] == kind:
            spans[-1] = (kind, spans[-1][1], line.end)
        else:
            spans.append((kind, line.start, line.end))
    return tuple(Stretch(kind, start, end, text[start:end]) for kind, start, end in spans)

"""From a plain text to its tree of provisions."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .anchors import Anchors, Place, label_of
from .back import back_begins, back_kinds
from .front import front_kinds, is_contents_entry, national_heading
from .furniture import furniture_of
from .lines import Line, lines_of, prepared
from .markers import Marker
from .metadata import metadata_of
from .openers import (
    accepted_articles,
    accepted_structures,
    annex_starts,
    candidates,
    inner_openers,
)
from .quoting import quoted
from .titles import annex_heading, article_heading, lines_heading
from .tree import ParsedText, Provision, Stretch, StretchKind

_RANKS = {
    "annex": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 5, "clause": 6,
    "point": 7, "heading": 0,
}  # fmt: skip

# A text in which nothing announces a provision is one.
WHOLE = Marker("heading", "", 0)


@dataclass(slots=True)
class _Node:
    """A provision while it is being put together; `first` and `last` are positions of lines."""

    marker: Marker
    rank: int
    first: int
    last: int
    heading: str = ""
    text: str = ""
    children: list[_Node] = field(default_factory=list)


def parse(text: str) -> ParsedText:
    """`text` taken apart. Any text has a result; none is refused."""
    text = prepared(text)
    everything = lines_of(text)
    furniture = furniture_of(everything)
    lines = tuple(line for at, line in enumerate(everything) if at not in furniture)
    contents = frozenset(at for at, line in enumerate(lines) if is_contents_entry(line))
    excluded = quoted(lines) | contents
    openers, back = _openers(lines, excluded)
    if not openers and lines:
        first = national_heading(lines)
        openers = {first: WHOLE} if first < len(lines) else {}
    first = min(openers, default=len(lines))
    front = list(zip(lines[:first], front_kinds(lines[:first]), strict=True))
    ending = list(
        zip(lines[back.start : back.stop], back_kinds(lines[back.start : back.stop]), strict=True)
    )
    nodes = _nest(lines, openers, first, back)
    anchors = Anchors()
    body = " ".join(line.folded for line in lines[first : back.start])
    return ParsedText(
        text=text,
        front=_stretches(text, front),
        provisions=tuple(_provision(node, lines, anchors, Place()) for node in nodes),
        back=_stretches(text, ending),
        furniture=_stretches(
            text, [(everything[at], furniture[at]) for at in sorted(furniture)], joined=False
        ),
        metadata=metadata_of(front, ending, body),
    )


def _openers(lines: Sequence[Line], excluded: frozenset[int]) -> tuple[dict[int, Marker], range]:
    """The lines that open a provision, and the range of signature and recipients."""
    found = candidates(lines, excluded)
    annexes = annex_starts(lines, found, excluded)
    starts = [0, *sorted(annexes), len(lines)]
    openers: dict[int, Marker] = dict(annexes)
    back = range(len(lines), len(lines))
    for number, (start, end) in enumerate(itertools.pairwise(starts)):
        articles = accepted_articles(_within(found.articles, start, end))
        stop = end
        if number == 0 and articles:
            stop = back_begins(lines[:end], max(articles) + 1)
            back = range(stop, end)
        structures = accepted_structures(lines, _within(found.structures, start, stop), articles)
        openers |= articles | structures
        bounds = sorted(at for at in openers if start <= at < stop)
        for at, following in itertools.pairwise([*bounds, stop]):
            if at in articles:
                openers |= inner_openers(lines, at, following, excluded)
    return openers, back


def _within(found: Mapping[int, Marker], start: int, end: int) -> dict[int, Marker]:
    return {at: marker for at, marker in found.items() if start <= at < end}


def _nest(
    lines: Sequence[Line], openers: Mapping[int, Marker], first: int, back: range
) -> list[_Node]:
    """The openers as a tree, each with the lines up to the next."""
    top: list[_Node] = []
    stack: list[_Node] = []
    positions = sorted(openers)
    for at, following in itertools.pairwise([*positions, len(lines)]):
        end = back.start if at < back.start < following else following
        node = _node(lines, openers[at], at, end, openers.get(following))
        while stack and stack[-1].rank >= node.rank:
            stack.pop()
        (stack[-1].children if stack else top).append(node)
        stack.append(node)
        for holder in stack:
            holder.last = node.last
    return top


def _node(lines: Sequence[Line], marker: Marker, at: int, end: int, after: Marker | None) -> _Node:
    node = _Node(marker, _rank(marker), at, end - 1)
    rest, following = marker.rest(lines[at]), lines[at + 1 : end]
    taken = 0
    if marker.kind == "article":
        clause_next = after is not None and after.kind == "clause"
        node.heading, taken = article_heading(rest, following, clause_next)
    elif marker.kind == "annex":
        node.heading, taken = annex_heading(rest, following)
    elif marker.kind not in ("clause", "point", "heading"):
        node.heading, taken = lines_heading(rest, following), len(following)
    own = [line.text for line in following[taken:]]
    if rest and not node.heading:
        own.insert(0, rest)
    node.text = "\n".join(own)
    return node


def _rank(marker: Marker) -> int:
    if marker.kind == "point" and "." not in marker.number:
        return _RANKS["point"] + 1
    return _RANKS[marker.kind]


def _provision(node: _Node, lines: Sequence[Line], anchors: Anchors, place: Place) -> Provision:
    marker = node.marker
    anchor = anchors.of(marker, node.heading, place)
    opening = lines[node.first]
    inside = place.inside(marker.kind, anchor)
    return Provision(
        kind=marker.kind,
        number=marker.number,
        heading=node.heading,
        text=node.text,
        anchor=anchor,
        label=label_of(marker, node.heading),
        start=opening.start,
        end=lines[node.last].end,
        children=tuple(_provision(child, lines, anchors, inside) for child in node.children),
        marker=opening.text[: marker.length].rstrip(),
    )


def _stretches(
    text: str, classified: Sequence[tuple[Line, StretchKind]], *, joined: bool = True
) -> tuple[Stretch, ...]:
    """The classified lines as stretches, neighbours of one kind as one where `joined`."""
    spans: list[tuple[StretchKind, int, int]] = []
    for line, kind in classified:
        if joined and spans and spans[-1][0] == kind:
            spans[-1] = (kind, spans[-1][1], line.end)
        else:
            spans.append((kind, line.start, line.end))
    return tuple(Stretch(kind, start, end, text[start:end]) for kind, start, end in spans)

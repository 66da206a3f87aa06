"""From the tree back to a plain text, in one form whatever form the source had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .tree import ParsedText, Provision, walk

_NOTE = re.compile(r"\((?:ban hành )?kèm theo [^()]{0,400}\)", re.IGNORECASE)


def render(parsed: ParsedText) -> str:
    """The text without its furniture; parsing it gives the same provisions again."""
    pieces = [(stretch.start, stretch.text) for stretch in (*parsed.front, *parsed.back)]
    for _, provision in walk(parsed.provisions):
        pieces.extend((provision.start, line) for line in _lines(provision))
    pieces.sort(key=lambda piece: piece[0])
    return "\n".join(text for _, text in pieces) + "\n"


def render_provisions(provisions: Sequence[Provision]) -> Iterator[str]:
    """The provisions' title lines and texts, in reading order."""
    for _, provision in walk(provisions):
        yield from _lines(provision)


def _lines(provision: Provision) -> Iterator[str]:
    if provision.kind in ("clause", "point"):
        yield f"{_short(provision)} {provision.text}".rstrip()
    elif provision.kind == "article":
        first, _, rest = provision.text.partition("\n")
        if provision.heading:
            first, rest = provision.heading, provision.text
        yield f"{provision.label}. {first}".rstrip()
        if rest:
            yield rest
    else:
        yield from _titled(provision)


def _short(provision: Provision) -> str:
    if provision.kind == "clause" or "." in provision.number:
        return f"{provision.number}."
    return f"{provision.number})"


def _titled(provision: Provision) -> Iterator[str]:
    if provision.marker:
        yield provision.label
    if provision.heading:
        broken = _NOTE.sub(lambda note: f"\n{note.group()}\n", provision.heading)
        yield "\n".join(line.strip() for line in broken.strip().split("\n"))
    if provision.text:
        yield provision.text

"""From the tree back to a plain text, in one form whatever form the source had."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .tree import ParsedText, Provision, walk

_NOTE = re.compile(r"\((?:ban hành )?kèm theo [^()]{0,400}\)", re.IGNORECASE)


def render(parsed: ParsedText) -> str:
    """The text without its furniture; parsing it gives the same provisions again."""
    pieces = [(stretch.start, stretch.text) for stretch in (*parsed.front, *parsed.back)]
    for _, provision in walk(parsed.provisions):
        pieces.extend((provision.start, line) for line in _lines(provision))
    pieces.sort(key=lambda piece: piece[0])
    return "\n".join(text for _, text in pieces) + "\n"


def _lines(provision: Provision) -> Iterator[str]:
    if provision.kind in ("clause", "point"):
        yield f"{_short(provision)} {provision.text}".rstrip()
    elif provision.kind in ("article", "heading"):
        yield from _on_one_line(provision)
    else:
        yield from _on_two_lines(provision)


def _short(provision: Provision) -> str:
    if provision.kind == "clause" or "." in provision.number:
        return f"{provision.number}."
    return f"{provision.number})"


def _on_one_line(provision: Provision) -> Iterator[str]:
    """`Điều 5. Nguyên tắc`, or `Điều 5. Luật này có hiệu lực …` where there is no heading."""
    blank = provision.kind == "heading"
    title = _title(provision)
    text = provision.text
    if title and text and not provision.heading:
        first, _, text = text.partition("\n")
        title = f"{title} {first}"
    if title:
        yield f"\n{title}\n" if blank else title
    if text:
        yield text


def _title(provision: Provision) -> str:
    number = provision.marker if provision.marker.startswith("#") else provision.label
    if number and not number.startswith("#"):
        number = f"{number}."
    return f"{number} {provision.heading}".strip()


def _on_two_lines(provision: Provision) -> Iterator[str]:
    """`Chương II` and its heading below; the note of an annex on a line of its own."""
    if provision.marker:
        yield provision.label
    if provision.heading:
        broken = _NOTE.sub(lambda note: f"\n{note.group()}\n", provision.heading)
        yield "\n".join(line.strip() for line in broken.strip().split("\n"))
    if provision.text:
        yield provision.text

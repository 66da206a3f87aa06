"""Where the provisions of a text begin, before they are put together as a tree."""

from __future__ import annotations

from dataclasses import dataclass

from .markers import Marker


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a provision on line `first`.

    Its title takes `lines` lines; its text begins on the next, or already behind the
    marker with `text`. What follows with a greater `rank` is inside it.
    """

    first: int
    marker: Marker
    rank: int
    heading: str = ""
    lines: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The openings of a text in order, and the range of its signature and recipients.

    `paragraphs` tells whether an empty line means anything: in a law every line is a
    paragraph, in a guide an empty line parts them.
    """

    openings: tuple[Opening, ...]
    back: range
    paragraphs: bool = False

"""Lines that were broken at a margin, as PDFs and typed files have them, told from paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .lines import Line, lines_of

# Fewer broken lines, or a smaller share of all, may be chance: verses, a list, a form.
_FEWEST = 3
_SHARE = 0.2
# A line is longer in a text that was not set to a margin at all.
_WIDEST = 200
_NARROWEST = 30
# How much of the line may be empty where the next word would still have fitted: letters
# have different widths.
_SLACK = 0.15
_ITEM = re.compile(r"[-–•+*]\s|\(?\w{1,3}[.)]\s")


@dataclass(frozen=True, slots=True)
class Margin:
    """Where the lines of a text end: `width` characters, 0 when they are paragraphs."""

    width: int = 0

    def joins(self, line: Line, following: Line) -> bool:
        """Whether `following` goes on with the paragraph of `line`."""
        if not self.width or _ITEM.match(following.text):
            return False
        goes_on = following.text[0].islower()
        # An empty line may be where a page ended, in the middle of a sentence.
        if (following.after_blank or line.is_finished) and not goes_on:
            return False
        first_word = following.text.split(maxsplit=1)[0]
        return len(line.text) + 1 + len(first_word) > self.width * (1 - _SLACK)


def margin_of(lines: Sequence[Line]) -> Margin:
    """The margin at which a text was broken, by its lines that end in mid-sentence."""
    broken = sorted(len(one.text) for one, two in pairwise(lines) if _is_broken(one, two))
    if len(broken) < max(_FEWEST, _SHARE * len(lines)):
        return Margin()
    width = broken[int(0.9 * (len(broken) - 1))]
    longer = sum(len(one.text) > width * (1 + _SLACK) for one in lines)
    if not _NARROWEST <= width <= _WIDEST or longer > 0.05 * len(lines):
        return Margin()
    return Margin(width)


def margin_in(text: str) -> Margin:
    """The margin of a prepared text."""
    return margin_of(lines_of(text))


def _is_broken(line: Line, following: Line) -> bool:
    return (
        not line.is_finished and not following.after_blank and following.text[0].islower()
    ) and not _ITEM.match(following.text)


def rejoined(text: str, margin: Margin) -> str:
    """`text` with a space for each line end at the margin. Nothing but space changes."""
    lines = lines_of(text)
    pieces = [line.text for line in lines[:1]]
    for line, following in pairwise(lines):
        pieces += [" " if margin.joins(line, following) else "\n", following.text]
    return "".join(pieces)

"""Where a provision's heading ends and its text begins."""

from __future__ import annotations

from collections.abc import Sequence

from .lines import Line
from .markers import is_cut_short

_LONGEST = 400
_CONTINUATION_LINES = 3


def article_heading(rest: str, following: Sequence[Line], clause_next: bool) -> tuple[str, int]:
    """The heading of an article and how many of the lines after its first it takes.

    `rest` is what stands after `Điều 12.`, `following` the lines up to the next opener.
    The heading is empty when the article's text begins at once: a sentence ends with a
    point or leads to a list with a colon, which headings do not.
    """
    taken = 0
    heading = rest
    if not rest:
        if not following or len(following[0].text) > _LONGEST or following[0].is_finished:
            return "", 0
        heading, taken = following[0].text, 1
    while taken < len(following) and _continues(heading, following[taken]):
        taken += 1
        heading = f"{heading} {following[taken - 1].text}"
        if taken > _CONTINUATION_LINES:
            return "", 0
    only_line = taken == len(following)
    ends_like_one = heading[-1] not in ".;:," or (
        heading[-1] == "." and clause_next and only_line and len(heading) <= 150
    )
    if len(heading) > _LONGEST or not ends_like_one:
        return "", 0
    return heading, taken


def _continues(heading: str, line: Line) -> bool:
    """Whether the heading was broken in two at the margin."""
    if heading[-1] in ".;:!?":
        return False
    if line.text[0].islower():
        return True
    return is_cut_short(heading)


def lines_heading(rest: str, following: Sequence[Line]) -> str:
    """A chapter's heading: all that stands before what it contains."""
    return " ".join(part for part in (rest, *(line.text for line in following)) if part)


def annex_heading(rest: str, following: Sequence[Line]) -> tuple[str, int]:
    """An annex's title in capitals and the note in brackets below it."""
    taken = 0
    for line in following[:6]:
        if not (
            line.in_capitals
            or line.text[0] == "("
            or (
                taken
                and following[taken - 1].text[0] == "("
                and not following[taken - 1].text.endswith(")")
            )
        ):
            break
        taken += 1
    return lines_heading(rest, following[:taken]), taken

"""The headings of texts that have no articles: guides, handbooks of questions, plans, lessons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cms.legaltext.numerals import roman

from .front import MOTTO
from .lines import Line
from .markers import Marker, annex_marker, structure_marker

_LONGEST_TITLE = 200
_LONGEST_NUMBERED_TITLE = 120
_CAPITAL_LINES = 4
_QUESTION_LINES = 5
_FEWEST_LETTERS = 8
_MARKDOWN = re.compile(r"(#{1,6})\s")
_COUNTED = re.compile(
    r"(cau hoi|cau|tinh huong|bai|chuyen de|vu viec|chu de|hoi dap|module|vi du|buoc)"
    r"\s{1,3}(?:so\s{1,3}|thu\s{1,3})?(\d{1,4}[a-z]?|[ivxlc]{1,6})\s{0,2}(?:[.:)]+|[-–](?=\s)|$)"
)
_QUESTION = re.compile(r"(hoi|cau hoi)\s{0,2}[:.]\s{0,3}(?=\S)")
_ROMAN = re.compile(
    r"([ivxlc]{1,7})\s{0,2}[.)/]\s{1,4}(?=\S)|([ivxlc]{1,7})\s{0,2}[-–]\s{1,4}(?=\S)"
)
_LETTER = re.compile(r"([a-h])\s{0,2}[.)/]\s{1,4}(?=\S)")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\s{0,2}[.)/]?\s{1,4}(?=\S)")
_ANSWER = re.compile(r"(?:tra loi|dap|giai dap)\b")
_LESSONS = frozenset({"bai", "chuyen de", "chu de", "module"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the lines it takes, from `first` on, and its style.

    Headings of one style are of one level; `depth` tells the levels of a style that has
    several (`##`, `1.2.`).
    """

    first: int
    lines: int
    marker: Marker
    style: str
    depth: int = 0
    text: str = ""


def questions(lines: Sequence[Line]) -> int:
    """How many lines ask a question that is numbered or marked as one."""
    return sum(
        1
        for line in lines
        if ((found := _COUNTED.match(line.folded)) and found[1].startswith("cau"))
        or _QUESTION.match(line.folded)
    )


def headings(lines: Sequence[Line], excluded: frozenset[int]) -> list[Heading]:
    """The headings of `lines` in order."""
    found: list[Heading] = []
    position = 0
    while position < len(lines):
        heading = None if position in excluded else _heading(lines, position)
        if heading is not None:
            found.append(heading)
            position += heading.lines
        else:
            position += 1
    return found


def _heading(lines: Sequence[Line], at: int) -> Heading | None:
    line = lines[at]
    before = lines[at - 1] if at else None
    if match := _MARKDOWN.match(line.text):
        rest = line.text[match.end() :].strip(" #")
        return Heading(at, 1, Marker("heading", "", match.end()), "markdown", len(match[1]), rest)
    if not line.text[0].isupper() and not line.text[0].isdigit():
        return None
    if marker := annex_marker(line, before):
        return _with_capitals(lines, at, marker, "annex") if _is_title(line, marker) else None
    if marker := structure_marker(line, before):
        return _with_capitals(lines, at, marker, marker.kind) if _is_title(line, marker) else None
    return (
        _counted(lines, at)
        or _roman_or_letter(lines, at)
        or _numbered(lines, at)
        or _capitals(lines, at)
    )


def _is_title(line: Line, marker: Marker) -> bool:
    rest = marker.rest(line)
    return len(rest) <= _LONGEST_TITLE and not rest.endswith((".", ";", ","))


def _with_capitals(lines: Sequence[Line], at: int, marker: Marker, style: str) -> Heading:
    """A heading and the lines in capitals below it."""
    taken = 1
    while (
        taken <= _CAPITAL_LINES
        and at + taken < len(lines)
        and _is_capitals(lines[at + taken], fewest=2)
        and not _MARKS_ANOTHER.match(lines[at + taken].folded)
    ):
        taken += 1
    parts = [marker.rest(lines[at]), *(line.text for line in lines[at + 1 : at + taken])]
    return Heading(at, taken, marker, style, text=" ".join(part for part in parts if part))


_MARKS_ANOTHER = re.compile(
    r"(?:phan|chuong|muc|tieu muc|phu luc|bai|cau|chuyen de|tinh huong)"
    r"\s{1,3}[\divxlc]|[ivxlc]{1,7}\s?[.)]|\d"
)


def _counted(lines: Sequence[Line], at: int) -> Heading | None:
    """`Câu hỏi 1: …?`, `Bài 2. …`, `Tình huống 3`, and `Hỏi: …?` without a number."""
    line = lines[at]
    if match := _COUNTED.match(line.folded):
        word = line.text[: match.end(1)].capitalize()
        marker = Marker("heading", line.text[match.start(2) : match.end(2)], match.end(), word)
        style = "lesson" if match[1] in _LESSONS else match[1]
    elif match := _QUESTION.match(line.folded):
        marker = Marker("heading", "", match.end(), line.text[: match.end(1)].capitalize())
        style = "question"
    else:
        return None
    text, taken = _asked(lines, at, marker.rest(line))
    if len(text) > 3 * _LONGEST_TITLE:
        return None
    return Heading(at, taken, marker, style, text=text)


def _asked(lines: Sequence[Line], at: int, rest: str) -> tuple[str, int]:
    """A question up to its question mark; where there is none, the rest of its first line."""
    text, taken = rest, 1
    while taken < _QUESTION_LINES and at + taken < len(lines) and not text.endswith("?"):
        following = lines[at + taken]
        if (
            following.after_blank
            or _ANSWER.match(following.folded)
            or _COUNTED.match(following.folded)
        ):
            break
        text, taken = f"{text} {following.text}".strip(), taken + 1
    if text.endswith("?"):
        return text, taken
    return (rest, 1) if rest else _next_line(lines, at)


def _next_line(lines: Sequence[Line], at: int) -> tuple[str, int]:
    if at + 1 < len(lines):
        following = lines[at + 1]
        if (
            len(following.text) <= _LONGEST_TITLE
            and following.text[-1] not in ".;,:"
            and not _ANSWER.match(following.folded)
        ):
            return following.text, 2
    return "", 1


def _roman_or_letter(lines: Sequence[Line], at: int) -> Heading | None:
    line = lines[at]
    if not line.text[0].isupper():
        return None
    match, style = _ROMAN.match(line.folded), "roman"
    number = (match[1] or match[2]) if match else ""
    if match is None or roman(number) is None or not line.text[: len(number)].isupper():
        match, style = _LETTER.match(line.folded), "letter"
        number = match[1] if match else ""
    if match is None or len(line.text) > _LONGEST_TITLE or line.text[-1] in ".;,":
        return None
    marker = Marker("heading", number.upper(), match.end())
    if marker.rest(line).isupper():
        return _with_capitals(lines, at, marker, style)
    return Heading(at, 1, marker, style, text=marker.rest(line))


def _numbered(lines: Sequence[Line], at: int) -> Heading | None:
    """`1.2. Kỹ năng lắng nghe`: short, no sentence, and with something below it."""
    line = lines[at]
    match = _NUMBERED.match(line.folded)
    if match is None or len(line.text) > _LONGEST_NUMBERED_TITLE or line.text[-1] in ".;,:":
        return None
    rest = line.text[match.end() :].strip()
    following = lines[at + 1] if at + 1 < len(lines) else None
    if not rest[0].isupper() or following is None:
        return None
    number = match[1]
    depth = number.count(".")
    below = _NUMBERED.match(following.folded)
    if below and below[1].count(".") <= depth:
        return None
    return Heading(at, 1, Marker("heading", number, match.end()), "numbered", depth, rest)


def _capitals(lines: Sequence[Line], at: int) -> Heading | None:
    if not _is_capitals(lines[at], fewest=_FEWEST_LETTERS if at else 2):
        return None
    taken = 1
    while (
        taken < _CAPITAL_LINES
        and at + taken < len(lines)
        and _is_capitals(lines[at + taken], fewest=2)
        and not lines[at + taken].after_blank
        and not _MARKS_ANOTHER.match(lines[at + taken].folded)
    ):
        taken += 1
    text = " ".join(line.text for line in lines[at : at + taken])
    return Heading(at, taken, Marker("heading", "", 0), "capitals", text=text)


def _is_capitals(line: Line, fewest: int) -> bool:
    return (
        line.in_capitals
        and len(line.text) <= _LONGEST_TITLE
        and (" " in line.text or fewest < _FEWEST_LETTERS)
        and sum(letter.isalpha() for letter in line.text) >= fewest
        and line.text[-1] not in ".;,"
        and "   " not in line.text
        and MOTTO.search(line.folded) is None
    )

"""What a text says of itself: number, date, issuing body, type, title, signer.

Proposals for an editor, read from the national heading and the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from cms.legaltext.bodies import body_names
from cms.legaltext.folding import fold

from .front import DASHES, DOCUMENT_TYPES, MOTTO, NUMBER_LINE, PLACE_AND_DATE
from .lines import Line
from .tree import Metadata, StretchKind

_CELLS = re.compile(r"\s{3,}|\t|\s\|\s")
_NUMBER = re.compile(
    r"(?:\d{1,5}[a-z]?(?:\s?/\s?\d{4})?\s?/\s?|\d{1,4}-)[^\W\d_][^\W_]*(?:\s?[-–]\s?[^\W_]+){0,5}"
)
_DATE = re.compile(r"ngay\s{1,3}(\d{1,2})\s{1,3}thang\s{1,3}(\d{1,2})\s{1,3}nam\s{1,3}(\d{4})")
_SHORT_DATE = re.compile(r"ngay\s{1,3}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_IN_FORCE = re.compile(r"co hieu luc (?:thi hanh )?(?:ke )?tu ")
_NAME = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){1,5}")
_NOT_A_NAME = re.compile(
    r"da ky|ky thay|noi nhan|luu|\b(?:bo|chu tich|truong|pho|tm|kt|tl|uy ban|quoc hoi)\b"
)
_TYPE_OF_NUMBER = {
    "nd-cp": "Nghị định", "qd": "Quyết định", "tt": "Thông tư", "ttlt": "Thông tư liên tịch",
    "ct": "Chỉ thị", "nq": "Nghị quyết", "kh": "Kế hoạch", "vbhn": "Văn bản hợp nhất",
}  # fmt: skip


def metadata_of(
    front: Sequence[tuple[Line, StretchKind]],
    back: Sequence[tuple[Line, StretchKind]],
    body: Sequence[Line],
) -> Metadata:
    """The metadata that the classified lines around the provisions tell."""
    heading = [line for line, kind in front if kind == "national_heading"]
    title_lines = [line for line, kind in front if kind == "title"]
    number = _number(heading)
    type_name, title = _type_and_title(title_lines, number)
    return Metadata(
        number=number,
        issued_on=_issued_on(heading) or _adopted_on(back),
        issuing_body=_issuing_body(heading, number),
        type=type_name,
        title=title,
        signer=_signer(back),
        effective_from=_effective_from(body),
    )


def _cells(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The columns of a heading's lines, each as written and folded."""
    for line in lines:
        start = 0
        for gap in [*_CELLS.finditer(line.text), None]:
            end = gap.start() if gap else len(line.text)
            text, folded = line.text[start:end].strip(), line.folded[start:end].strip()
            if text:
                yield text, folded
            start = gap.end() if gap else end


def _number(heading: Sequence[Line]) -> str:
    for text, folded in _cells(heading):
        if NUMBER_LINE.match(folded) and (match := _NUMBER.search(text)):
            return "".join(match.group().split()).replace("–", "-")
    return ""


def _read_date(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _issued_on(heading: Sequence[Line]) -> date | None:
    for _, folded in _cells(heading):
        if PLACE_AND_DATE.search(folded):
            return _read_date(_DATE.search(folded))
    return None


def _adopted_on(back: Sequence[tuple[Line, StretchKind]]) -> date | None:
    """A law has no date at its head: *được Quốc hội … thông qua ngày 20 tháng 6 năm 2013*."""
    for line, _ in back:
        if "thong qua" in line.folded and (found := _read_date(_DATE.search(line.folded))):
            return found
    return None


def _issuing_body(heading: Sequence[Line], number: str) -> str:
    words: list[str] = []
    for text, folded in _cells(heading):
        if NUMBER_LINE.match(folded) or PLACE_AND_DATE.search(folded):
            break
        if not MOTTO.search(folded) and not DASHES.fullmatch(text) and text.isupper():
            words.append(text)
    return "; ".join(body_names(" ".join(words)))


def _type_and_title(lines: Sequence[Line], number: str) -> tuple[str, str]:
    type_name = ""
    title: list[str] = []
    for line in lines:
        if DASHES.fullmatch(line.text):
            continue
        if not type_name and not title:
            type_name, rest = _leading_type(line)
            if rest:
                title.append(rest)
            continue
        title.append(line.text)
    return type_name or _type_of(number), " ".join(title)


def _leading_type(line: Line) -> tuple[str, str]:
    """`LUẬT HÒA GIẢI` → (Luật, HÒA GIẢI); a line that names no type is all title."""
    for folded, name in DOCUMENT_TYPES.items():
        if line.folded == folded:
            return name, ""
        if line.in_capitals and line.folded.startswith(f"{folded} "):
            return name, line.text[len(folded) :].strip(" :")
    return "", line.text


def _type_of(number: str) -> str:
    parts = fold(number).split("/")[-1]
    if parts.startswith("qh"):
        return "Luật"
    for key, name in _TYPE_OF_NUMBER.items():
        if parts == key or parts.startswith(f"{key}-"):
            return name
    return ""


def _signer(back: Sequence[tuple[Line, StretchKind]]) -> str:
    """The last line of the signature that reads as a person's name."""
    signer = ""
    for text, folded in _cells([line for line, _ in back]):
        if _NAME.fullmatch(text) and not _NOT_A_NAME.search(folded) and text == _titled(text):
            signer = text
    return signer


def _titled(text: str) -> str:
    return text if text.istitle() else ""


def _effective_from(body: Sequence[Line]) -> date | None:
    """*có hiệu lực thi hành từ ngày 01 tháng 01 năm 2014*: the last place that says so."""
    for line in reversed(body):
        if (match := _IN_FORCE.search(line.folded)) is None:
            continue
        tail = line.folded[match.end() : match.end() + 40]
        if found := _read_date(_DATE.match(tail) or _SHORT_DATE.match(tail)):
            return found
    return None

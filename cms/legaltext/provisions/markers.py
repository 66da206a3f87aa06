"""The words and numbers with which lines of a legal text announce a provision."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cms.legaltext.folding import fold

from .lines import Line
from .tree import ProvisionKind


@dataclass(frozen=True, slots=True)
class Marker:
    """How a line announces a provision: `Điều 12.` of `Điều 12. Quyền của hòa giải viên`.

    `length` is that of the announcement; `word` its first words for those kinds that have
    several (`Phụ lục`, `Mẫu số`).
    """

    kind: ProvisionKind
    number: str
    length: int
    word: str = ""
    doubtful: bool = False

    def rest(self, line: Line) -> str:
        """What the line says after the announcement."""
        return line.text[self.length :].strip()


_ROMAN = r"[ivxlc]{1,8}"
_ORDINAL = (
    r"thu\s{1,3}[a-z]{2,5}(?:\s{1,3}(?:muoi|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|nhat)){0,2}"
)
# The number, then a point or colon, or a dash, or the end; or else a word that may be a title.
_AFTER = r"\s{0,3}(?:[.:]+|[-–—](?=\s|$)|$|(?=\s))"
_ARTICLE = re.compile(rf"dieu\s{{0,4}}(\d{{1,4}}(?:[a-z]{{1,2}}\d?)?)(?!\w){_AFTER}")
_STRUCTURE: tuple[tuple[ProvisionKind, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"phan\s{{1,3}}({_ORDINAL}|{_ROMAN}|\d{{1,2}})(?!\w){_AFTER}")),
    ("chapter", re.compile(rf"chuong\s{{1,3}}({_ORDINAL}|{_ROMAN}|\d{{1,3}})(?!\w){_AFTER}")),
    (
        "subsection",
        re.compile(rf"tieu muc\s{{1,3}}(\d{{1,2}}(?:\.\d{{1,2}})?|{_ROMAN})(?!\w){_AFTER}"),
    ),
    ("section", re.compile(rf"muc\s{{1,3}}(\d{{1,3}}|{_ROMAN}|[a-h])(?!\w){_AFTER}")),
)
_ANNEX = re.compile(
    rf"(phu luc|phu bieu|bieu mau|mau bieu|mau)(?:\s{{1,3}}(?:so\s{{0,3}})?"
    rf"({_ROMAN}|\d{{1,3}}[a-z]{{0,2}}|[a-h])(?!\w)|\s{{0,3}}(?=$|[.:]))(?:/[^\s]{{1,30}})?{_AFTER}"
)
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|rar|zip|odt)$")
_CLAUSE = re.compile(
    r"(?:khoan\s{1,3})?(\d{1,3}[a-z]{0,2})(?:\s{0,2}[.)/](?=\s|$)|\s{0,2}[-–](?=\s))"
)
_TIGHT_CLAUSE = re.compile(r"(\d{1,3})\.(?=[^\W\d_])")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,2}){1,2})\.?(?=\s)")
_POINT = re.compile(r"([a-z]{1,2}\d{0,2})\s{0,2}(?:[)/]|\.(?=\s))(?=\s{0,3}\S)")

# What a title never begins with, though a sentence that goes on with a reference does.
_REFERENCE = re.compile(
    r"(?:luat|bo luat|nghi dinh|thong tu|phap lenh|quyet dinh|hien phap|nghi quyet|quy che|"
    r"dieu le|cua|va|hoac|nay|chuong|muc|phan|khoan|dieu)\b"
)
# Words after which a sentence goes on: a number at the next line's start is a reference.
_GOES_ON = re.compile(
    r"(?:[,(/]|\b(?:tai|theo|va|cua|cac|hoac|tu|den|trong|voi|neu|o|la|thuoc|so|nhu|cho|ve|"
    r"quy dinh|khoan \d{1,3}[a-z]?|diem [a-z]|dieu|khoan|diem))$"
)

_CUT_SHORT = re.compile(r"(?:,|\b(?:va|cua|cac|hoac|voi|cho|ve|tai|theo|trong))$")


def goes_on(line: Line | None) -> bool:
    """Whether the sentence in `line` cannot end there."""
    return line is not None and _GOES_ON.search(line.folded[-40:]) is not None


def is_cut_short(heading: str) -> bool:
    """Whether a heading cannot end there: *Trách nhiệm của*, and the next line says whose."""
    return _CUT_SHORT.search(fold(heading[-20:])) is not None


def article_marker(line: Line, before: Line | None) -> Marker | None:
    """`Điều 12.` at the start of `line`; None for a reference that only happens to stand there.

    Where the sentence before cannot have ended, the marker is `doubtful`.
    """
    match = _ARTICLE.match(line.folded)
    if match is None or line.text[0] not in "ĐDÐƉ" or not _is_title_like(line, match.end()):
        return None
    doubtful = not _begins_anew(line, before)
    return Marker("article", _as_written(line, match), match.end(), doubtful=doubtful)


def structure_marker(line: Line, before: Line | None) -> Marker | None:
    """`Phần thứ nhất`, `Chương II`, `Mục 1`, `Tiểu mục 2`."""
    if line.text[0] not in "PCMT":
        return None
    for kind, pattern in _STRUCTURE:
        match = pattern.match(line.folded)
        if match and _is_announced(line, match.end(), before):
            return Marker(kind, _as_written(line, match), match.end())
    return None


def annex_marker(line: Line, before: Line | None) -> Marker | None:
    """`PHỤ LỤC I`, `Mẫu số 02`."""
    if line.text[0] not in "PMB" or len(line.text) > 200:
        return None
    match = _ANNEX.match(line.folded)
    if match is None or (match[1] == "mau" and not match[2]) or _FILE.search(line.folded):
        return None
    if not _is_announced(line, match.end(), before):
        return None
    return Marker("annex", _as_written(line, match, 2), match.end(), match[1])


def clause_marker(line: Line) -> Marker | None:
    """`1.` or `2a.`, `3)`, `Khoản 4.`"""
    match = _CLAUSE.match(line.folded)
    if match is None and (match := _TIGHT_CLAUSE.match(line.folded)):
        match = match if line.text[match.end()].isupper() else None
    return Marker("clause", _as_written(line, match), match.end()) if match else None


def dotted_marker(line: Line) -> Marker | None:
    """`1.2.` below clause 1."""
    match = _DOTTED.match(line.folded)
    return Marker("point", match[1], match.end()) if match else None


def point_marker(line: Line) -> Marker | None:
    """`a)` or `đ)`, `b.`, `c/`."""
    match = _POINT.match(line.folded)
    if match is None or not line.text[0].islower():
        return None
    return Marker("point", _as_written(line, match), match.end())


def _is_announced(line: Line, end: int, before: Line | None) -> bool:
    return _is_title_like(line, end) and _begins_anew(line, before)


def _begins_anew(line: Line, before: Line | None) -> bool:
    """Capitals are titles: `HÒA GIẢI Ở CƠ SỞ` ends, though folded it ends as `tại số` does."""
    titled = line.in_capitals or (before is not None and before.in_capitals)
    return line.after_blank or titled or not goes_on(before)


def _is_title_like(line: Line, end: int) -> bool:
    """Whether what follows the number may be a title, or nothing does."""
    rest = line.text[end:].strip()
    bare = not line.folded[:end].rstrip().endswith((".", ":", "-", "–", "—"))
    refers = _REFERENCE.match(fold(rest[:20])) is not None
    if bare and rest and not rest.isupper() and (refers or not rest[0].isupper()):
        return False
    return not (rest and rest[0].islower() and refers)


def _as_written(line: Line, match: re.Match[str], group: int = 1) -> str:
    """The number with its own letters: folding has made a d of đ."""
    if match[group] is None:
        return ""
    return " ".join(line.text[match.start(group) : match.end(group)].split())

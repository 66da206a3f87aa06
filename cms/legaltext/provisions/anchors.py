"""One anchor for every provision, readable and lasting: `dieu-12-khoan-2-diem-a`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cms.legaltext.folding import fold, slug
from cms.legaltext.numerals import ordinal, roman

from .markers import Marker

_LABELS = {
    "part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục",
    "article": "Điều", "clause": "Khoản", "point": "Điểm",
}  # fmt: skip
_ANNEXES = {
    "phu luc": "Phụ lục", "phu bieu": "Phụ biểu", "bieu mau": "Biểu mẫu", "mau bieu": "Mẫu biểu",
    "mau": "Mẫu số",
}  # fmt: skip
_BEGINNING = "mo-dau"
_ATTACHED = "Văn bản kèm theo"
_COUNTED_IN_ROMAN = frozenset({"part", "chapter", "section", "subsection", "annex"})
# Their numbers begin anew in what contains them.
_NESTED = frozenset({"clause", "point", "section", "subsection"})
_DIGITS = re.compile(r"0*(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a provision stands: in which other, and in which annex, by their anchors."""

    parent: str = ""
    scope: str = ""

    def inside(self, kind: str, anchor: str) -> Place:
        """The place of what the provision `anchor` of that kind contains."""
        return Place(anchor, anchor) if kind == "annex" else replace(self, parent=anchor)


class Anchors:
    """Hands out anchors, never the same twice: a second `dieu-12` becomes `dieu-12_2`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._repeats: dict[str, int] = {}

    def of(self, marker: Marker, heading: str, place: Place) -> str:
        """The anchor of the provision that `marker` announces at `place`."""
        own = _own(marker, heading)
        if marker.kind in _NESTED and place.parent:
            return self.take(f"{place.parent}-{own}")
        wanted = f"{place.scope}-{own}" if place.scope else own
        if marker.kind == "chapter" and wanted in self._taken and place.parent:
            wanted = f"{place.parent}-{own}"
        return self.take(wanted)

    def take(self, anchor: str) -> str:
        """`anchor`, or the first of its like that is not taken."""
        wanted = anchor
        while wanted in self._taken:
            self._repeats[anchor] = self._repeats.get(anchor, 1) + 1
            wanted = f"{anchor}_{self._repeats[anchor]}"
        self._taken.add(wanted)
        return wanted


def _own(marker: Marker, heading: str) -> str:
    if marker.kind == "heading" and not marker.word:
        return slug(heading) or _BEGINNING
    if marker.kind in ("annex", "heading"):
        word = slug(label_of(replace(marker, number=""), heading))
    else:
        word = slug(_LABELS[marker.kind])
    number = number_in_anchor(marker.kind, marker.number)
    if marker.kind == "heading" and not number:
        return slug(heading) or word
    return f"{word}-{number}" if number else word


def number_in_anchor(kind: str, number: str) -> str:
    """`II` → `2` for a chapter, `đ` → `dd` for a point, so that no two letters are one."""
    folded = fold(number)
    if kind in _COUNTED_IN_ROMAN and folded not in ("c", "d"):
        value = roman(folded) or ordinal(folded)
        if value is not None:
            return str(value)
    spelled = _DIGITS.sub(lambda match: match[1], number.lower().replace("đ", "dd"))
    return slug(spelled)


def label_of(marker: Marker, heading: str) -> str:
    """What a provision is called: `Điều 12`, `Khoản 2`, `Điểm a`, `Chương II`, `Phụ lục I`."""
    if marker.kind == "heading":
        word = marker.word
    elif marker.kind != "annex":
        word = _LABELS[marker.kind]
    elif marker.word:
        word = _ANNEXES[marker.word]
    else:
        word = attached_name(heading)
    return f"{word} {marker.number}".strip()


_TITLES = re.compile(
    r"(?:quy che|quy dinh|dieu le|chuong trinh|ke hoach|de an|quy trinh|huong dan|noi quy|danh muc|"
    r"quy chuan|bieu mau|chien luoc|nghi quyet|bang)\b"
)


def attached_name(heading: str) -> str:
    """`Quy chế` of QUY CHẾ LÀM VIỆC: what a regulation issued with a decision is called."""
    match = _TITLES.match(fold(heading))
    return heading[: match.end()].capitalize() if match else _ATTACHED


def names_attached(folded: str) -> bool:
    """Whether a line in capitals may be the title of something issued with a decision."""
    return _TITLES.match(folded) is not None

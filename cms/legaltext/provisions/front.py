"""What stands before the first provision: the national heading, the title, the grounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line
from .tree import StretchKind

# How far below the top a national heading may reach.
_HEADING_LINES = 15
MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\s?[-–—.]\s?tu do\s?[-–—.]\s?hanh phuc"
)
NUMBER_LINE = re.compile(
    r"(?:(?:bo )?luat |phap lenh |nghi quyet |lenh )?so\s?:?\s{0,3}(?:\d{0,5}[a-z]?\s?/|\d{1,4}-)"
)
_NUMBER_ALONE = re.compile(r"so\s?:?\s{0,3}\d{1,5}[a-z]?\s?/\s?[\w/–-]{2,30}")
PLACE_AND_DATE = re.compile(
    r"ngay\s{1,3}[\d.…]{1,6}\s{1,3}thang\s{1,3}[\d.…]{1,6}\s{1,3}nam\s{1,3}[\d.…]{2,8}"
)
# Alone on its line, as the heading ends.
_PLACE_AND_DATE_ALONE = re.compile(rf"[a-z][a-z .]{{1,40}},\s{{0,3}}{PLACE_AND_DATE.pattern}")
# So many lines between motto and date may be such as a scanner reads them.
_SPOILED_LINES = 2
DASHES = re.compile(r"[-–—_*=\s]{2,}")
DOCUMENT_TYPES = {
    "hien phap": "Hiến pháp", "bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh",
    "lenh": "Lệnh", "nghi quyet lien tich": "Nghị quyết liên tịch", "nghi quyet": "Nghị quyết",
    "nghi dinh": "Nghị định", "quyet dinh": "Quyết định", "chi thi": "Chỉ thị",
    "thong tu lien tich": "Thông tư liên tịch", "thong tu": "Thông tư", "ke hoach": "Kế hoạch",
    "cong van": "Công văn", "thong bao": "Thông báo", "bao cao": "Báo cáo",
    "chuong trinh": "Chương trình", "quy che": "Quy chế", "quy dinh": "Quy định",
    "huong dan": "Hướng dẫn", "de an": "Đề án", "cong dien": "Công điện", "dieu le": "Điều lệ",
    "van ban hop nhat": "Văn bản hợp nhất", "to trinh": "Tờ trình", "ke luan": "Kết luận",
}  # fmt: skip
_PREAMBLE = re.compile(
    r"(?:can cu|theo de nghi|xet de nghi|xet |thuc hien |de thi hanh|de huong dan|bo truong |"
    r"chinh phu ban hanh|quoc hoi ban hanh|chu tich|uy ban .{0,60}ban hanh)"
)
_CONTENTS = re.compile(r"muc luc")
_LEADERS = ("...", "…", "___", "\t")


def is_contents_entry(line: Line) -> bool:
    """`Điều 1. Phạm vi ........ 3`: a title that leads to a page."""
    title = line.text.rstrip("0123456789")
    return title != line.text and title.rstrip(" ").endswith(_LEADERS)


def national_heading(lines: Sequence[Line]) -> int:
    """How many lines at the top are the national heading; 0 when there is none.

    A document of one's own office may lack the motto: its name in capitals, then its number.
    """
    last = _letterhead(lines)
    seen = last > 0
    for position, line in enumerate(lines[last:_HEADING_LINES], last):
        if MOTTO.search(line.folded):
            seen, last = True, position + 1
        elif seen and _belongs(line):
            last = position + 1
        elif seen and not _goes_on(lines, position):
            break
    return last


def _goes_on(lines: Sequence[Line], position: int) -> bool:
    """Whether place and date stand just below a line that is like nothing in a heading."""
    below = lines[position + 1 : position + 1 + _SPOILED_LINES]
    return lines[position].folded not in DOCUMENT_TYPES and any(
        _PLACE_AND_DATE_ALONE.fullmatch(line.folded) for line in below
    )


def _letterhead(lines: Sequence[Line]) -> int:
    """How many lines at the top are an office's name and, below it, the document's number."""
    for position, line in enumerate(lines[:_HEADING_LINES]):
        if position and _NUMBER_ALONE.fullmatch(line.folded):
            return position + 1
        if not (line.in_capitals or DASHES.fullmatch(line.text)) or line.folded in DOCUMENT_TYPES:
            return 0
    return 0


def _belongs(line: Line) -> bool:
    return bool(
        NUMBER_LINE.match(line.folded)
        or PLACE_AND_DATE.search(line.folded)
        or DASHES.fullmatch(line.text)
        or ("   " in line.text and not line.folded.startswith("can cu"))
    )


def front_kinds(lines: Sequence[Line]) -> list[StretchKind]:
    """What each of the lines before the first provision is."""
    heading = national_heading(lines)
    kinds: list[StretchKind] = ["national_heading"] * heading
    state: StretchKind = "title"
    titled = False
    for line in lines[heading:]:
        if _CONTENTS.fullmatch(line.folded):
            state = "contents"
        elif state == "contents":
            state = "contents" if is_contents_entry(line) else "preamble"
        elif state == "title" and _ends_title(line, titled):
            state = "preamble"
        titled = titled or (state == "title" and line.folded not in DOCUMENT_TYPES)
        kinds.append(state)
    return kinds


def _ends_title(line: Line, titled: bool) -> bool:
    return _PREAMBLE.match(line.folded) is not None or (
        titled and line.after_blank and DASHES.fullmatch(line.text) is None
    )

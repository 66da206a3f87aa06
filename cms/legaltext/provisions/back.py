"""What stands after the last provision: who signed, and who receives a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line
from .tree import StretchKind

_RECIPIENTS = re.compile(r"noi nhan\s{0,3}:?")
# Who signs: on behalf of whom, and in what office. Written in capitals.
_OFFICE = re.compile(
    r"(?:tm|kt|tl|tuq|q)\s?\.\s{0,2}[a-z]|(?:q\.\s?)?(?:pho )?(?:chu tich|thu tuong|bo truong|"
    r"thu truong|tong thanh tra|"
    r"thong doc|chanh an|vien truong|cuc truong|tong cuc truong|giam doc|chu nhiem|"
    r"tong kiem toan|tong bi thu|truong ban|tong thu ky|chu tich nuoc)\b"
)
_ADOPTED = re.compile(
    r"(?:bo )?(?:luat|phap lenh|hien phap|nghi quyet) nay (?:da )?(?:duoc|da) .{0,120}thong qua"
)
_LONGEST_OFFICE = 120


def back_begins(lines: Sequence[Line], first: int) -> int:
    """Where signature and recipients begin, from `first` on; `len(lines)` when nowhere."""
    for position in range(first, len(lines)):
        line = lines[position]
        if _RECIPIENTS.match(line.folded) or _is_office(line) or _ADOPTED.match(line.folded):
            return position
    return len(lines)


def back_kinds(lines: Sequence[Line]) -> list[StretchKind]:
    """What each of the lines after the last provision is."""
    kinds: list[StretchKind] = []
    state: StretchKind = "signature"
    for line in lines:
        if _RECIPIENTS.match(line.folded):
            state = "recipients"
        elif state == "recipients" and not _is_recipient(line):
            state = "signature"
        kinds.append(state)
    return kinds


def _is_recipient(line: Line) -> bool:
    return line.text[0] in "-–—+•" or (not _is_office(line) and line.text.endswith((";", ",", ".")))


def _is_office(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST_OFFICE
        and line.in_capitals
        and _OFFICE.match(line.folded) is not None
    )

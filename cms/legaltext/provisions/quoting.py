"""Lines that a law quotes: the new wording of another law's articles is none of its own.

An amending law says *Điều 7 được sửa đổi như sau:* and then gives, between quotation
marks, whole articles with their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line

_OPENING = "“„«"
_CLOSING = "”»"
_STRAIGHT = '"'
# A quotation of whole articles, and one of less: a clause, a point, a sentence.
_ARTICLES = re.compile(r"[\"“„«'‘]+\s{0,3}(?:dieu \d|chuong [ivx\d]|muc [\divx]|phan |phu luc)")
_ARTICLE = re.compile(r"dieu\s{1,3}\d{1,4}[a-z]{0,2}\s{0,2}[.:]")
_PROVISION = re.compile(
    r"[\"“„«'‘]+\s{0,3}(?:dieu \d|khoan \d|diem [a-z]\b|chuong [ivx\d]|muc [\divx]|phan |"
    r"phu luc|tieu muc|\d{1,3}[a-z]{0,2}\s?[.)/]|[a-z]{1,2}\d?\s?[).]|[a-z]+ )"
)


def quoted(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of lines inside a quotation that began on an earlier line, and of that line."""
    inside: set[int] = set()
    balances = [_balance(line.text) for line in lines]
    closers = _next_closers(balances)
    position = 0
    while position < len(lines):
        if _PROVISION.match(lines[position].folded):
            end = closers[position] if balances[position] > 0 else position
            if end is not None and not _ARTICLES.match(lines[position].folded):
                end = _before_article(lines, position, end)
            if end is not None:
                inside.update(range(position, end + 1))
                position = end
        position += 1
    return frozenset(inside)


def _balance(text: str) -> int:
    """Quotation marks opened in a line and not closed there; negative, closed but not opened."""
    opened = sum(text.count(mark) for mark in _OPENING)
    closed = sum(text.count(mark) for mark in _CLOSING)
    if text.count(_STRAIGHT) % 2:
        return opened - closed + (1 if text[0] == _STRAIGHT else -1)
    return opened - closed


def _next_closers(balances: Sequence[int]) -> list[int | None]:
    """For each line that opens a quotation, the line on which it closes: brackets, matched once."""
    closers: list[int | None] = [None] * len(balances)
    open_at: list[int] = []
    for position, balance in enumerate(balances):
        open_at.extend([position] * min(balance, 5))
        for _ in range(min(-balance, 5)):
            if open_at:
                closers[open_at.pop()] = position
    return closers


def _before_article(lines: Sequence[Line], start: int, end: int) -> int:
    """A quotation of less than an article was never closed if an article follows in it."""
    for position in range(start + 1, end + 1):
        if _ARTICLE.match(lines[position].folded):
            return position - 1
    return end

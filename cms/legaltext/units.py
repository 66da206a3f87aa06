"""Rows of provisions in a text: *các điểm a, b và c khoản 2 Điều 8*."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .laws import KNOWN
from .tokens import Token, is_word

ARTICLE, CLAUSE, POINT = 3, 2, 1
_LEVELS = {"dieu": ARTICLE, "khoan": CLAUSE, "diem": POINT}
FIRST_WORDS = frozenset({*_LEVELS, "cac", "tu"})
_ARTICLE_NUMBER = re.compile(r"\d{1,4}(?:[a-z]{1,2}\d?)?")
_CLAUSE_NUMBER = re.compile(r"\d{1,3}[a-z]{0,2}")
_POINT_NUMBER = re.compile(r"[a-z]{1,2}\d{0,2}")
_NUMBERS = {ARTICLE: _ARTICLE_NUMBER, CLAUSE: _CLAUSE_NUMBER, POINT: _POINT_NUMBER}
_JOINTS = frozenset({"va", "hoac", "den", "cung", "toi"})
# What may follow a further number of a row; after any other word the number counts something
# else: *Điều 5 và 10 ngày làm việc*.
_MAY_FOLLOW = frozenset(
    [
        "khoan",
        "dieu",
        "diem",
        "luat",
        "bo",
        "nghi",
        "thong",
        "quyet",
        "phap",
        "cua",
        "va",
        "hoac",
        "den",
        "nay",
        "tai",
        "hien",
        "quy",
        "van",
        "chi",
        "trong",
        "thi",
        "duoc",
        "ban",
        "tren",
        "noi",
    ]
)
_FILLERS = frozenset({"cua", "tai", "thuoc", "o", "trong"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision named in a row. `joined` tells whether a comma or *và* stands before it."""

    level: int
    number: str
    start: int
    end: int
    joined: bool
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A provision with the numbers of what contains it, and the span of text that says so.

    `until` is the last of the range that begins with it.
    """

    start: int
    end: int
    article: str = ""
    clause: str = ""
    point: str = ""
    until: str = ""


def units_at(tokens: Sequence[Token], position: int) -> tuple[list[Unit], int]:
    """The row of units that begins at `position`, none if none does, and what comes after."""
    units: list[Unit] = []
    at = position
    while True:
        joined, ranged, start = _joint(tokens, at) if units else (False, False, at)
        row, end = _row(tokens, start, joined, ranged)
        if not row:
            return units, at
        units.extend(row)
        at = end


def _joint(tokens: Sequence[Token], at: int) -> tuple[bool, bool, int]:
    """What is between two units: whether it separates them, makes a range, and its end."""
    joined = ranged = False
    start = at
    while at < len(tokens) and at - start < 3:
        token = tokens[at]
        if token.text in (",", ";") or token.folded in _JOINTS:
            joined = True
            ranged = ranged or (token.folded in ("den", "toi"))
        elif token.text in "-–" and token.kind == "sign":
            joined = ranged = True
        elif token.folded not in _FILLERS:
            break
        at += 1
    return joined, ranged, at


def _row(tokens: Sequence[Token], at: int, joined: bool, ranged: bool) -> tuple[list[Unit], int]:
    """`các điểm a, b và c`: one word, and the numbers that share it."""
    opening = at
    while at < len(tokens) and tokens[at].folded in ("cac", "tu") and at - opening < 2:
        at += 1
    if at >= len(tokens):
        return [], opening
    level = _LEVELS.get(tokens[at].folded, 0)
    if not level or not is_word(tokens[at], tokens[at].folded):
        return [], opening
    word = tokens[at]
    at += 1
    if at < len(tokens) and tokens[at].folded in ("so", "tu"):
        at += 1
    number = _number(tokens, at, level)
    if number is None:
        return [], opening
    units = [Unit(level, number, word.start, tokens[at].end, joined, ranged)]
    return _further(tokens, at + 1, level, units)


def _further(
    tokens: Sequence[Token], at: int, level: int, units: list[Unit]
) -> tuple[list[Unit], int]:
    while units[-1].number != "này":
        joined, ranged, after = _joint(tokens, at)
        number = _number(tokens, after, level) if joined else None
        if number is None or number == "này" or not _stands_as_number(tokens, after):
            break
        token = tokens[after]
        units.append(Unit(level, number, token.start, token.end, True, ranged))
        at = after + 1
    return units, at


def _number(tokens: Sequence[Token], at: int, level: int) -> str | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.folded == "nay":
        return "này" if is_word(token, "nay") else None
    if level == POINT and token.kind == "dotted":
        return token.text
    if token.kind != "word" or not _NUMBERS[level].fullmatch(token.folded):
        return None
    if (
        level == POINT
        and len(token.folded.rstrip("0123456789")) > 1
        and token.folded[0] != token.folded[1]
    ):
        return None
    return token.text.lower()


def _stands_as_number(tokens: Sequence[Token], at: int) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind == "sign":
        return following is None or following.text not in "%/"
    if following.folded in _MAY_FOLLOW or following.kind != "word":
        return True
    return following.text.isupper() and KNOWN.abbreviated(following.folded) is not None


def resolved(units: Sequence[Unit], *, alone: bool = False) -> list[Address]:
    """The provisions that a row names: its innermost units, each with what contains it.

    A unit of which the article is not said (*khoản 2*) is one of this article where it
    stands `alone`; else it is left out.
    """
    reverse = _is_reverse(units)
    parents = [_parent(units, at, reverse) for at in range(len(units))]
    containers = {parent for parent in parents if parent is not None}
    addresses = (
        _address(units, parents, at, reverse, alone)
        for at in range(len(units))
        if at not in containers
    )
    return [address for address in addresses if address is not None]


def _is_reverse(units: Sequence[Unit]) -> bool:
    """Whether the article comes first: decided where two levels touch, else where they meet."""
    steps = [(one.level - two.level, two.joined) for one, two in itertools.pairwise(units)]
    for step, joined in steps:
        if step and not joined:
            return step > 0
    return next((step > 0 for step, _ in steps if step), False)


def _parent(units: Sequence[Unit], at: int, reverse: bool) -> int | None:
    level = units[at].level
    left = next((i for i in range(at - 1, max(at - 60, -1), -1) if units[i].level > level), None)
    right = next(
        (i for i in range(at + 1, min(at + 60, len(units))) if units[i].level > level), None
    )
    first, second = (left, right) if reverse else (right, left)
    return first if first is not None else second


def _address(
    units: Sequence[Unit], parents: Sequence[int | None], at: int, reverse: bool, alone: bool
) -> Address | None:
    chain = [at]
    while (above := parents[chain[-1]]) is not None:
        chain.append(above)
    numbers = {units[index].level: units[index].number for index in chain}
    top = units[chain[-1]]
    if top.level != ARTICLE:
        if top.number != "này" and not alone:
            return None
        numbers[ARTICLE] = "này"
        if top.level == POINT:
            numbers[CLAUSE] = "này"
    first = last = at
    while reverse and first - 1 in chain:
        first -= 1
    while not reverse and last + 1 in chain:
        last += 1
    return Address(
        units[first].start,
        units[last].end,
        numbers[ARTICLE],
        numbers.get(CLAUSE, ""),
        numbers.get(POINT, ""),
        _until(units, at),
    )


def _until(units: Sequence[Unit], at: int) -> str:
    following = units[at + 1] if at + 1 < len(units) else None
    if following is None or not following.ranged or following.level != units[at].level:
        return ""
    return following.number

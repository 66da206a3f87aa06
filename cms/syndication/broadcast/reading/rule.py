"""A rule of reading: what it matches, and what is said instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[[re.Match[str]], str | None]

# A dash between two numbers, dates or times.
TO = r"\s*[-–—]\s*"


@dataclass(frozen=True, slots=True)
class Rule:
    """`say` gives the words for a match of `pattern`, or None: then the next rule is asked.

    Where the pattern has no groups, it may be used anywhere in others.
    """

    pattern: re.Pattern[str]
    say: Say


def rule(pattern: str) -> Callable[[Say], Rule]:
    """Makes a function that says a match into the rule for `pattern`."""
    return lambda say: Rule(re.compile(pattern), say)


def follows(match: re.Match[str], *words: str) -> bool:
    """Whether one of `words` stands just before the match, in any case."""
    before = match.string[: match.start()].rstrip().lower()
    return any(before.endswith(word) and not before[: -len(word)][-1:].isalpha() for word in words)


def prefixed(match: re.Match[str], prefix: str, said: str) -> str:
    """`said` after `prefix`, unless the text has just said that."""
    return said if follows(match, prefix) else f"{prefix} {said}"


def between(match: re.Match[str], first: str, last: str) -> str:
    """*từ … đến …*; the *từ* is left out where it was said, or where none belongs."""
    said = f"{first} đến {last}"
    if follows(match, "từ", "từ ngày", "từ tháng", "từ năm", "từ lúc", *COUNTED):
        return said
    return f"từ {said}"


# What numbers with a stroke stand after where houses and plots are numbered.
HOUSES = (
    *("số nhà", "nhà số", "nhà", "địa chỉ", "ngõ", "ngách", "hẻm", "kiệt", "lô"),
    *("thửa", "thửa số", "thửa đất", "thửa đất số"),
)
# After these a number is a name: *các Điều năm đến bảy*.
COUNTED = ("điều", "khoản", "chương", "mục", "trang", "số", "lớp", "khóa", "phụ lục", "ngày")

"""What a document is called by when another one speaks of it. Pure functions.

A key is folded: capitals, diacritics, the placement of tones and spaces do not tell
two of them apart, as people and scanners write them in every way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 200

_YEAR = re.compile(r"\s*(?:năm\s+)?\b((?:19|20)\d{2})\s*$", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"^\s*(?:số|so)\s*:?\s*", re.IGNORECASE)


def folded(text: str) -> str:
    """`Hoà giải ở  CƠ SỞ` → `hoa giai o co so`."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(letters.split())[:LONGEST]


def number_key(number: str) -> str:
    """`Số: 15/2014/NĐ-CP` → `15/2014/nd-cp`; empty for no number."""
    return folded(_NUMBER_WORD.sub("", number)).replace(" ", "").replace("–", "-")


def name_key(name: str) -> str:
    """`Luật Đất đai năm 2024` → `luat dat dai 2024`."""
    year = _YEAR.search(name)
    return folded(f"{name[: year.start()]} {year[1]}" if year else name)


def keys_of(number: str, titles: Iterable[str], year: int | None) -> frozenset[str]:
    """The keys of a document: its number, and each title with and without its year."""
    found = {number_key(number)}
    for title in titles:
        bare = name_key(_YEAR.sub("", title))
        if bare:
            found |= {bare, name_key(title), f"{bare} {year}" if year else bare}
    return frozenset(found - {""})

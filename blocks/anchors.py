"""Anchors: the ends of links into a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.text import slugify

LONGEST = 60


def anchor_for(text: str) -> str:
    """An address-safe form of a heading: `Các bước hòa giải` → `cac-buoc-hoa-giai`."""
    plain = unicodedata.normalize("NFC", text).replace("đ", "d").replace("Đ", "D")
    return slugify(plain)[:LONGEST].strip("-") or "muc"


def distinct(anchors: Iterable[str]) -> Iterator[str]:
    """The anchors in order; one met before gets the first free number behind it."""
    taken: set[str] = set()
    for anchor in anchors:
        candidate, number = anchor, 1
        while candidate in taken:
            number += 1
            candidate = f"{anchor}-{number}"
        taken.add(candidate)
        yield candidate

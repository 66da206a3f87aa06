"""How long a text is as each platform counts it, and how to shorten it without cutting a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

ELLIPSIS = "…"
# Where a sentence ends: not after a number (`1.000`) nor inside `TP. Đồng Hới`.
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])(?<!\bTP\.)(?<!\bTS\.)\s+(?=[\"“(]?[A-ZÀ-ỸĐ0-9])")


def characters(text: str) -> int:
    """Unicode characters of the composed form: `ế` is one, however it was typed."""
    return len(unicodedata.normalize("NFC", text))


def utf16_units(text: str) -> int:
    """UTF-16 code units, as JavaScript and Telegram count: an emoji is two."""
    return len(unicodedata.normalize("NFC", text).encode("utf-16-le")) // 2


def bytes_of(text: str) -> int:
    """Bytes in UTF-8: a letter with diacritics is two or three."""
    return len(unicodedata.normalize("NFC", text).encode())


def shorten(text: str, limit: int, count: Callable[[str], int]) -> str:
    """As much of `text` as `limit` allows: whole sentences if half fits, else whole words and `…`.

    A single word that is too long is left out altogether; the answer may be empty.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if count(text) <= limit:
        return text
    sentences = _longest(_SENTENCE_ENDS.split(text), " ", limit, count)
    if count(sentences) * 2 >= limit:
        return sentences
    words = _longest(text.split(), " ", limit - count(ELLIPSIS), count)
    words = words.rstrip(' ,;:–-(“"')
    return words + ELLIPSIS if words else ""


def _longest(pieces: list[str], joint: str, limit: int, count: Callable[[str], int]) -> str:
    kept = ""
    for piece in pieces:
        longer = f"{kept}{joint}{piece}" if kept else piece
        if count(longer) > limit:
            break
        kept = longer
    return kept

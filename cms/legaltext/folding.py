"""Text without its diacritics and capitals, letter for letter."""

from __future__ import annotations

import re
import unicodedata

# What an accented letter decomposes into beside its base.
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
# Eth and the African D look like Đ, and stand for it in texts converted from old fonts.
_DS = frozenset("đĐðÐɖƉ")
_RUN = re.compile(r"[^0-9a-z]+")


class _Folded(dict[int, str]):
    """The folded form of every character, worked out when it is first asked for."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _DS:
            folded = "d"
        elif letter in _MARKS:
            folded = " "
        else:
            folded = unicodedata.normalize("NFD", letter)[0].lower()
        self[code] = folded if len(folded) == 1 else letter
        return self[code]


_TABLE = _Folded()


def fold(text: str) -> str:
    """`text` in lower case without diacritics, of the same length: positions agree.

    `Ộ` → `o`, `Đ` → `d`. `text` is expected composed (NFC); a lone combining mark becomes
    a space.
    """
    return text.lower() if text.isascii() else text.translate(_TABLE)


def composed(text: str) -> tuple[str, list[int] | None]:
    """`text` in composed form, and where each of its characters began in `text`.

    The second value has one position more than there are characters, the end of
    `text`; it is None when nothing had to be composed.
    """
    if unicodedata.is_normalized("NFC", text):
        return text, None
    pieces: list[str] = []
    origin: list[int] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position < len(text) and unicodedata.combining(text[position]):
            continue
        piece = unicodedata.normalize("NFC", text[start:position])
        pieces.append(piece)
        origin.extend([start] * len(piece))
        start = position
    origin.append(len(text))
    return "".join(pieces), origin


def slug(text: str, longest: int = 60) -> str:
    """`text` as it may stand in an address, cut between words: `Vai trò của` → `vai-tro-cua`."""
    words = _RUN.sub("-", fold(unicodedata.normalize("NFC", text))).strip("-")
    if len(words) <= longest:
        return words
    cut = words[: longest + 1].rpartition("-")[0]
    return cut or words[:longest]

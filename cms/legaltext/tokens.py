"""The words of a text as the reader of citations sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .folding import fold
from .laws import DOCUMENT_NUMBER

_TOKEN = re.compile(
    rf"(?P<number>(?<![\w/])(?:{DOCUMENT_NUMBER}|\d{{1,5}}/\d{{4}})(?![\w/]))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,2}){1,2}(?![\w.]))"
    r"|(?P<word>\w+(?:&\w+)*)|(?P<sign>[^\w\s])"
)


class Token(NamedTuple):
    """A word, a number or a sign. `folded` has no diacritics; `text` is as written."""

    kind: str  # number (of a document), dotted, word, sign
    text: str
    folded: str
    start: int
    end: int


def tokens_of(text: str) -> Sequence[Token]:
    """The tokens of a composed text, in order."""
    folded = fold(text)
    return [
        Token(
            match.lastgroup or "", text[match.start() : match.end()], match.group(), *match.span()
        )
        for match in _TOKEN.finditer(folded)
    ]


# The words that name provisions and documents, as they should be written.
_SPELLED = {
    "dieu": "điều", "khoan": "khoản", "diem": "điểm", "nay": "này", "cac": "các",
    "den": "đến", "tu": "từ", "luat": "luật", "mau": "mẫu",
}  # fmt: skip


def is_word(token: Token, word: str) -> bool:
    """Whether `token` is that (folded) word: its diacritics are right, or left out in part."""
    if token.folded != word:
        return False
    spelled = _SPELLED.get(word)
    if spelled is None:
        return True
    lowered = token.text.lower()
    if lowered in (spelled, word):
        return True
    pairs = list(zip(lowered, spelled, strict=False))
    return all(one in _LESS.get(other, other) for one, other in pairs)


# What may be written for a letter by someone who leaves out some of its marks. Đ is not
# among those that lose one alone: *diều* is another word than *điều*.
_LESS = {
    "đ": "đðɖ", "ề": "ềêe", "ả": "ảa", "ể": "ểêe", "à": "àa", "á": "áa", "ế": "ếêe", "ừ": "ừưu",
    "ậ": "ậâạa", "ẫ": "ẫâãa",
}  # fmt: skip
# Discipline and regularity.
_NO_LAW = frozenset(("ky", "ki", "quy"))


def is_law(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` is *luật*: not *lụt*, and not the end of *kỷ luật*."""
    before = tokens[at - 1].folded if at else ""
    return is_word(tokens[at], "luat") and before not in _NO_LAW

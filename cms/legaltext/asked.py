"""Documents as people ask for them: by what they are and their number, without who issued them.

*thông tư 56/2023*, *nghị định 15 năm 2014*, *kế hoạch 104*, *mẫu số 02*. A text of the law does not
speak so. A document has a key of each of these ways, and so has what is typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .folding import composed, fold
from .laws import by_short_number, number_key
from .tokens import Token, is_law, is_word

# The letters behind a number that say what a document is.
_LETTERS = {
    ("thong", "tu", "lien", "tich"): "ttlt", ("nghi", "quyet", "lien", "tich"): "nqlt",
    ("van", "ban", "hop", "nhat"): "vbhn", ("nghi", "dinh"): "nd", ("thong", "tu"): "tt",
    ("quyet", "dinh"): "qd", ("nghi", "quyet"): "nq", ("chi", "thi"): "ct", ("ke", "hoach"): "kh",
    ("quy", "che"): "qc", ("phap", "lenh"): "pl", ("mau",): "mau", ("bo", "luat"): "luat",
    ("luat",): "luat", ("huong", "dan"): "hd", ("thong", "bao"): "tb", ("bao", "cao"): "bc",
    ("to", "trinh"): "ttr",
}  # fmt: skip
_FIRST_WORDS = frozenset(words[0] for words in _LETTERS)
# Words of everyday speech: a number behind them is a document's if they say *số*, or its year.
_EVERYDAY = frozenset(("luat", "hd", "tb", "bc", "ttr"))
# The National Assembly numbers all that it issues alike: the title says what it is.
_PARLIAMENT = ("qh", "ubtvqh")
_BY_TITLE = (
    ("bo luat ", "luat"), ("luat ", "luat"), ("phap lenh ", "pl"), ("nghi quyet ", "nq"),
)  # fmt: skip
_NUMBERED = re.compile(r"(\d{1,5}[a-z]?)(?:/(\d{4}))?/([a-z]{2,6})(?![a-z])")
_FORM = re.compile(r"mau(?: bieu)?(?: so)? ?0*(\d{1,4}[a-z]?)(?![\w])")
_NUMBER = re.compile(r"\d{1,5}[a-z]?")
_WITH_YEAR = re.compile(r"\d{1,5}[a-z]?/\d{4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}")
_BEFORE_YEAR = frozenset(("/", "-", "–", "."))
# Behind a number they say that so much, or so many, is meant: *quyết định 15 ngày*.
_COUNTED = frozenset(
    (
        "ngay", "thang", "nam", "tuan", "gio", "phut", "tuoi", "trieu", "nghin", "ngan", "ty", "ti",
        "dong", "nguoi", "dua", "con", "lan", "buoc", "buoi", "ben", "vu", "m", "m2", "met", "km",
        "kg", "ha", "sao",
    )
)  # fmt: skip


class Asked(NamedTuple):
    """A document that is asked for; `end` is the place behind its last token."""

    key: str
    end: int


def may_begin(token: Token) -> bool:
    """Whether a document may be asked for from `token` on: quick, never wrongly no."""
    return token.folded in _FIRST_WORDS


def asked_at(tokens: Sequence[Token], at: int) -> Asked | None:
    """The document that is asked for at `at`; nothing where its number says who issued it."""
    letters, place = _kind_at(tokens, at)
    if not letters:
        return None
    says_number = place < len(tokens) and tokens[place].folded == "so"
    place += says_number
    if place >= len(tokens):
        return None
    typed = tokens[place].folded
    if _WITH_YEAR.fullmatch(typed):
        return Asked(_with_letters(number_key(typed), letters), place + 1)
    if not _NUMBER.fullmatch(typed) or (_YEAR.fullmatch(typed) and not says_number):
        return None
    year, end = _year_at(tokens, place + 1)
    if year:
        return Asked(_with_letters(number_key(f"{typed}/{year}"), letters), end)
    if _counts(tokens, place + 1) or (letters in _EVERYDAY and not says_number):
        return None
    return Asked(f"{number_key(typed)}/{letters}", end)


def keys_asked_by(number: str, title: str, year: int | None) -> tuple[str, ...]:
    """By which the document of that number is asked for: 15/2014/NĐ-CP by `15/2014/nd`, `15/nd`.

    `year` is that of its issue, for a number that does not say it: `104/2021/kh`, `104/kh`.
    """
    written = number_key(number)
    if form := _FORM.match(" ".join(fold(composed(number)[0]).split())):
        return (f"{form[1]}/mau",)
    found = _NUMBERED.match(written)
    letters = _letters_of(found[3], title) if found else ""
    if found is None or not letters:
        return ()
    said = found[2] or year
    alone = f"{found[1]}/{letters}"
    return (f"{found[1]}/{said}/{letters}", alone) if said else (alone,)


def _letters_of(code: str, title: str) -> str:
    if code not in _PARLIAMENT:
        return code
    named = fold(composed(title)[0])
    return next((letters for words, letters in _BY_TITLE if named.startswith(words)), "")


def _with_letters(key: str, letters: str) -> str:
    """The key of a number with its year; a well-known law's is its whole number."""
    known = by_short_number().get(key) if letters == "luat" else None
    return number_key(known) if known else f"{key}/{letters}"


def _kind_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The letters of the kind of document that is named at `at`, and the place behind it."""
    if at >= len(tokens) or not may_begin(tokens[at]):
        return "", at
    for words, letters in _LETTERS.items():
        own = tokens[at : at + len(words)]
        if tuple(one.folded for one in own) == words:
            return (letters, at + len(words)) if _is_meant(tokens, at, words) else ("", at)
    return "", at


def _is_meant(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Not *máu*, *màu* or *lụt*, which are the same without diacritics."""
    if len(words) > 1:
        return True
    return is_law(tokens, at) if words[0] == "luat" else is_word(tokens[at], words[0])


def _year_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """`năm 2014`, `2014`, `/2014`, `ngày 27/02/2014`, `ngày 27 tháng 2 năm 2014`."""
    words = [token.folded for token in tokens[at : at + 6]]
    if words[:1] == ["ngay"]:
        is_date = len(words) > 5 and all(map(_DAY.fullmatch, (words[1], words[3])))
        skipped = 5 if is_date else len(words)
    else:
        skipped = 1 if words and (words[0] == "nam" or words[0] in _BEFORE_YEAR) else 0
    year = words[skipped] if skipped < len(words) else ""
    return (year, at + skipped + 1) if _YEAR.fullmatch(year) else ("", at)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands behind a number says that it is an amount, or part of another."""
    if at >= len(tokens):
        return False
    following = [token.folded for token in tokens[at : at + 2]]
    if following[0] in _COUNTED or following[0] == "%" or following == ["phan", "tram"]:
        return True
    return tokens[at].kind == "sign" and following[-1].isdigit()

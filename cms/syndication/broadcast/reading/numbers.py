"""Numbers in words, as the north and the centre say them: *nghìn*, *linh*, *mốt*, *tư*, *lăm*."""

from __future__ import annotations

import re

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
# More figures than these are no amount that anybody grasps: they are read one by one.
LONGEST = 18

# A number as Vietnamese texts write it: points between thousands, a comma before a fraction.
NUMBER = (
    r"(?:\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)"
    r"|\d{1,3}(?:,\d{3}){2,}(?!\d)"
    r"|\d+,\d+|\d+)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_POINTS = re.compile(r"[.\u00a0\u202f]")


def cardinal(number: int) -> str:
    """`105` → *một trăm linh năm*; `1005` → *một nghìn không trăm linh năm*."""
    if number < 0:
        return f"âm {cardinal(-number)}"
    if number == 0:
        return DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    if not billions:
        return _below_billion(rest, after=False)
    said = f"{cardinal(billions)} tỷ"
    return f"{said} {_below_billion(rest, after=True)}" if rest else said


def _below_billion(number: int, *, after: bool) -> str:
    """`after`: higher figures were said before, so that a hundred is said even of nothing."""
    words: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            words += [*_below_thousand(group, after=after or bool(words)), name]
    return " ".join(word for word in words if word)


def _below_thousand(number: int, *, after: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or after else []
    tens, ones = divmod(rest, 10)
    if tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return words


def _ones(tens: int, ones: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, DIGITS[ones])
    return DIGITS[ones]


def ordinal(number: int) -> str:
    """What follows *thứ*: *nhất*, *tư*; all others are said as they are counted."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def one_by_one(figures: str) -> str:
    """Each figure by itself: `113` → *một một ba*. What is no figure is passed over."""
    return " ".join(DIGITS[int(one)] for one in figures if one.isascii() and one.isdigit())


def amount(written: str) -> str:
    """A number as it is written (see `NUMBER`): `5.494.264`, `3,5`, `05`."""
    if _THOUSANDS.fullmatch(written):
        written = written.replace(",", "")
    whole, _, fraction = _POINTS.sub("", written).partition(",")
    said = cardinal(int(whole)) if len(whole) <= LONGEST else one_by_one(whole)
    return f"{said} phẩy {_fraction(fraction)}" if fraction else said


def _fraction(figures: str) -> str:
    """One or two figures are a number, unless they begin with nought: *phẩy mười bốn*."""
    if len(figures) > 2 or figures.startswith("0"):
        return one_by_one(figures)
    return cardinal(int(figures))


def as_labelled(figures: str) -> str:
    """A number that is a name: its leading noughts are said. `02` → *không hai*."""
    significant = figures.lstrip("0")
    noughts = ["không"] * (len(figures) - len(significant))
    said = [cardinal(int(significant))] if significant else []
    return " ".join([*noughts, *said])

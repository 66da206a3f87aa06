"""Days, months, years and the time of day in words. Pure."""

from __future__ import annotations

from .numbers import cardinal

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:1[5-9]|2[01])\d\d"


def month_number(month: int) -> str:
    """What follows *tháng*: the fourth is *tư*."""
    return "tư" if month == 4 else cardinal(month)


def month_in_words(month: int, year: int | None = None) -> str:
    """*tháng ba năm hai nghìn không trăm hai mươi hai*."""
    return f"tháng {month_number(month)}" + (f" {year_in_words(year)}" if year else "")


def year_in_words(year: int) -> str:
    return f"năm {cardinal(year)}"


def day_in_words(day: int, month: int, year: int | None = None) -> str:
    """*mười tám tháng ba năm …*, without the *ngày* that stands before it."""
    return f"{cardinal(day)} {month_in_words(month, year)}"


def time_in_words(hour: int, minute: int = 0) -> str:
    """*bảy giờ ba mươi phút*; a full hour has no minutes."""
    return f"{cardinal(hour)} giờ" + (f" {cardinal(minute)} phút" if minute else "")

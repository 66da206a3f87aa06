"""The rules for days, months, years and the time of day."""

from __future__ import annotations

import re

from .dates import (
    DAY,
    MONTH,
    YEAR,
    day_in_words,
    month_in_words,
    month_number,
    time_in_words,
    year_in_words,
)
from .numbers import cardinal
from .rule import HOUSES, TO, between, follows, prefixed, rule

# No figure, nor what would make it another number, may stand beside.
_END = r"(?![\d/]|[.,-]\d)"
# Before a day and a month without a year: otherwise it is a fraction.
DAYS = (
    *("ngày", "sáng", "trưa", "chiều", "tối", "đêm", "hôm", "hôm nay", "hôm qua", "mùng", "mồng"),
    *("đến", "lễ", "dịp", "đến hết", "trước", "sau", "từ", "sáng nay", "tết"),
)
# A weekday, or another day, that leads to this one: *thứ Hai, 21/3*; *30/4 và 1/5*.
_LEADING = re.compile(
    rf"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[,\s]*"
    rf"|(?<!\d){DAY}/{MONTH}\s*(?:,|;|và|hoặc|đến)\s*)$",
    re.IGNORECASE,
)
WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_TIME = (
    r"([01]?\d|2[0-4])(?:\s*(?:h|g(?=\d)|giờ)(?:\s*([0-5]?\d(?=\s*phút|'|[^\w\s]|\s|$)))?"
    r"(?:\s*phút|')?|:([0-5]\d))(?!\w|:\d)"
)


def _day(match: re.Match[str], said: str) -> str:
    """`said` after *ngày*, unless that, or *mùng*, was just said."""
    return said if follows(match, "ngày", "mùng", "mồng", "các ngày") else f"ngày {said}"


@rule(rf"({YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
def iso_day(match: re.Match[str]) -> str:
    year, month, day = map(int, match.groups())
    return _day(match, day_in_words(day, month, year))


@rule(rf"({DAY})[/.]({MONTH})[/.]({YEAR}){TO}({DAY})[/.]({MONTH})[/.]({YEAR}){_END}")
def days_from_to(match: re.Match[str]) -> str:
    values = list(map(int, match.groups()))
    first = _day(match, day_in_words(*values[:3]))
    return between(match, first, f"ngày {day_in_words(*values[3:])}")


@rule(rf"({DAY})/({MONTH}){TO}({DAY})/({MONTH})(?:/({YEAR}))?{_END}")
def days_of_two_months(match: re.Match[str]) -> str:
    year = int(match[5]) if match[5] else None
    first = _day(match, day_in_words(int(match[1]), int(match[2])))
    return between(match, first, f"ngày {day_in_words(int(match[3]), int(match[4]), year)}")


@rule(rf"({DAY}){TO}({DAY})/({MONTH})(?:/({YEAR}))?{_END}")
def days_of_one_month(match: re.Match[str]) -> str | None:
    first, last, month = int(match[1]), int(match[2]), int(match[3])
    if first >= last:
        return None
    year = int(match[4]) if match[4] else None
    return between(match, _day(match, cardinal(first)), f"ngày {day_in_words(last, month, year)}")


@rule(rf"({DAY})([/.-])({MONTH})\2({YEAR}){_END}")
def day(match: re.Match[str]) -> str:
    return _day(match, day_in_words(int(match[1]), int(match[3]), int(match[4])))


@rule(rf"({DAY})/({MONTH})/(\d\d){_END}")
def day_of_short_year(match: re.Match[str]) -> str | None:
    if follows(match, *HOUSES):
        return None
    century = 2000 if int(match[3]) < 50 else 1900
    return _day(match, day_in_words(int(match[1]), int(match[2]), century + int(match[3])))


@rule(rf"({DAY})-({MONTH}){_END}")
def day_with_a_dash(match: re.Match[str]) -> str | None:
    """`ngày 20-10`, as some papers have it: it goes down, so it is not from one to another."""
    of_month, of_year = int(match[1]), int(match[2])
    if of_month <= of_year or not follows(match, "ngày"):
        return None
    return day_in_words(of_month, of_year)


@rule(r"24/24\s?(?:h|giờ)(?!\w)")
def day_and_night(match: re.Match[str]) -> str:
    return f"{cardinal(24)} trên {cardinal(24)} giờ"


@rule(rf"({DAY})/({MONTH}){_END}")
def day_without_year(match: re.Match[str]) -> str | None:
    if follows(match, *HOUSES):
        return None
    leads = _LEADING.search(match.string, max(0, match.start() - 24), match.start())
    of_month, of_year = int(match[1]), int(match[2])
    # *Mười tám phần ba* is no part of anything; 24/7 is day and night.
    no_part = of_month > of_year and (of_month, of_year) != (24, 7)
    if not (leads or no_part or follows(match, *DAYS)):
        return None
    return _day(match, day_in_words(of_month, of_year))


@rule(r"(T[2-7]|CN)(?!\w)")
def weekday(match: re.Match[str]) -> str | None:
    """`chiều T7, CN`, as notices have it."""
    times = ("sáng", "trưa", "chiều", "tối", "đêm", "ngày", "các ngày", "t7,", "t7 và")
    if not follows(match, *times):
        return None
    return "Chủ nhật" if match[1] == "CN" else f"thứ {_WEEKDAYS[match[1]]}"


_WEEKDAYS = dict(zip(("T2", "T3", "T4", "T5", "T6", "T7"), WEEKDAYS, strict=True))


@rule(rf"({MONTH})/({YEAR}){TO}({MONTH})/({YEAR}){_END}")
def months_from_to(match: re.Match[str]) -> str:
    values = list(map(int, match.groups()))
    first = month_in_words(*values[:2])
    if follows(match, "tháng"):
        first = first.removeprefix("tháng ")
    return between(match, first, month_in_words(*values[2:]))


@rule(rf"({MONTH}){TO}({MONTH})/({YEAR}){_END}")
def months_of_one_year(match: re.Match[str]) -> str | None:
    if not follows(match, "tháng") or int(match[1]) >= int(match[2]):
        return None
    last = month_in_words(int(match[2]), int(match[3]))
    return f"{month_number(int(match[1]))} đến {last}"


@rule(rf"({MONTH})[/-]({YEAR}){_END}")
def month(match: re.Match[str]) -> str:
    said = month_in_words(int(match[1]), int(match[2]))
    if follows(match, "quý", "kỳ", "đợt", "số", "lần", "học kỳ"):
        return f"{cardinal(int(match[1]))} {year_in_words(int(match[2]))}"
    return said.removeprefix("tháng ") if follows(match, "tháng") else said


@rule(rf"({YEAR})/({YEAR}){_END}")
def two_years(match: re.Match[str]) -> str | None:
    """`năm học 2025/2026`."""
    first, last = int(match[1]), int(match[2])
    return f"{cardinal(first)}, {cardinal(last)}" if last == first + 1 else None


@rule(rf"({YEAR}){TO}({YEAR})(?![\w/]|[.,-]\d)")
def years_from_to(match: re.Match[str]) -> str | None:
    first, last = int(match[1]), int(match[2])
    if first >= last:
        return None
    if follows(match, "nhiệm kỳ", "năm học", "niên khóa", "khóa", "mùa"):
        return f"{cardinal(first)}, {cardinal(last)}"
    said = cardinal(first) if follows(match, "năm") else year_in_words(first)
    if follows(match, "từ", "từ năm"):
        return f"{said} đến {year_in_words(last)}"
    if follows(match, "năm", "các năm"):
        return f"{cardinal(first)} đến {year_in_words(last)}"
    return f"từ {said} đến {year_in_words(last)}"


def _time(hour: str, *minutes: str | None) -> str:
    return time_in_words(int(hour), int(next((one for one in minutes if one), 0)))


@rule(rf"{_TIME}{TO}{_TIME}")
def times_from_to(match: re.Match[str]) -> str:
    return between(match, _time(*match.groups()[:3]), _time(*match.groups()[3:]))


@rule(_TIME)
def time(match: re.Match[str]) -> str | None:
    if follows(match, "tỷ lệ", "tỉ lệ"):
        return None
    return _time(*match.groups())


@rule(r"(0?[1-9]|1[0-2])(?![\d/]|[.,]\d)")
def number_of_month(match: re.Match[str]) -> str | None:
    return month_number(int(match[1])) if follows(match, "tháng") else None


@rule(rf"0?({DAY})(?![\d/%]|[.,]\d)")
def number_of_day(match: re.Match[str]) -> str | None:
    """`ngày 02` has no nought in speech, unlike a document's number."""
    return prefixed(match, "ngày", cardinal(int(match[1]))) if follows(match, "ngày") else None


RULES = (
    weekday,
    iso_day,
    days_from_to,
    days_of_two_months,
    days_of_one_month,
    day,
    day_of_short_year,
    day_with_a_dash,
    day_and_night,
    day_without_year,
    months_from_to,
    months_of_one_year,
    month,
    two_years,
    years_from_to,
    times_from_to,
    time,
    number_of_month,
    number_of_day,
)

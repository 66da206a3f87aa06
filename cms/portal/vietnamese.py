"""Dates and numbers as they are written in Vietnam. Pure functions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def _local(moment: date | datetime) -> date:
    """The day in Vietnam: an aware moment late in the evening in UTC is the next day here."""
    if isinstance(moment, datetime):
        return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()
    return moment


def short_date(moment: date | datetime) -> str:
    """`18/3/2022`."""
    day = _local(moment)
    return f"{day.day}/{day.month}/{day.year}"


def long_date(moment: date | datetime) -> str:
    """`Thứ Sáu, 18/3/2022`."""
    return f"{WEEKDAYS[_local(moment).weekday()]}, {short_date(moment)}"


def month_label(month: str) -> str:
    """`Tháng 3/2022` for `2022-03`."""
    year, _, of_year = month.partition("-")
    return f"Tháng {int(of_year)}/{int(year)}"


def clock_time(moment: datetime) -> str:
    """`07:05`, the time in Vietnam."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%H:%M}"


def number(value: int | float | Decimal) -> str:
    """`5.494.264`; a fraction after a comma: `12,5`."""
    swap = str.maketrans({",": ".", ".": ","})
    return f"{value:,}".translate(swap)


def file_size(size: int) -> str:
    """`2,4 MB`; sizes in bytes, in steps of 1024."""
    if size < 1024:
        return f"{number(size)} byte"
    amount = float(size)
    for unit in ("KB", "MB", "GB"):
        amount /= 1024
        if amount < 1024 or unit == "GB":
            break
    return f"{number(round(amount, 1) if amount < 10 else round(amount))} {unit}"

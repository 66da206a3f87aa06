"""Days and months as they are in Vietnam."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def midnight_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def month_of(day: date) -> date:
    return day.replace(day=1)

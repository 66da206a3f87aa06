"""The index page's filters: what the address asks for, and the list that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.http import Http404
from django.utils import timezone
from django.utils.http import urlencode

from cms.topics.models import Topic
from cms.units.models import Unit

from .listing import NewsQuerySet

PAGE_SIZE = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader filters by: codes as they stand in the address, empty for any."""

    topic: str = ""
    unit: str = ""
    month: str = ""

    def __bool__(self) -> bool:
        return bool(self.topic or self.unit or self.month)

    @property
    def query(self) -> str:
        """The address's query that asks for this, without a page number."""
        parts = {"topic": self.topic, "unit": self.unit, "month": self.month}
        return urlencode({name: value for name, value in parts.items() if value})


def asked_in(parameters: Mapping[str, str]) -> Asked:
    return Asked(**{name: parameters.get(name, "").strip() for name in ("topic", "unit", "month")})


def month_bounds(month: str) -> tuple[datetime, datetime]:
    """The first moment of `2022-03` in Vietnam and that of the month after. Raises `ValueError`."""
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=timezone.get_current_timezone())
    return first, (first + timedelta(days=32)).replace(day=1)


def months_between(oldest: date, newest: date) -> dict[int, list[str]]:
    """By year, newest first, the months from `oldest` to `newest` as `2022-03`."""
    found: dict[int, list[str]] = {}
    year, month = newest.year, newest.month
    while (year, month) >= (oldest.year, oldest.month):
        found.setdefault(year, []).append(f"{year:04}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def filtered(items: NewsQuerySet, asked: Asked) -> NewsQuerySet:
    """The items that are what was asked for. Raises `Http404` for what does not exist."""
    if asked.topic:
        if not Topic.objects.filter(slug=asked.topic).exists():
            raise Http404
        items = items.filter(item_topics__topic__slug=asked.topic)
    if asked.unit:
        items = items.filter(item_units__unit__in=_unit_with_predecessors(asked.unit))
    if asked.month:
        try:
            first, end = month_bounds(asked.month)
        except (ValueError, OverflowError):
            raise Http404 from None
        items = items.filter(date__gte=first, date__lt=end)
    # An item stands under two predecessors of one unit, and is still one item.
    return items.distinct() if asked.unit or asked.topic else items


def _unit_with_predecessors(code: str) -> list[Unit]:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Http404
    return [unit, *unit.all_predecessors()]


def context_of(everything: NewsQuerySet, parameters: Mapping[str, str]) -> dict[str, Any]:
    """What the index's template shows of `everything` for the address's `parameters`."""
    asked = asked_in(parameters)
    page_of_items = Paginator(filtered(everything, asked), PAGE_SIZE).get_page(
        parameters.get("page")
    )
    return {
        "asked": asked,
        "items": page_of_items,
        "topics": Topic.objects.all(),
        "units": Unit.objects.filter(news_items__isnull=False).distinct().order_by("name"),
        "months": _months_of(everything),
    }


def _months_of(items: NewsQuerySet) -> dict[int, list[str]]:
    dates = items.aggregate(oldest=Min("date"), newest=Max("date"))
    if dates["oldest"] is None:
        return {}
    return months_between(*(timezone.localtime(dates[end]) for end in ("oldest", "newest")))

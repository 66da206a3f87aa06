"""`cms.portal.vietnamese` for templates. What is empty stays empty."""

from collections.abc import Callable
from typing import Any

from django import template

from cms.portal import vietnamese

register = template.Library()


def _filter(function: Callable[[Any], str]) -> None:
    def apply(value: Any) -> str:
        return "" if value is None or value == "" else function(value)

    register.filter(function.__name__, apply)


for one in (
    vietnamese.short_date,
    vietnamese.long_date,
    vietnamese.month_label,
    vietnamese.clock_time,
    vietnamese.number,
    vietnamese.file_size,
):
    _filter(one)

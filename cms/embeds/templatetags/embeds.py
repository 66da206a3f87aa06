"""What the frames' templates ask for: the API's values as people read them."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date, datetime
from html import unescape

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import number_format
from django.utils.html import escape, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from cms.embeds.items import embeddable

register = template.Library()

# Under which a page's template knows what it shows.
_SHOWN_AS = ("page", "object")

_MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@register.simple_tag(takes_context=True)
def oembed_address(context: template.Context) -> str:
    """Where a page of the portal is described for those who embed it; empty for one that is
    no item of the log."""
    shown = next((context[name] for name in _SHOWN_AS if name in context), None)
    kind = getattr(shown, "public_kind", None)
    if kind is None or kind.name not in embeddable() or "request" not in context:
        return ""
    request = context["request"]
    query = urlencode({"url": request.build_absolute_uri(request.path), "format": "json"})
    return f"{request.build_absolute_uri(reverse('embeds:oembed'))}?{query}"


@register.filter
def as_day(text: str) -> str:
    """A day or moment of the API's, as `05/11/2026` in Vietnam."""
    moment = parse_datetime(text) if "T" in text else None
    day: date | None = timezone.localdate(moment) if moment else parse_date(text)
    return f"{day:%d/%m/%Y}" if day else ""


@register.filter
def as_moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}" if moment else ""


@register.filter
def number(value: float | None) -> str:
    """With separators of thousands; at most one decimal."""
    if value is None:
        return "–"
    decimals = 0 if float(value).is_integer() else 1
    return str(number_format(value, decimals, force_grouping=True))


@register.filter
def plain(value: float) -> str:
    """As HTML's attributes want a number."""
    return f"{float(value):g}"


@register.filter
def has(values: Container[object], one: object) -> bool:
    return one in values


@register.filter
def holds(values: Container[str], one: object) -> bool:
    return str(one) in values


@register.filter
def only_marks(html: str) -> SafeString:
    """Text of the API in which `<mark>` is the only markup, whatever it was given."""
    parts = _MARKED.split(html)
    return format_html_join("", "{}", ((_part(text, at),) for at, text in enumerate(parts)))


def _part(text: str, place: int) -> SafeString:
    written = escape(unescape(_TAG.sub("", text)))
    return SafeString(f"<mark>{written}</mark>") if place % 2 else written

"""A query in words, and its addresses."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from search.address import address_of, encoded
from search.facets import named
from search.query import Query
from search.schemes import facets
from search.standing import standing


def in_words(query: Query) -> str:
    """For example `“hàng xóm”; Loại văn bản: Luật`. Three queries at most."""
    parts = [f"“{query.text}”"] if query.text else []
    for facet, values in named({}, query.choices, standing().log).items():
        if values:
            parts.append(f"{facets()[facet]}: {', '.join(value.label for value in values)}")
    if query.valid_on:
        parts.append(_("in force on %(day)s") % {"day": f"{query.valid_on:%d/%m/%Y}"})
    for moment, words in (
        (query.published_after, _("from %(day)s")),
        (query.published_before, _("before %(day)s")),
    ):
        if moment:
            parts.append(words % {"day": f"{timezone.localtime(moment):%d/%m/%Y}"})
    return "; ".join(parts)


def search_url(query: Query) -> str:
    """Where the search page answers it, newest first."""
    return absolute(reverse("search:search") + address_of(replace(query, sort="date")))


def feed_url(query: Query, page: int = 1) -> str:
    return absolute(f"{reverse('saved_searches:feed')}?{encoded(replace(query, page=page))}")


def manage_url(token: str) -> str:
    return absolute(reverse("saved_searches:manage", args=[token]))


def end_url(token: str) -> str:
    return absolute(reverse("saved_searches:end", args=[token]))


def absolute(path: str) -> str:
    return settings.PORTAL_URL.rstrip("/") + path

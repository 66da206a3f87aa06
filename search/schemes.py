"""The facets: by what items can be chosen and counted, and what people call it.

`kind` and `year` every item has. The others are the schemes of labels that the kinds
of content declare (`Kind.labels`), beside the units and topics that all may carry.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.publishing.sources import kinds

Labels = dict[str, str | Promise]

FIRST: Labels = {"kind": _("Kind of content")}
LAST: Labels = {"topic": _("Topic"), "unit": _("Unit"), "year": _("Year")}


@lru_cache
def facets() -> Labels:
    """Every facet by its name in addresses, in the order in which pages show them."""
    declared: Labels = {}
    for kind in kinds().values():
        declared.update(kind.labels)
    return {**FIRST, **declared, **LAST}


def token(facet: str, value: str) -> str:
    """One value of one facet as an index keeps it."""
    return f"{facet}={value}"


def by_facet(counts: dict[str, int]) -> dict[str, dict[str, int]]:
    """Counts by token, taken apart: by facet and value."""
    found: dict[str, dict[str, int]] = {}
    for key, count in counts.items():
        facet, _sign, value = key.partition("=")
        found.setdefault(facet, {})[value] = count
    return found

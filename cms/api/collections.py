"""The collections of the API: one for each kind of item that the log can hold."""

from __future__ import annotations

from cms.publishing.models import EntryLabel
from cms.publishing.representation import Kind
from cms.publishing.sources import kinds

# What every item gives, in a list and alone: see `cms.publishing.log`.
COMMON_FIELDS = (
    "id",
    "kind",
    "version",
    "url",
    "title",
    "lead",
    "language",
    "published_at",
    "updated_at",
    "units",
    "topics",
)


def collections() -> dict[str, Kind]:
    """The kinds by the name of their collection, in alphabetical order."""
    found = {kind.collection: kind for kind in kinds().values()}
    return dict(sorted(found.items()))


def schemes_of(kind: Kind) -> tuple[str, ...]:
    """The schemes of labels by which a list of this kind is filtered."""
    return (*(scheme.value for scheme in EntryLabel.Scheme), *kind.labels)


def fields_of(kind: Kind, *, alone: bool) -> frozenset[str]:
    """The names of the fields that an item of this kind promises in a list, or alone."""
    detail = kind.detail if alone else {}
    return frozenset((*COMMON_FIELDS, *kind.summary, *detail))

"""Which images and documents everyone may see: those in no restricted collection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from wagtail.models import Collection, CollectionViewRestriction


class Collected(Protocol):
    collection: Collection


Item = TypeVar("Item", bound=Collected)


def public_only(items: Iterable[Item]) -> list[Item]:
    """The items whose collection, and each above it, has no view restriction. One query."""
    items = list(items)
    if not items:
        return []
    restrictions = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    closed = tuple(restrictions)
    return [item for item in items if not item.collection.path.startswith(closed)]

"""What of a collection an address asks for: the filters of a list, and the rows they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cms.publishing.models import Entry, EntryLabel
from cms.publishing.representation import Kind

from . import parameters
from .collections import schemes_of
from .paging import Cursor, rows_of, unfiltered_rows

CONDITIONS = {
    "published_after": "published_at__gte",
    "published_before": "published_at__lt",
    "updated_after": "updated_at__gte",
}


def filters_of(kind: Kind | None) -> dict[str, parameters.Reader]:
    """By name, the readers of the parameters that filter items of `kind`; of every kind."""
    schemes = schemes_of(kind) if kind else tuple(scheme.value for scheme in EntryLabel.Scheme)
    return {
        **dict.fromkeys(schemes, parameters.code),
        **({"valid_on": parameters.day} if kind and kind.validity else {}),
        **dict.fromkeys(CONDITIONS, parameters.moment),
    }


def rows_asked_for(
    kind: Kind, asked: Mapping[str, Any], at: Cursor | None, size: int, now: datetime
) -> Iterable[tuple[Any, ...]]:
    """What `paging.rows_of` gives of the items of `kind` that the address asks for. One query."""
    if asked.keys() <= {"cursor", "page_size", "fields"}:
        return unfiltered_rows(kind.name, at, size, now)
    entries, prefix = filtered(kind, asked, now)
    return rows_of(entries, at, size, prefix)


def filtered(kind: Kind | None, asked: Mapping[str, Any], now: datetime) -> tuple[Any, str]:
    """The public entries asked for, and the relation by whose index to walk them.

    `kind` is `None` for those of every kind, which no index of labels walks in order.
    """
    wanted = {CONDITIONS[name]: asked[name] for name in CONDITIONS if name in asked}
    entries = Entry.objects.public(now).filter(**({"kind": kind.name} if kind else {}), **wanted)
    if "valid_on" in asked:
        entries = entries.valid_on(asked["valid_on"])
    labels = [(name, asked[name]) for name in filters_of(kind) if name in asked and _is_label(name)]
    prefix = ""
    if kind and labels:
        (scheme, code), *labels = labels
        entries = entries.filter(labels__scheme=scheme, labels__code=code, labels__kind=kind.name)
        prefix = "labels__"
    for scheme, code in labels:
        entries = entries.filter(pk__in=_labelled(scheme, code))
    return entries, prefix


def _is_label(name: str) -> bool:
    return name not in CONDITIONS and name != "valid_on"


def _labelled(scheme: str, code: str) -> Any:
    return Entry.objects.filter(labels__scheme=scheme, labels__code=code).values("pk")

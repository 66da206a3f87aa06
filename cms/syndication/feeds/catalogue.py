"""The feeds that are worth telling people of: of each kind, and of each label in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cms.api.collections import collections
from cms.publishing.models import EntryLabel
from cms.publishing.representation import Kind

from .names import ALL


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed: what it is called, the name in its address, its parameters."""

    label: str
    name: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    feeds: Sequence[Listed]


def groups() -> list[Group]:
    """The feeds by what they are about. One query."""
    of_kinds = [Listed(str(kind.label), name) for name, kind in collections().items()]
    return [
        Group(_("By kind"), [Listed(_("Everything new"), ALL), *of_kinds]),
        *_by_label(),
    ]


def _by_label() -> list[Group]:
    rows = (
        EntryLabel.objects.exclude(name="")
        .filter(entry__withdrawn_at=None)
        .values_list("scheme", "name", "code", "kind")
        .distinct()
        .order_by("scheme", "name", "code")
    )
    kinds = {kind.name: kind for kind in collections().values()}
    found = []
    for scheme, labels in groupby(rows, key=lambda row: row[0]):
        heading, feeds = _headings(kinds).get(scheme), list(_feeds(scheme, list(labels), kinds))
        if heading and feeds:
            found.append(Group(heading, feeds))
    return found


def _headings(kinds: dict[str, Kind]) -> dict[str, str]:
    common = {"topic": _("By topic"), "unit": _("By unit")}
    own = {scheme: str(label) for kind in kinds.values() for scheme, label in kind.labels.items()}
    return {**own, **common}


def _feeds(
    scheme: str, labels: Sequence[tuple[str, str, str, str]], kinds: dict[str, Kind]
) -> Sequence[Listed]:
    """One feed of each label: of every kind where all have the scheme, else of its kind."""
    common = scheme in EntryLabel.Scheme.values
    named = {
        (ALL if common else kinds[kind].collection, code): name
        for _scheme, name, code, kind in labels
        if kind in kinds
    }
    return [Listed(name, feed, urlencode({scheme: code})) for (feed, code), name in named.items()]

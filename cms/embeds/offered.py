"""What the builder's lists offer: what is in the log, by the names that people know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from django.utils import timezone

from cms.publishing.models import Entry, EntryLabel

# What a webmaster would scroll through.
MOST = 300
COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


def units(now: datetime) -> list[Option]:
    """The communes and wards that there are today. One query."""
    today = timezone.localdate(now)
    return sorted(_units(now, today), key=lambda one: one.label)


def _units(now: datetime, today: date) -> Iterator[Option]:
    rows = Entry.objects.public(now).filter(kind="unit").values_list("title", "summary")
    for title, summary in rows:
        unit = orjson.loads(summary)
        ended = unit["valid_to"] and date.fromisoformat(unit["valid_to"]) < today
        if unit["level"] == COMMUNE and not ended:
            yield Option(unit["code"], title)


def topics(now: datetime) -> list[Option]:
    return _coded("topic", now)


def sets(now: datetime) -> list[Option]:
    return _coded("set", now)


def _coded(kind: str, now: datetime) -> list[Option]:
    """The items of a kind that has codes (topics, sets), by title. One query."""
    rows = Entry.objects.public(now).filter(kind=kind).order_by("title")
    found = rows.values_list("title", "summary")[:MOST]
    return [Option(orjson.loads(summary)["code"], title) for title, summary in found]


def polls(now: datetime) -> list[Option]:
    """The public polls, the newest first. One query."""
    rows = Entry.objects.public(now).filter(kind="poll").order_by("-published_at")
    return [Option(str(id), title) for id, title in rows.values_list("id", "title")[:MOST]]


def in_use(scheme: str) -> Callable[[datetime], list[Option]]:
    """Gives what documents are labelled with in this scheme. One query."""

    def labels(now: datetime) -> list[Option]:
        rows = EntryLabel.objects.filter(scheme=scheme, kind="document", entry__withdrawn_at=None)
        named = rows.exclude(name="").values_list("code", "name").distinct().order_by("name")
        return [Option(code, name) for code, name in named[:MOST]]

    return labels

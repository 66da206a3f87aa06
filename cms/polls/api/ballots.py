"""The ballot of a public poll, read from the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils.dateparse import parse_datetime

from cms.api.prepared import Prepared
from cms.polls.ballot import Results, Timetable
from cms.polls.models import Poll
from cms.polls.voting import Ballot
from cms.publishing.models import Entry


def _standing(id: UUID, now: datetime) -> Any:
    found = Entry.objects.public(now).filter(pk=id, kind=Poll.public_kind.name)
    return found.values_list("source", "payload")


_STANDING = Prepared(_standing, id=Entry._meta.pk, now=Entry._meta.get_field("expires_at"))


def public_ballot(entry: UUID, now: datetime) -> Ballot | None:
    """The ballot of the poll that the outside world knows by this id. One query."""
    found = _STANDING.rows(id=entry, now=now)
    return _ballot_in(found[0][0], orjson.loads(found[0][1])) if found else None


def _ballot_in(source: str, payload: Mapping[str, object]) -> Ballot:
    return Ballot(
        poll=int(source.rpartition(":")[2]),
        choice=str(payload["choice"]),
        most=payload["most"],  # type: ignore[arg-type]
        options=frozenset(option["id"] for option in payload["options"]),  # type: ignore[attr-defined]
        timetable=Timetable(
            _moment(payload["opens_at"]),
            _moment(payload["closes_at"]),
            Results(str(payload["results"])),
        ),
    )


def _moment(written: object) -> datetime | None:
    return parse_datetime(str(written)) if written else None

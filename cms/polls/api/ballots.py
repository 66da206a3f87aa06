"""The ballot of a public poll, read from the log, and remembered where a vote can be sure of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils.dateparse import parse_datetime

from cms.api.prepared import Prepared
from cms.polls.ballot import Results, SealedEntry, Timetable
from cms.polls.models import Poll
from cms.polls.newcomers import can_be_welcomed
from cms.polls.voting import Ballot
from cms.publishing.models import Entry


def _standing(id: UUID, now: datetime) -> Any:
    found = Entry.objects.public(now).filter(pk=id, kind=Poll.public_kind.name)
    return found.values_list("source", "payload", "seal", "expires_at")


_STANDING = Prepared(_standing, id=Entry._meta.pk, now=Entry._meta.get_field("expires_at"))


# Of so many polls a process remembers the ballot: more are not voted on at once.
REMEMBERED = 100
_remembered: dict[UUID, tuple[Ballot, datetime | None]] = {}


def public_ballot(entry: UUID, now: datetime) -> Ballot | None:
    """The ballot of the poll that the outside world knows by this id. One query."""
    found = _STANDING.rows(id=entry, now=now)
    if not found:
        _remembered.pop(entry, None)
        return None
    source, payload, seal, expires_at = found[0]
    ballot = _ballot_in(source, orjson.loads(payload), SealedEntry(entry, seal))
    if can_be_welcomed():
        _remember(entry, ballot, expires_at)
    return ballot


def remembered_ballot(entry: UUID, now: datetime) -> Ballot | None:
    """The ballot as this process read it last, no query; perhaps it has changed since.

    Only for `voting.welcome_at_once`, whose statement asks whether it has.
    """
    ballot, expires_at = _remembered.get(entry, (None, None))
    return None if expires_at is not None and expires_at <= now else ballot


def _remember(entry: UUID, ballot: Ballot, expires_at: datetime | None) -> None:
    _remembered[entry] = ballot, expires_at
    while len(_remembered) > REMEMBERED:
        _remembered.pop(next(iter(_remembered)), None)


def _ballot_in(source: str, payload: Mapping[str, object], read_from: SealedEntry) -> Ballot:
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
        read_from=read_from,
    )


def _moment(written: object) -> datetime | None:
    return parse_datetime(str(written)) if written else None

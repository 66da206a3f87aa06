"""The fsck of the house: is what the log says what is public?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection, models, transaction

from . import log, relay, triggers
from .models import Entry, EntryLabel, EntryPart
from .representation import PublicSource, Representation, source_of
from .sources import all_sources


class Fault(StrEnum):
    MISSING = "missing"  # public, and not in the log
    STALE = "stale"  # in the log, but not as it is now
    LEAKING = "leaking"  # in the log, and not public
    UNMARKED = "unmarked"  # a trigger is not there, so changes go unseen
    UNRENDERABLE = "unrenderable"  # public, and raises when rendered


@dataclass(frozen=True, slots=True)
class Drift:
    fault: Fault
    source: str
    detail: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.fault, self.source, self.detail)))


def drifts(now: datetime) -> Iterator[Drift]:
    """Derive every entry again from its source and report what differs."""
    for name in sorted(triggers.wanted_names() - triggers.installed_names(connection)):
        yield Drift(Fault.UNMARKED, name)
    seen: set[str] = set()
    for instance in all_sources():
        source = source_of(instance)
        seen.add(source)
        yield from _drift_of(instance, source, now)
    for source in Entry.objects.filter(withdrawn_at=None).values_list("source", flat=True):
        if source not in seen:
            yield Drift(Fault.LEAKING, source, "its source is gone")


def _drift_of(instance: models.Model, source: str, now: datetime) -> Iterator[Drift]:
    entry = Entry.objects.filter(source=source, withdrawn_at=None).first()
    try:
        item = relay.derive(instance, now)
    except Exception as error:
        yield Drift(Fault.UNRENDERABLE, source, f"{type(error).__name__}: {error}")
        return
    if item is None:
        if entry is not None:
            yield Drift(Fault.LEAKING, source)
        return
    assert isinstance(instance, PublicSource)
    if entry is None:
        yield Drift(Fault.MISSING, source)
    elif entry.digest != log.digest_of(instance.public_kind, item):
        yield Drift(Fault.STALE, source)
    elif not _is_intact(entry, item):
        yield Drift(Fault.STALE, source, "its row was altered")


def _is_intact(entry: Entry, item: Representation) -> bool:
    """Whether the stored strings, labels and parts are those that the log once wrote."""
    labels = EntryLabel.objects.filter(entry=entry)
    repeated = {"kind": entry.kind, "published_at": entry.published_at}
    parts = EntryPart.objects.filter(entry=entry).order_by("position")
    return (
        entry.seal == log.seal_of(entry)
        and {(one.scheme, one.code): one.name for one in labels} == log.labels_of(item)
        and not labels.exclude(**repeated).exists()
        and list(parts.values_list("anchor", "payload"))
        == [(part.anchor, log.part_text(part)) for part in item.parts]
    )


def repair(found: Drift, now: datetime) -> None:
    """Mend one drift. Each in a transaction of its own: a long repair holds no one up."""
    if found.fault is Fault.UNMARKED:
        triggers.install(connection)
        return
    if found.fault is Fault.UNRENDERABLE:
        return  # Its editor must mend it; what else is wrong is mended meanwhile.
    with transaction.atomic():
        log.lock_log()
        # An altered row may still carry the digest of what it should say.
        Entry.objects.filter(source=found.source).update(digest="")
        relay.bring_up_to_date(found.source, now)

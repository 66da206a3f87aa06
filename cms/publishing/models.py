"""The log: one row per public item, each change numbered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .representation import Passage


class EntryQuerySet(models.QuerySet["Entry"]):
    def public(self, at: datetime | None = None) -> EntryQuerySet:
        """Entries that everyone may read at `at` (now): the clock decides as well as the log."""
        at = at or timezone.now()
        return self.filter(withdrawn_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def valid_on(self, day: date) -> EntryQuerySet:
        """Entries in force on that day; one whose first day nobody said is not among them."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class Entry(models.Model):
    """A public item, or the tombstone of one.

    `summary` and `payload` are JSON texts, rendered once: the item as it stands in
    a list and as it stands alone. They are strings, not JSON columns, because
    readers only ever join them. Written by `cms.publishing.log` and nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=120, unique=True)
    change = models.BigIntegerField(unique=True)
    version = models.PositiveIntegerField()
    # Of what the source says, and of what this row says: see `cms.publishing.check`.
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    title = models.TextField()
    url = models.TextField()
    language = models.CharField(max_length=12)
    summary = models.TextField()
    payload = models.TextField()
    text = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    changes_at = models.DateTimeField(null=True, db_index=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        constraints = [
            models.CheckConstraint(
                name="a_tombstone_holds_nothing",
                condition=Q(withdrawn_at=None) | Q(summary="", payload="", title="", url=""),
            )
        ]
        indexes = [
            models.Index(fields=["kind", "-published_at", "-id"], name="entry_newest_of_kind"),
            models.Index(fields=["kind", "updated_at"], name="entry_updated_of_kind"),
            # By its address an item is found for oEmbed and for the statistics.
            models.Index(fields=["url"], name="entry_at", condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title or self.id}"

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage_of(stored) for stored in self.text)


def passage_of(stored: Mapping[str, Any]) -> Passage:
    """A passage as `Entry.text` holds it."""
    inner = tuple((start, deeper) for start, deeper in stored.get("inner", ()))
    return Passage(stored["anchor"], stored["heading"], stored["text"], inner)


class EntryPart(models.Model):
    """A part of an entry under an anchor of its own: the provision of a law.

    Rows exist only while the entry is public. Like the entry's own, its payload is a
    JSON text, rendered once.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=200)
    payload = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "anchor"], name="entry_part_anchor_once"),
            models.UniqueConstraint(fields=["entry", "position"], name="entry_part_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}#{self.anchor}"


class EntryLabel(models.Model):
    """A unit, a topic or another label under which an entry is found.

    Kind and date are repeated here, so that one index walks a filtered list in
    order. Rows exist only while the entry is public. `scheme` is one of `Scheme`, or
    one that the entry's kind names. A unit under whose successor an item is found has
    no name here.
    """

    class Scheme(models.TextChoices):
        UNIT = "unit"
        TOPIC = "topic"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="labels")
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=120)
    name = models.TextField(default="")
    kind = models.CharField(max_length=40)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "scheme", "code"], name="entry_label_once")
        ]
        indexes = [
            models.Index(
                fields=["scheme", "code", "kind", "-published_at", "-entry"],
                name="label_newest_of_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}={self.code}"


class LogState(models.Model):
    """The log's one row of state, and its lock.

    `last_change` is the number of the latest change. Whoever appends holds this
    row locked until commit: that makes commit order the order of changes.
    `horizon` is the latest tombstone that has been purged: a reader whose cursor
    is below it may have missed a withdrawal.
    """

    last_change = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="one_log", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"change {self.last_change}"


class Mark(models.Model):
    """A row changed: see what it means for the log. Written by database triggers.

    Rows are only ever added and deleted, never merged: a mark that another
    transaction is about to add must not be swallowed by one already being worked off.
    """

    subject = models.CharField(max_length=120)
    key = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(default="", db_default="")

    def __str__(self) -> str:
        return f"{self.subject}:{self.key}"

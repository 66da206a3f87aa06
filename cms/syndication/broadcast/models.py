"""What village loudspeakers read: a script of each item, and the bulletin of a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Entry

from .reading.script import seconds


class ScriptState(models.TextChoices):
    """How far a script is. Only what is approved goes on the air."""

    PROPOSED = "proposed", _("Proposed by rules")
    EDITED = "edited", _("Edited")
    APPROVED = "approved", _("Approved")
    STALE = "stale", _("The item was corrected: look at it again")


class ScriptQuerySet(models.QuerySet["BroadcastScript"]):
    def readable(self, now: datetime) -> ScriptQuerySet:
        """Scripts that may be read out at `now`: approved, of what is public as it is now."""
        public = Q(entry__withdrawn_at=None) & (
            Q(entry__expires_at=None) | Q(entry__expires_at__gt=now)
        )
        return self.filter(public, approved_at__isnull=False, based_on_version=F("entry__version"))


class BroadcastScript(models.Model):
    """The spoken text of one item.

    `proposed` is what the rules of reading made of the item's `based_on_version`, `text`
    what the editor made of that. It goes when its item is withdrawn. `compared_with` is the
    version that is known to say something else, so that it waits for an editor.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="broadcast_script")
    based_on_version = models.PositiveIntegerField()
    compared_with = models.PositiveIntegerField(default=0)
    proposed = models.TextField()
    text = models.TextField(_("script"))
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("broadcast script")
        verbose_name_plural = _("broadcast scripts")
        permissions = [("approve_broadcastscript", "Duyệt bản đọc và bản tin truyền thanh")]

    def __str__(self) -> str:
        return self.entry.title

    @property
    def state(self) -> ScriptState:
        if self.based_on_version != self.entry.version:
            return ScriptState.STALE
        if self.approved_at:
            return ScriptState.APPROVED
        return ScriptState.PROPOSED if self.text == self.proposed else ScriptState.EDITED

    @property
    def seconds(self) -> int:
        """How long it takes to read out, at the pace that the settings say."""
        return seconds(self.text, settings.BROADCAST["SYLLABLES_PER_MINUTE"])


def recordings() -> FileSystemStorage:
    """Where recordings lie: in no folder that a web server gives out by itself."""
    return FileSystemStorage(location=settings.BROADCAST["RECORDINGS"])


def recording_path(bulletin: BroadcastBulletin, name: str) -> str:
    return f"{bulletin.date.isoformat()}{Path(name).suffix}"


class BroadcastBulletin(models.Model):
    """The bulletin of one day: scripts in their order between opening and closing words.

    Both are by the entry's id its version: `recorded` what is read in the recording, `announced`
    what the bulletin had when it was published, as whoever printed it then reads it out.
    """

    date = models.DateField(_("day"), unique=True)
    opening = models.TextField(_("opening words"), blank=True)
    closing = models.TextField(_("closing words"), blank=True)
    published_at = models.DateTimeField(null=True)
    announced = models.JSONField(default=dict)
    recording = models.FileField(
        _("sound recording"), storage=recordings, upload_to=recording_path, blank=True
    )
    recording_type = models.CharField(max_length=40, blank=True)
    recording_size = models.PositiveBigIntegerField(default=0)
    recording_seconds = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(null=True)
    recorded = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["-date"]

    def __str__(self) -> str:
        return str(_("Bulletin of %(day)s")) % {"day": self.day}

    @property
    def sound_address(self) -> str:
        """Where its recording is heard."""
        ending = Path(self.recording.name or "").suffix
        return reverse("broadcast:recording", args=[self.date, ending])

    @property
    def day(self) -> str:
        """`18/3/2022`."""
        return f"{self.date.day}/{self.date.month}/{self.date.year}"


class BulletinLine(models.Model):
    """A script's place in a bulletin."""

    bulletin = models.ForeignKey(BroadcastBulletin, models.CASCADE, related_name="lines")
    script = models.ForeignKey(BroadcastScript, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(_("place"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "script"], name="script_once_a_bulletin")
        ]

    def __str__(self) -> str:
        return str(self.script)

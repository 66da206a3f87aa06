"""What was uploaded, and where it is kept until its document is public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.models import Collection

from cms.library.extraction.contract import FileType, Limits, Reason

from . import wording

# Never asked for a fraction of a percent: what to look at again is what it tells.
GOOD, FAIR = 0.95, 0.85


class State(models.TextChoices):
    """Where an uploaded file is on its way to text."""

    QUEUED = "queued", _("waiting to be read")
    EXTRACTING = "extracting", _("being read")
    DONE = "done", _("text is read")
    FAILED = "failed", _("could not be read")


class SourceFile(models.Model):
    """An uploaded file and the text that was read from it, which staff may have corrected.

    `claim` names the worker that reads it, `alive_at` is when that last gave a sign.
    `about` and `warnings` are the JSON of `Refused.about` and `Extracted.warnings`.
    """

    library = models.ForeignKey(
        "library.LibraryPage", models.CASCADE, related_name="+", verbose_name=_("library")
    )
    page = models.ForeignKey(
        "library.DocumentPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="source_files",
        verbose_name=_("document"),
    )
    original = models.OneToOneField(
        get_document_model_string(),
        models.SET_NULL,
        null=True,
        related_name="source_file",
        verbose_name=_("original file"),
    )
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("file size"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.QUEUED, db_index=True
    )
    attempt = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    alive_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, blank=True)
    about = models.JSONField(default=dict)

    type = models.CharField(_("type"), max_length=8, blank=True)
    pages = models.PositiveIntegerField(_("number of pages"), null=True)
    text = models.TextField(_("text"), blank=True)
    warnings = models.JSONField(default=list)
    confidence = models.FloatField(_("confidence"), null=True)
    ocr = models.JSONField(default=list)

    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    taken_over_at = models.DateTimeField(null=True)

    # Not a part of anything public: what a document uses of it, it has copied.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in (State.DONE, State.FAILED)

    @property
    def type_label(self) -> str:
        return FileType(self.type).name if self.type else ""

    @property
    def confidence_label(self) -> str:
        """Whole percent, or nothing where there were too few words to say."""
        return "" if self.confidence is None else f"{self.confidence:.0%}"

    @property
    def confidence_grade(self) -> str:
        """`good`, `fair` or `poor`, as the screens colour it."""
        sure = 1.0 if self.confidence is None else self.confidence
        return "good" if sure >= GOOD else "fair" if sure >= FAIR else "poor"

    @property
    def why(self) -> str:
        """Why there is no text, in a sentence; empty unless it failed."""
        return wording.refusal(Reason(self.reason), self.about) if self.reason else ""

    @cached_property
    def cautions(self) -> list[str]:
        """What to look at in the text, a sentence each."""
        return [wording.caution(warned) for warned in self.warnings]


class OriginalsCollection(models.Model):
    """Marks the collection whose documents are closed until a public document page has them.

    A row, not a name: an administrator may rename the collection or move it.
    """

    collection = models.OneToOneField(Collection, models.CASCADE, related_name="originals")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.collection)


def limits() -> Limits:
    """The limits of this installation: those of the code, and what its settings say."""
    said: dict[str, Any] = getattr(settings, "EXTRACTION", {})
    return Limits(**said)

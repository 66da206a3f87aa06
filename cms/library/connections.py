"""The rows that tie a document to others: its relations, its names, what it cites."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from cms.legaltext.laws import number_key

from .vocabulary import RelationKind


class DocumentRelation(Orderable):
    """What a document does to another: in the library, or only named."""

    page = ParentalKey("library.DocumentPage", on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind.choices)
    target = models.ForeignKey(
        "library.DocumentPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="relations_to",
        verbose_name=_("document in the library"),
    )
    # What a hub of the law is called changes rarely, and a thousand documents are based on
    # it: `DocumentPage.also_affected` says which of them a change concerns.
    target.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    target_number = models.CharField(
        _("number of the other document"),
        max_length=80,
        blank=True,
        help_text=_(
            "For one that is not in the library. Once a document with this number is, the two are"
            " joined by themselves."
        ),
    )
    # Its key, derived: see `cms.library.derived`.
    target_key = models.CharField(max_length=240, blank=True, editable=False, db_index=True)
    target_title = models.CharField(_("title of the other document"), max_length=400, blank=True)
    partial = models.BooleanField(_("in part"), default=False)
    provisions = models.CharField(
        _("which provisions"),
        max_length=400,
        blank=True,
        help_text=_("For example: Article 5, clause 2 of Article 7."),
    )
    since = models.DateField(
        _("since"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is the day on which this document comes into force."),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("since")]),
        PageChooserPanel("target", ["library.DocumentPage"]),
        FieldRowPanel([FieldPanel("target_number"), FieldPanel("target_title")]),
        FieldRowPanel([FieldPanel("partial"), FieldPanel("provisions")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        indexes = [models.Index(fields=["target", "kind"], name="relations_to_a_document")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target or self.target_number or self.target_title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.target_key = number_key(self.target_number)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not (self.target_id or self.target_number or self.target_title):
            raise ValidationError(
                {"target": _("Choose the other document, or give its number or title.")}
            )
        if self.target_id and self.target_id == self.page_id:
            raise ValidationError({"target": _("A document has no relation to itself.")})


class DocumentName(models.Model):
    """A key (see `cms.library.keys`) under which a document is cited. Derived, never edited."""

    page = models.ForeignKey("library.DocumentPage", models.CASCADE, related_name="names")
    key = models.CharField(max_length=240, db_index=True)

    # Nothing of it shows; what a document is called is its own columns.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="document_name_once")]

    def __str__(self) -> str:
        return self.key


class Mention(models.Model):
    """That a provision of a document cites one of another. Derived from its text, never edited.

    `anchor` is where in the citing document it stands, `key` the cited document's and
    `target_anchor` the cited provision's, empty for the document as a whole.
    """

    page = models.ForeignKey("library.DocumentPage", models.CASCADE, related_name="mentions")
    anchor = models.CharField(max_length=200)
    label = models.CharField(max_length=300)
    key = models.CharField(max_length=240)
    # The year said with a name: *Luật Đất đai năm 2013*.
    year = models.PositiveSmallIntegerField(null=True)
    target_anchor = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["key", "target_anchor"], name="mentions_of_a_provision")]

    def __str__(self) -> str:
        return f"{self.page_id}#{self.anchor} → {self.key}#{self.target_anchor}"

    @property
    def identity(self) -> tuple[str, str, int | None, str]:
        """What tells one mention in a document from another."""
        return self.anchor, self.key, self.year, self.target_anchor

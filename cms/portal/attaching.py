"""The rows by which an item has files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable


class AttachmentRow(Orderable):
    """A file that comes with an item, in the editor's order. `page` is its subclass's to say."""

    document = models.ForeignKey(
        get_document_model_string(), models.CASCADE, related_name="+", verbose_name=_("file")
    )
    title = models.CharField(
        _("title"),
        max_length=240,
        blank=True,
        help_text=_("Left empty, it is the title of the file."),
    )

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or self.document.title

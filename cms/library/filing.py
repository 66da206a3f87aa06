"""The rows that say where a document belongs: sets, issuers, fields, audiences, topics, files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from cms.portal.attaching import AttachmentRow
from cms.topics.models import TopicRow

from .terms import Audience, IssuingBody, LawField


class SetDocument(Orderable):
    """The place of a document in a set."""

    set = ParentalKey(
        "library.DocumentSetPage", on_delete=models.CASCADE, related_name="set_documents"
    )
    document = models.ForeignKey(
        "library.DocumentPage", models.CASCADE, related_name="in_sets", verbose_name=_("document")
    )

    panels = [PageChooserPanel("document", ["library.DocumentPage"])]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a set")
        verbose_name_plural = _("documents of a set")

    def __str__(self) -> str:
        return str(self.document)


class DocumentIssuer(Orderable):
    """A body that issued a document; a joint circular has several."""

    page = ParentalKey("library.DocumentPage", on_delete=models.CASCADE, related_name="issuers")
    body = models.ForeignKey(
        IssuingBody, models.CASCADE, related_name="+", verbose_name=_("issuing body")
    )

    panels = [FieldPanel("body")]

    class Meta(Orderable.Meta):
        verbose_name = _("issuer of a document")
        verbose_name_plural = _("issuers of a document")

    def __str__(self) -> str:
        return str(self.body)


class DocumentLawField(Orderable):
    """A field of law that a document belongs to."""

    page = ParentalKey("library.DocumentPage", on_delete=models.CASCADE, related_name="law_fields")
    field = models.ForeignKey(
        LawField, models.CASCADE, related_name="+", verbose_name=_("field of law")
    )

    panels = [FieldPanel("field")]

    class Meta(Orderable.Meta):
        verbose_name = _("field of a document")
        verbose_name_plural = _("fields of a document")

    def __str__(self) -> str:
        return str(self.field)


class DocumentAudience(Orderable):
    """Someone whom a document is for."""

    page = ParentalKey("library.DocumentPage", on_delete=models.CASCADE, related_name="audiences")
    audience = models.ForeignKey(
        Audience, models.CASCADE, related_name="+", verbose_name=_("audience")
    )

    panels = [FieldPanel("audience")]

    class Meta(Orderable.Meta):
        verbose_name = _("audience of a document")
        verbose_name_plural = _("audiences of a document")

    def __str__(self) -> str:
        return str(self.audience)


class DocumentTopic(TopicRow):
    """A topic that a document is about."""

    page = ParentalKey("library.DocumentPage", on_delete=models.CASCADE, related_name="item_topics")


class DocumentAttachment(AttachmentRow):
    """A file that comes with a document: slides, a recording, a form to fill in."""

    page = ParentalKey("library.DocumentPage", on_delete=models.CASCADE, related_name="attachments")

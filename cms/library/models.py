"""The library: its page, its document sets, and the documents themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, Page

from blocks.body import ContentBody
from blocks.extra import OpenStreamField
from cms.legaltext.laws import number_key
from cms.portal.listing import Listing
from cms.publishing.representation import Kind, PartKind, Representation, Watch
from cms.publishing.visibility import PublicPage

from . import affected, contract, derived, filters, item, representation
from .listing import DocumentManager, DocumentSetManager
from .terms import Audience, IssuingBody, LawField
from .uploads.models import OriginalsCollection, SourceFile
from .vocabulary import DocumentType, RelationKind

__all__ = ["Audience", "IssuingBody", "LawField", "OriginalsCollection", "SourceFile"]


class LibraryPage(Listing):
    """The library: every document and set in it, with filters."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["portal.HomePage", "portal.SectionPage"]
    subpage_types = ["library.DocumentSetPage", "library.DocumentPage"]
    template = "library/library_page.html"

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def latest(self, now: datetime, limit: int) -> list[Page]:
        return list(DocumentPage.objects.readable(now, below=self).order_by("-pk")[:limit])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(filters.context_of(self, request.GET, timezone.now()))
        return context


class DocumentSetPage(PublicPage, Page):
    """Documents that belong together, in an order: a course to read, a kit to print."""

    public_kind = Kind(
        "set", "sets", _("Document sets"), summary=contract.SET_SUMMARY, detail=contract.SET_DETAIL
    )

    lead = models.TextField(
        _("lead"),
        max_length=600,
        blank=True,
        help_text=_("What the set is for, in two or three sentences. Lists show it."),
    )
    for_whom = models.CharField(
        _("for whom"),
        max_length=240,
        blank=True,
        help_text=_("Whom the set was made for, in a few words."),
    )
    contributor = models.CharField(
        _("contributor"),
        max_length=240,
        blank=True,
        help_text=_("Who wrote or gave it: an office, an association, a person."),
    )
    introduction = OpenStreamField(ContentBody(), verbose_name=_("introduction"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("for_whom"), FieldPanel("contributor")], heading=_("Facts")),
        FieldPanel("introduction"),
        InlinePanel(
            "set_documents",
            label=_("Document"),
            heading=_("Documents, in order"),
            help_text=_("One that is not public is left out until it is."),
        ),
    ]

    parent_page_types = ["library.LibraryPage"]
    subpage_types: list[str] = []
    template = "library/document_set_page.html"

    class Meta:
        verbose_name = _("document set")
        verbose_name_plural = _("document sets")

    objects = DocumentSetManager()

    def represent(self) -> Representation:
        return representation.represent_set(self)

    @classmethod
    def also_affected(cls, key: str) -> Iterable[str]:
        return affected.by_set(key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(item.context_of_set(self, timezone.now()))
        return context


class DocumentPage(PublicPage, Page):
    """One document: a law, a guide, a form, a lesson. Its text is divided by its own headings."""

    public_kind = Kind(
        "document",
        "documents",
        _("Documents"),
        labels=contract.LABELS,
        validity=True,
        parts=PartKind("provision", "provisions", _("Provisions"), fields=contract.PROVISION),
        summary=contract.SUMMARY,
        detail=contract.DETAIL,
    )
    # A relation marks the document that says it by itself, and so does a place in a set; these
    # mark the other one.
    public_watches = (
        Watch("library_documentrelation", "target_id", "wagtailcore.page"),
        Watch("library_setdocument", "document_id", "wagtailcore.page"),
    )

    type = models.CharField(
        _("type"), max_length=24, choices=DocumentType.choices, default=DocumentType.OTHER
    )
    number = models.CharField(
        _("number"),
        max_length=80,
        blank=True,
        help_text=_("As it stands on the document, for example 35/2013/QH13."),
    )
    known_as = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "What others call it: short titles and abbreviations, one to a line. By them it is"
            " recognised where another document cites it."
        ),
    )
    signer = models.CharField(_("signer"), max_length=160, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    effective_from = models.DateField(
        _("effective from"),
        null=True,
        blank=True,
        help_text=_("The first day on which it is in force."),
    )
    effective_to = models.DateField(
        _("no longer in force from"),
        null=True,
        blank=True,
        help_text=_(
            "Only where the document itself sets its end. What replaces or repeals it says so"
            " among its own relations."
        ),
    )
    summary = models.TextField(
        _("summary"),
        max_length=2000,
        blank=True,
        help_text=_("What it is about, in plain words. Lists show it."),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    file = models.ForeignKey(
        get_document_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("original file"),
        help_text=_("The document as it was issued: a scan, a PDF, a text file."),
    )
    body = OpenStreamField(
        ContentBody(),
        verbose_name=_("introduction"),
        blank=True,
        help_text=_("Stands before the text: an explanation, a video, pictures."),
    )
    text = models.TextField(
        _("full text"),
        blank=True,
        help_text=_(
            "The document's own words, as plain text. It is divided into its articles, or by its"
            " headings, by itself."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("type"), FieldPanel("number")]),
        FieldPanel("summary"),
        FieldPanel("file"),
        FieldPanel("body"),
        FieldPanel("text"),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
    ]
    facts_panels = [
        InlinePanel("issuers", label=_("Issuing body"), heading=_("Issuing bodies")),
        FieldPanel("signer"),
        MultiFieldPanel(
            [
                FieldPanel("issued_on"),
                FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_to")]),
            ],
            heading=_("Dates"),
        ),
        InlinePanel("law_fields", label=_("Field of law"), heading=_("Fields of law")),
        InlinePanel("audiences", label=_("Audience"), heading=_("Audiences")),
        InlinePanel("item_topics", label=_("Topic"), heading=_("Topics")),
        FieldPanel("known_as"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("source_url")], heading=_("Source")),
    ]
    relations_panels = [
        InlinePanel(
            "relations",
            label=_("Relation"),
            heading=_("What this document does to others"),
            help_text=_(
                "Said once, here, of the later document; on the other one it shows by itself."
            ),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(facts_panels, heading=_("Facts")),
            ObjectList(relations_panels, heading=_("Relations")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    parent_page_types = ["library.LibraryPage"]
    subpage_types: list[str] = []
    template = "library/document_page.html"

    objects = DocumentManager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["-issued_on", "-page_ptr"], name="documents_newest"),
            models.Index(fields=["type", "-issued_on"], name="documents_of_type"),
        ]

    @property
    def lead(self) -> str:
        """What lists and `<meta>` say of it."""
        return self.summary

    def clean(self) -> None:
        super().clean()
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValidationError({"effective_to": _("It would end before it begins.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                derived.derive_rows(self)

    def represent(self) -> Representation:
        return representation.represent(self)

    @classmethod
    def also_affected(cls, key: str) -> Iterable[str]:
        return affected.by_document(key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(item.context_of(self, request, timezone.now()))
        return context


class SetDocument(Orderable):
    """The place of a document in a set."""

    set = ParentalKey(DocumentSetPage, on_delete=models.CASCADE, related_name="set_documents")
    document = models.ForeignKey(
        DocumentPage, models.CASCADE, related_name="in_sets", verbose_name=_("document")
    )

    panels = [PageChooserPanel("document", ["library.DocumentPage"])]

    def __str__(self) -> str:
        return str(self.document)


class DocumentIssuer(Orderable):
    """A body that issued a document; a joint circular has several."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="issuers")
    body = models.ForeignKey(
        IssuingBody, models.CASCADE, related_name="+", verbose_name=_("issuing body")
    )

    panels = [FieldPanel("body")]

    def __str__(self) -> str:
        return str(self.body)


class DocumentLawField(Orderable):
    """A field of law that a document belongs to."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="law_fields")
    field = models.ForeignKey(
        LawField, models.CASCADE, related_name="+", verbose_name=_("field of law")
    )

    panels = [FieldPanel("field")]

    def __str__(self) -> str:
        return str(self.field)


class DocumentAudience(Orderable):
    """Someone whom a document is for."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="audiences")
    audience = models.ForeignKey(
        Audience, models.CASCADE, related_name="+", verbose_name=_("audience")
    )

    panels = [FieldPanel("audience")]

    def __str__(self) -> str:
        return str(self.audience)


class DocumentTopic(Orderable):
    """A topic that a document is about."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="item_topics")
    topic = models.ForeignKey(
        "topics.Topic", models.CASCADE, related_name="+", verbose_name=_("topic")
    )

    panels = [FieldPanel("topic")]

    def __str__(self) -> str:
        return str(self.topic)


class DocumentAttachment(Orderable):
    """A file that comes with a document: slides, a recording, a form to fill in."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="attachments")
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

    def __str__(self) -> str:
        return self.title or self.document.title


class DocumentRelation(Orderable):
    """What a document does to another: in the library, or only named."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind.choices)
    target = models.ForeignKey(
        DocumentPage,
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

    page = models.ForeignKey(DocumentPage, models.CASCADE, related_name="names")
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

    page = models.ForeignKey(DocumentPage, models.CASCADE, related_name="mentions")
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

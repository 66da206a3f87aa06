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
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from blocks.body import ContentBody
from blocks.extra import OpenStreamField
from cms.portal.listing import Listing
from cms.publishing.representation import Kind, PartKind, Representation, Watch
from cms.publishing.visibility import PublicPage

from . import affected, contract, derived, filters, item, representation
from .connections import DocumentName, DocumentRelation, Mention
from .filing import (
    DocumentAttachment,
    DocumentAudience,
    DocumentIssuer,
    DocumentLawField,
    DocumentTopic,
    SetDocument,
)
from .listing import DocumentManager, DocumentSetManager
from .terms import Audience, IssuingBody, LawField
from .uploads.models import OriginalsCollection, SourceFile
from .vocabulary import DocumentType

# What Django is to know of as this app's, and others to find here.
__all__ = [
    "Audience",
    "DocumentAttachment",
    "DocumentAudience",
    "DocumentIssuer",
    "DocumentLawField",
    "DocumentName",
    "DocumentRelation",
    "DocumentTopic",
    "IssuingBody",
    "LawField",
    "Mention",
    "OriginalsCollection",
    "SetDocument",
    "SourceFile",
]


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
    public_children = {
        "wagtail_admin_comments": (),
        "relations": (),
        "issuers": ("body",),
        "law_fields": ("field",),
        "audiences": ("audience",),
        "item_topics": ("topic",),
        "attachments": ("document__collection",),
    }
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

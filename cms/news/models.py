"""News: an index page, the items under it, and the people who sign them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from blocks.body import ContentBody
from blocks.extra import OpenStreamField
from cms.portal.attaching import AttachmentRow
from cms.portal.listing import Listing
from cms.publishing.representation import Kind, Representation
from cms.publishing.visibility import PublicPage
from cms.topics.models import TopicRow

from . import contract, filters, item, representation
from .listing import NewsManager


class Author(models.Model):
    """Someone who signs news: their name, role and profile, as the public sees them."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("The end of the profile's address. Left empty, it is made from the name."),
    )
    role = models.CharField(_("role"), max_length=160, blank=True)
    portrait = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )
    bio = RichTextField(_("about the author"), blank=True, features=["bold", "italic", "link"])

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("portrait"),
        FieldPanel("bio"),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("news:author", args=[self.slug])

    def _free_slug(self) -> str:
        base = slugify(self.name.replace("đ", "d").replace("Đ", "D"))[:110] or "tac-gia"
        taken = set(Author.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        candidates = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        return next(slug for slug in candidates if slug not in taken)


class NewsIndexPage(Listing):
    """The list of news, with its filters."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["portal.HomePage", "portal.SectionPage"]
    subpage_types = ["news.NewsPage"]
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def latest(self, now: datetime, limit: int) -> list[Page]:
        return list(NewsPage.objects.readable(now, below=self)[:limit])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        everything = NewsPage.objects.readable(timezone.now(), below=self)
        context.update(filters.context_of(everything, request.GET))
        return context


class NewsPage(PublicPage, Page):
    """One news item."""

    public_kind = Kind("news", "news", _("News"), summary=contract.SUMMARY, detail=contract.DETAIL)

    lead = models.TextField(
        _("lead"),
        max_length=800,
        help_text=_("What happened, where and when, in two or three sentences. Lists show it."),
    )
    date = models.DateTimeField(
        _("date shown"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is the moment of first publication."),
    )
    cover = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover image"),
    )
    cover_alt = models.CharField(
        _("alternative text of the cover"),
        max_length=240,
        blank=True,
        help_text=_("What the image shows, for those who cannot see it."),
    )
    cover_caption = models.CharField(_("caption of the cover"), max_length=240, blank=True)
    body = OpenStreamField(ContentBody(), verbose_name=_("body"), blank=True)
    author = models.ForeignKey(
        Author,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    source = models.CharField(
        _("source"),
        max_length=160,
        blank=True,
        help_text=_("Where the item was taken from, when it is not our own."),
    )
    source_url = models.URLField(_("address of the source"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_alt"), FieldPanel("cover_caption")],
            heading=_("Cover"),
        ),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
    ]
    filing_panels = [
        FieldPanel("date"),
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("source"), FieldPanel("source_url")],
            heading=_("Byline and source"),
        ),
        InlinePanel("item_topics", label=_("Topic"), heading=_("Topics")),
        InlinePanel("item_units", label=_("Unit"), heading=_("Units it is for")),
        InlinePanel(
            "chosen_related",
            label=_("Item"),
            heading=_("Other news"),
            help_text=_("These come first; the newest of the same topic follow by themselves."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(filing_panels, heading=_("Filing")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    objects = NewsManager()

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/news_page.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes = [models.Index(fields=["-date", "-page_ptr"], name="news_newest")]

    @property
    def published_at(self) -> datetime:
        """The date that stands on the item: the editor's, else that of its first publication."""
        return self.date or self.first_published_at or self.latest_revision_created_at

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Lists are ordered by this column; an index cannot walk "date, or else …".
        if self.date is None and self.first_published_at is not None:
            self.date = self.first_published_at
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.cover_id and not self.cover_alt.strip():
            raise ValidationError(
                {"cover_alt": _("Say what the cover shows: some readers cannot see it.")}
            )

    def represent(self) -> Representation:
        return representation.represent(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(item.context_of(self, request, timezone.now()))
        return context


class NewsTopic(TopicRow):
    """A topic that an item is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="item_topics")


class NewsUnit(Orderable):
    """An administrative unit that an item is for."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="item_units")
    unit = models.ForeignKey(
        "units.Unit", models.CASCADE, related_name="news_items", verbose_name=_("unit")
    )

    panels = [FieldPanel("unit")]

    class Meta(Orderable.Meta):
        verbose_name = _("unit of an item")
        verbose_name_plural = _("units of an item")

    def __str__(self) -> str:
        return str(self.unit)


class NewsAttachment(AttachmentRow):
    """A document to download with an item."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="attachments")


class NewsRelated(Orderable):
    """A page that the editor wants read next."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="chosen_related")
    related = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("related", ["news.NewsPage", "portal.SectionPage"])]

    class Meta(Orderable.Meta):
        verbose_name = _("related item")
        verbose_name_plural = _("related items")

    def __str__(self) -> str:
        return str(self.related)

"""Topics: what an item is about, across all kinds of content."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.publishing.representation import Kind, Label, PublicSource, Representation


class Topic(PublicSource, models.Model):
    """A subject under which editors file content and readers find it."""

    public_kind = Kind(
        "topic", "topics", _("Topics"), searchable=False, summary={"code": {"type": "string"}}
    )

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("The code that feeds and the API use. Changing it breaks others' filters."),
    )
    description = models.TextField(_("description"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Label:
        return Label(self.slug, self.name)

    def is_public(self, at: datetime) -> bool:
        return True

    def represent(self) -> Representation:
        return Representation(
            title=self.name,
            url=f"{settings.PORTAL_URL}/tim-kiem/?topic={self.slug}",
            lead=self.description,
            published_at=self.created_at,
            summary={"code": self.slug},
        )


class TopicRow(Orderable):
    """A topic that an item is about, in the editor's order. `page` is its subclass's to say."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+", verbose_name=_("topic"))

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("topic of an item")
        verbose_name_plural = _("topics of an item")

    def __str__(self) -> str:
        return str(self.topic)

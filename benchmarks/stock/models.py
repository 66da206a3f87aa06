"""News as a Wagtail developer would write it: the same content, the same public fields."""

from __future__ import annotations

import os
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from rest_framework.fields import CharField, DateTimeField
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from blocks.body import ContentBody, body_html, body_text

from .serializers import (
    AttachmentSerializer,
    BylineSerializer,
    CoverSerializer,
    LabelSerializer,
    RelatedSerializer,
)

# A body once, as blocks, is what a stock site would give; ours gives it three ways.
BODY_ONCE = os.environ.get("STOCK_BODY") == "once"


class Topic(models.Model):
    code = models.SlugField(unique=True, max_length=120)
    name = models.CharField(max_length=255)


class Unit(models.Model):
    code = models.CharField(unique=True, max_length=120)
    name = models.CharField(max_length=255)


class Author(models.Model):
    name = models.CharField(max_length=255)
    role = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=255)


LIST_FIELDS = [
    APIField("lead"),
    APIField("published_at", serializer=DateTimeField(source="first_published_at")),
    APIField("updated_at", serializer=DateTimeField(source="last_published_at")),
    APIField("language", serializer=CharField(source="locale.language_code")),
    APIField("topics", serializer=LabelSerializer(many=True)),
    APIField("units", serializer=LabelSerializer(many=True)),
    APIField("byline", serializer=BylineSerializer(source="author")),
    APIField("cover", serializer=CoverSerializer(source="*")),
]


class NewsPage(Page):
    lead = models.TextField(blank=True)
    author = models.ForeignKey(Author, models.SET_NULL, null=True, blank=True, related_name="+")
    cover_image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cover_alt = models.CharField(max_length=255, blank=True)
    source_name = models.CharField(max_length=255, blank=True)
    body = StreamField(ContentBody(), blank=True)
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+")
    units = ParentalManyToManyField(Unit, blank=True, related_name="+")
    chosen = ParentalManyToManyField("self", symmetrical=False, blank=True, related_name="+")

    api_fields = [
        *LIST_FIELDS,
        APIField("body"),
        *([] if BODY_ONCE else [APIField("body_html"), APIField("body_text")]),
        APIField("related", serializer=RelatedSerializer(many=True, source="chosen")),
        APIField("attachments", serializer=AttachmentSerializer(many=True)),
        APIField("source"),
    ]

    @property
    def source(self) -> dict[str, Any] | None:
        return {"name": self.source_name, "url": ""} if self.source_name else None

    @property
    def body_html(self) -> str:
        return body_html(self.body, "http://127.0.0.1")

    @property
    def body_text(self) -> str:
        return body_text(self.body)


class Attachment(Orderable):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+")
    title = models.CharField(max_length=255)


class ProvisionPage(Page):
    """A provision as a page of its own, with all of its text in Wagtail's index."""

    text = models.TextField()

    search_fields = [*Page.search_fields, index.SearchField("text")]

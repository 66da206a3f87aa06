"""Wagtail's two APIs, as they come; and v3's list with the fields that its own list leaves out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.pagination import paginate
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.api.v3.querysets import get_pages_queryset
from wagtail.api.v3.schemas import BasePageSchema, read_generator
from wagtail.api.v3.urls import api as v3
from wagtail.query import PageQuerySet

from .models import LIST_FIELDS, NewsPage

v2 = WagtailAPIRouter("wagtailapi")
v2.register_endpoint("pages", PagesAPIViewSet)


def _schema_of(field: APIField) -> Any:
    if field.serializer is None:
        return (Any, None, None)
    return read_generator._custom_serializer_schema(field)


NewsInList = read_generator.extend_schema(
    BasePageSchema, "NewsInList", {field.name: _schema_of(field) for field in LIST_FIELDS}
)

router = Router()


@router.get("/", response=list[NewsInList], auth=None)
@paginate(WagtailLimitOffsetPagination)
def list_news(request: HttpRequest) -> PageQuerySet[NewsPage]:
    return get_pages_queryset(request, NewsPage).order_by("-first_published_at")


@router.get("/fetched-ahead/", response=list[NewsInList], auth=None)
@paginate(WagtailLimitOffsetPagination)
def list_news_fetched_ahead(request: HttpRequest) -> PageQuerySet[NewsPage]:
    """The same, by a developer who has counted the queries."""
    pages = get_pages_queryset(request, NewsPage).order_by("-first_published_at")
    return pages.select_related("author", "cover_image").prefetch_related("topics", "units")


v3.add_router("/news/", router)

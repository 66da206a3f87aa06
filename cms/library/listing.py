"""What readers find in lists of documents: the clock decides as well as the `live` flag."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.publishing.visibility import public_pages, unrestricted_pages


class DocumentQuerySet(PageQuerySet):
    def readable(self, now: datetime, below: Page | None = None) -> DocumentQuerySet:
        """What everyone may read at `now`, the latest issued first, without the texts."""
        items = self if below is None else self.descendant_of(below)
        return (
            items.filter(public_pages(now) & unrestricted_pages())
            .order_by(F("issued_on").desc(nulls_last=True), "-pk")
            .defer("text", "body")
        )


class DocumentSetQuerySet(PageQuerySet):
    def readable(self, now: datetime, below: Page | None = None) -> DocumentSetQuerySet:
        """What everyone may read at `now`, in the order of the tree."""
        items = self if below is None else self.descendant_of(below)
        return (
            items.filter(public_pages(now) & unrestricted_pages())
            .order_by("path")
            .defer("introduction")
        )


DocumentManager = PageManager.from_queryset(DocumentQuerySet)
DocumentSetManager = PageManager.from_queryset(DocumentSetQuerySet)

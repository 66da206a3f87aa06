"""Any number of articles beside the demo's own, for load work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Locale, Page

from cms.news.models import Author, NewsIndexPage, NewsPage, NewsTopic, NewsUnit
from cms.topics.models import Topic
from cms.units.models import Unit

from . import names
from .articles import Article, article
from .bodies import Shelf

BATCH = 500


def fill_up(count: int) -> int:
    """Have the articles 1 to `count`; the number that were missing.

    Rows are inserted in bulk, without Wagtail's revisions and queued index work: a page
    saved one by one costs three times as much, and twenty thousand jobs. The database's
    marks see every row all the same, so the relay publishes them as it does any other.
    """
    index = NewsIndexPage.objects.order_by("path").first()
    if index is None or not count:
        return 0
    wanted = {f"chuyen-{number}": number for number in range(1, count + 1)}
    there = Page.objects.child_of(index).filter(slug__startswith="chuyen-")
    for slug in there.values_list("slug", flat=True):
        wanted.pop(slug, None)
    numbers = iter(wanted.values())
    printer = _Printer(index)
    while batch := [article(number) for number in islice(numbers, BATCH)]:
        printer.put(batch)
    return len(wanted)


class _Printer:
    """Inserts articles below the index, with whatever they refer to known beforehand."""

    def __init__(self, index: NewsIndexPage) -> None:
        self.index = index
        self.shelf = Shelf.of_the_demo()
        self.authors = Author.objects.in_bulk(field_name="slug")
        self.topics = dict(Topic.objects.values_list("slug", "pk"))
        self.units = dict(Unit.objects.values_list("code", "pk"))
        self.content_type = ContentType.objects.get_for_model(NewsPage)
        self.locale = Locale.get_default()

    @transaction.atomic
    def put(self, articles: Sequence[Article]) -> None:
        places = self._places(len(articles))
        pages = [self._page(one, path) for one, path in zip(articles, places, strict=True)]
        bases = Page.objects.bulk_create(_base_of(page) for page in pages)
        Page.objects.filter(pk=self.index.pk).update(numchild=models.F("numchild") + len(pages))
        for page, base in zip(pages, bases, strict=True):
            page.pk = page.page_ptr_id = base.pk
            # Only the row of its own table: Django cannot insert the two tables' rows in bulk.
            page.save_base(raw=True, force_insert=True)
        rows = list(zip(pages, articles, strict=True))
        NewsTopic.objects.bulk_create(
            NewsTopic(page=page, topic_id=self.topics[slug], sort_order=order)
            for page, one in rows
            for order, slug in enumerate(one.topics)
        )
        NewsUnit.objects.bulk_create(
            NewsUnit(page=page, unit_id=self.units[code], sort_order=order)
            for page, one in rows
            for order, code in enumerate(one.units)
        )

    def _places(self, count: int) -> Iterator[str]:
        """The paths of the next `count` children."""
        last = Page.objects.child_of(self.index).order_by("path").last()
        taken = Page._str2int(last.path[-Page.steplen :]) if last else 0
        depth = self.index.depth + 1
        return (
            Page._get_path(self.index.path, depth, taken + step) for step in range(1, count + 1)
        )

    def _page(self, one: Article, path: str) -> NewsPage:
        cover = {}
        if one.cover is not None:
            cover = {
                "cover_id": self.shelf.images[one.cover],
                "cover_alt": names.PICTURES[one.cover][1],
            }
        return NewsPage(
            path=path,
            depth=self.index.depth + 1,
            slug=one.slug,
            url_path=f"{self.index.url_path}{one.slug}/",
            title=one.title,
            draft_title=one.title,
            content_type=self.content_type,
            locale=self.locale,
            first_published_at=one.moment,
            last_published_at=one.moment,
            latest_revision_created_at=one.moment,
            date=one.moment,
            lead=one.lead,
            author=self.authors.get(one.author),
            body=self.shelf.body(one.slug, one.body),
            **cover,
        )


def _base_of(page: NewsPage) -> Page:
    fields: dict[str, Any] = {
        field.attname: getattr(page, field.attname)
        for field in Page._meta.concrete_fields
        if not field.primary_key
    }
    return Page(**fields)

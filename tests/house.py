"""A small public site, and an editor's ways to change it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from cms.news.models import NewsIndexPage, NewsPage
from cms.portal.models import HomePage
from cms.publishing.check import drifts
from cms.publishing.models import Entry
from cms.publishing.relay import relay
from tests.rows import made_once


@dataclass
class House:
    """The root of a site with one news index, and what a test does to it."""

    home: HomePage
    index: NewsIndexPage

    def news(
        self, title: str, *, parent: Page | None = None, live: bool = True, **fields: Any
    ) -> NewsPage:
        """A news item, published through a revision as the admin does it."""
        fields.setdefault("lead", f"Về {title}")
        page = (parent or self.index).add_child(
            instance=NewsPage(title=title, live=False, **fields)
        )
        if live:
            page.save_revision().publish()
        return self.fresh(page)

    def fresh(self, page: Page) -> Any:
        """The page as the database has it: `refresh_from_db` keeps cached children."""
        return type(page).objects.get(pk=page.pk)

    def public(self) -> set[str]:
        """Titles of the public news, after the relay has done its work."""
        relay()
        return set(Entry.objects.public().filter(kind="news").values_list("title", flat=True))

    def entry(self, page: Page) -> Entry:
        relay()
        return Entry.objects.get(source=f"wagtailcore.page:{page.pk}")

    def is_true(self) -> bool:
        """Whether `check_publishing` finds nothing to say."""
        return list(drifts(timezone.now())) == []


@made_once
def make_house() -> House:
    """A public site with nothing published on it."""
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="trang-chu"))
    Site.objects.all().delete()
    Site.objects.create(hostname="portal.example", root_page=home, is_default_site=True)
    index = home.add_child(instance=NewsIndexPage(title="Tin tức", slug="tin-tuc"))
    relay()
    return House(home, index)


@pytest.fixture
def house(db) -> House:
    return make_house()


def png(colour: str = "navy", width: int = 900) -> ImageFile:
    buffer = io.BytesIO()
    Drawing.new("RGB", (width, 500), colour).save(buffer, "PNG")
    return ImageFile(io.BytesIO(buffer.getvalue()), name=f"{colour}.png")


@pytest.fixture
def image(db):
    return get_image_model().objects.create(title="Cầu Nhật Lệ", file=png())


@pytest.fixture
def document(db):
    return get_document_model().objects.create(
        title="Kế hoạch 104", file=ContentFile(b"%PDF-1.4 ...", name="ke-hoach.pdf")
    )

"""Builds the demo's site: all of it, or nothing where a site already stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.files import File as OpenFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from cms.news.models import (
    Author,
    NewsAttachment,
    NewsIndexPage,
    NewsPage,
    NewsRelated,
    NewsTopic,
    NewsUnit,
)
from cms.portal.models import HomePage, SectionPage
from cms.topics.models import Topic
from cms.units import catalogue
from cms.units.models import Unit

from . import names
from .bodies import Shelf
from .furniture import furnish
from .pages import SECTIONS
from .stories import STORIES
from .writing import Standing, Story

HERE = Path(__file__).parent
INDEX_SLUG = "tin-tuc"


@transaction.atomic
def build() -> bool:
    """Build the site; `False`, and nothing done, when there is a home page already."""
    catalogue.load()
    if HomePage.objects.exists():
        return False
    _Builder().build()
    return True


@transaction.atomic
def serve_at(url: str) -> None:
    """Have the default site answer at the origin `url`. Raises `ValueError` for what is none."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"No address of a site: {url}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and (site.hostname, site.port) != (parts.hostname, port):
        site.hostname, site.port = parts.hostname, port
        site.save()


class _Builder:
    """Makes each thing once, and remembers it under the name that the texts use."""

    def build(self) -> None:
        self.images = {name: _image(name) for name in names.PICTURES}
        self.documents = {name: _document(name) for name in names.FILES}
        self.shelf = Shelf(
            images={name: image.pk for name, image in self.images.items()},
            documents={name: document.pk for name, document in self.documents.items()},
        )
        self.topics = {slug: _topic(slug) for slug in names.TOPICS}
        self.units = Unit.objects.in_bulk(field_name="code")
        self.authors = {person.slug: self._author(person) for person in names.PEOPLE}
        home = _home()
        index = home.add_child(
            instance=NewsIndexPage(
                title="Tin tức",
                slug=INDEX_SLUG,
                show_in_menus=True,
                lead=(
                    "Chuyện hòa giải ở xóm, ở phố, và những việc đang làm để hòa giải viên vững tay"
                    " nghề hơn."
                ),
            )
        )
        sections = {one.slug: self._section(home, one) for one in SECTIONS}
        stories: dict[str, NewsPage] = {}
        for story in sorted(STORIES, key=lambda one: one.date):
            stories[story.slug] = self._story(index, story, stories)
        furnish(home, index, sections, stories)

    def _author(self, person: names.Person) -> Author:
        return Author.objects.create(
            slug=person.slug,
            name=person.name,
            role=person.role,
            bio=person.bio,
            portrait=self.images[person.portrait],
        )

    def _section(self, parent: Page, one: Standing) -> SectionPage:
        page = SectionPage(
            title=one.title, slug=one.slug, lead=one.lead, body=self.shelf.body(one.slug, one.body)
        )
        parent.add_child(instance=page)
        page.save_revision().publish()
        for child in one.children:
            self._section(page, child)
        return page

    def _story(self, index: Page, story: Story, earlier: dict[str, NewsPage]) -> NewsPage:
        page = NewsPage(
            title=story.title,
            slug=story.slug,
            lead=story.lead,
            date=story.moment,
            first_published_at=story.moment,
            cover=self.images[story.cover],
            cover_alt=names.PICTURES[story.cover][1],
            cover_caption=story.caption,
            author=self.authors[story.author],
            source=story.source,
            body=self.shelf.body(story.slug, story.body),
            live=False,
        )
        page.item_topics = [NewsTopic(topic=self.topics[slug]) for slug in story.topics]
        page.item_units = [NewsUnit(unit=self.units[code]) for code in story.units]
        page.attachments = [
            NewsAttachment(document=self.documents[name]) for name in story.attachments
        ]
        page.chosen_related = [NewsRelated(related=earlier[slug]) for slug in story.related]
        index.add_child(instance=page)
        page.save_revision().publish()
        return page


def _home() -> HomePage:
    """The home page in place of the page with which Wagtail greets, at the default site."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Hòa giải cơ sở Đồng Hới", slug="trang-chu"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "site_name": "Hòa giải cơ sở Đồng Hới"},
        create_defaults={"root_page": home, "hostname": "localhost", "port": 8000},
    )
    for greeting in Page.objects.child_of(root).exclude(pk=home.pk):
        if greeting.specific_class is Page:
            greeting.delete()
    return HomePage.objects.get(pk=home.pk)


def _image(name: str) -> Any:
    title, alt = names.PICTURES[name]
    path = HERE / "pictures" / f"{name}.webp"
    with path.open("rb") as file:
        return get_image_model().objects.create(
            title=title, description=alt, file=ImageFile(file, name=path.name)
        )


def _document(name: str) -> Any:
    path = HERE / "files" / name
    with path.open("rb") as file:
        return get_document_model().objects.create(
            title=names.FILES[name], file=OpenFile(file, name=name)
        )


def _topic(slug: str) -> Topic:
    name, description = names.TOPICS[slug]
    return Topic.objects.get_or_create(
        slug=slug, defaults={"name": name, "description": description}
    )[0]

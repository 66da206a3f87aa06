"""A portal with the templates in it, published as an editor's articles are.

`python -m benchmarks.ours.seed COUNT`, on a migrated database.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from benchmarks.articles import Dossier
    from cms.portal.demo.bodies import Shelf


def main(count: int) -> None:
    from benchmarks import shelf
    from benchmarks.articles import dossier
    from cms.portal.demo import names
    from cms.publishing.relay import relay
    from cms.topics.models import Topic
    from cms.units import catalogue

    catalogue.load()
    index = tree()
    filled = shelf.fill()
    for slug, (name, description) in names.TOPICS.items():
        Topic.objects.create(slug=slug, name=name, description=description)
    people()
    relay()
    filing = known()
    earlier: dict[str, Any] = {}
    for number in range(1, count + 1):
        one = dossier(number)
        earlier[one.article.slug] = publish(index, one, filled, filing, earlier)
    relay()


def tree() -> Any:
    """Home and the index of news, at the default site; the index."""
    from wagtail.models import Page, Site

    from cms.news.models import NewsIndexPage
    from cms.portal.models import HomePage

    home = Page.get_first_root_node().add_child(instance=HomePage(title="Trang chủ", slug="chu"))
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port, site.root_page = "127.0.0.1", 80, home
    site.save()
    return home.add_child(instance=NewsIndexPage(title="Tin tức", slug="tin-tuc"))


def people() -> None:
    from cms.news.models import Author
    from cms.portal.demo import names

    for one in names.PEOPLE:
        Author.objects.create(slug=one.slug, name=one.name, role=one.role, bio=one.bio)


def known() -> dict[str, dict[str, Any]]:
    """What articles refer to, by the slugs and codes by which they do."""
    from cms.news.models import Author
    from cms.topics.models import Topic
    from cms.units.models import Unit

    return {
        "authors": Author.objects.in_bulk(field_name="slug"),
        "topics": Topic.objects.in_bulk(field_name="slug"),
        "units": Unit.objects.in_bulk(field_name="code"),
    }


def publish(
    index: Any,
    one: Dossier,
    shelf: Shelf,
    known: dict[str, dict[str, Any]],
    earlier: dict[str, Any],
) -> Any:
    """One article, through a revision, as the admin does it; the page."""
    from cms.news.models import NewsAttachment, NewsPage, NewsRelated, NewsTopic, NewsUnit
    from cms.portal.demo import names

    article = one.article
    page = NewsPage(
        title=article.title,
        slug=article.slug,
        lead=article.lead,
        date=article.moment,
        first_published_at=article.moment,
        author=known["authors"].get(article.author),
        body=shelf.body(article.slug, article.body),
        live=False,
    )
    if article.cover:
        page.cover_id = shelf.images[article.cover]
        page.cover_alt = names.PICTURES[article.cover][1]
    page.item_topics = [NewsTopic(topic=known["topics"][slug]) for slug in article.topics]
    page.item_units = [NewsUnit(unit=known["units"][code]) for code in article.units]
    page.attachments = [
        NewsAttachment(document_id=shelf.documents[name]) for name in one.attachments
    ]
    page.chosen_related = [NewsRelated(related=earlier[slug]) for slug in one.related]
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))

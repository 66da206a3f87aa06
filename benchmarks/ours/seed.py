"""The site of `load_demo`'s furniture with the templates in it, published as an editor's are.

`python -m benchmarks.ours.seed COUNT`, on a migrated database.
"""

from __future__ import annotations

import sys

import django


def main(count: int) -> None:
    from django.contrib.contenttypes.models import ContentType

    from cms.news.models import NewsIndexPage, NewsPage
    from cms.portal.demo import build
    from cms.publishing.relay import relay

    build.build()
    build.serve_at("http://127.0.0.1")
    # Only the templates below the index: what is compared has the same articles.
    NewsPage.objects.all().delete()
    index = NewsIndexPage.objects.get()
    relay()
    write(index, count)
    relay()
    ContentType.objects.clear_cache()


def write(index, count: int) -> None:  # type: ignore[no-untyped-def]
    from cms.news.models import Author
    from cms.portal.demo.bodies import Shelf
    from cms.topics.models import Topic
    from cms.units.models import Unit

    from ..articles import dossier

    shelf = Shelf.of_the_demo()
    known = {
        "authors": Author.objects.in_bulk(field_name="slug"),
        "topics": Topic.objects.in_bulk(field_name="slug"),
        "units": Unit.objects.in_bulk(field_name="code"),
    }
    earlier: dict[str, object] = {}
    for number in range(1, count + 1):
        one = dossier(number)
        earlier[one.article.slug] = publish(index, one, shelf, known, earlier)


def publish(index, one, shelf, known, earlier):  # type: ignore[no-untyped-def]
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

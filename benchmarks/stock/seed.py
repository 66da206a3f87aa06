"""The same templates in the stock site: `python -m benchmarks.stock.seed COUNT`, once migrated."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent.parent
ORIGIN = "http://127.0.0.1"


def main(count: int) -> None:
    from wagtail.models import Page, Site

    from .models import NewsPage

    root = Page.get_first_root_node()
    site = Site.objects.get(is_default_site=True)
    home = root.add_child(instance=Page(title="Tin tức", slug="tin-tuc"))
    site.hostname, site.port, site.root_page = "127.0.0.1", 80, home
    site.save()
    filing = Filing()
    earlier: dict[str, NewsPage] = {}
    for number in range(1, count + 1):
        page = filing.publish(home, number, earlier)
        earlier[page.slug] = page


class Filing:
    """The images, files, people, topics and units that articles refer to."""

    def __init__(self) -> None:
        from benchmarks import shelf
        from cms.portal.demo import names

        from .models import Author, Topic, Unit

        self.shelf = shelf.fill()
        self.authors = {
            one.slug: Author.objects.create(
                name=one.name, role=one.role, url=f"{ORIGIN}/tac-gia/{one.slug}/"
            )
            for one in names.PEOPLE
        }
        self.topics = {
            slug: Topic.objects.create(code=slug, name=name)
            for slug, (name, _) in names.TOPICS.items()
        }
        self.units = {
            code: Unit.objects.create(code=code, name=name) for code, name in unit_names().items()
        }

    def publish(self, home: Any, number: int, earlier: dict[str, Any]) -> Any:
        """The article of that number; its page."""
        from benchmarks.articles import dossier
        from cms.portal.demo import names

        from .models import Attachment, NewsPage
        from .serializers import CoverSerializer

        one = dossier(number)
        article = one.article
        page = NewsPage(
            title=article.title,
            slug=article.slug,
            lead=article.lead,
            first_published_at=article.moment,
            last_published_at=article.moment,
            author=self.authors[article.author],
            body=self.shelf.body(article.slug, article.body),
        )
        if article.cover:
            page.cover_image_id = self.shelf.images[article.cover]
            page.cover_alt = names.PICTURES[article.cover][1]
        page.topics = [self.topics[slug] for slug in article.topics]
        page.units = [self.units[code] for code in article.units]
        page.chosen = [earlier[slug] for slug in one.related]
        page.attachments = [
            Attachment(document_id=self.shelf.documents[name], title=names.FILES[name])
            for name in one.attachments
        ]
        home.add_child(instance=page)
        # So that its images are encoded, as they would be long before a measurement.
        CoverSerializer().to_representation(page)
        str(page.body_html)
        return page


def unit_names() -> dict[str, str]:
    """The names of the units by their codes."""
    rows = (
        row
        for path in (ROOT / "cms/units/data").glob("*.json")
        for row in json.loads(path.read_text(encoding="utf-8")).get("units", ())
    )
    return {row["code"]: row["name"] for row in rows}


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))

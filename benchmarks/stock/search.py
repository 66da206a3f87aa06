"""The same provisions as pages of stock Wagtail, found by its own search on PostgreSQL.

`python -m benchmarks.stock.search fill COUNT`, `index`, `ask AT_ONCE SECONDS`; all print JSON.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django

# As many as a page of results shows.
TWENTY = 20


def fill(count: int) -> dict[str, Any]:
    """Pages by COPY, below one index page."""
    from django.db import connection, transaction
    from wagtail.models import Page

    from benchmarks.provisions import provisions

    from .models import ProvisionPage

    parent = Page.objects.filter(slug="van-ban").first() or _shelf()
    have = ProvisionPage.objects.count()
    first = max(Page.objects.values_list("pk", flat=True)) + 1
    template = _template(parent)
    names = [field.column for field in Page._meta.concrete_fields]
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(f'"{name}"' for name in names)
        with cursor.copy(f"COPY wagtailcore_page ({columns}) FROM STDIN") as stream:
            for number, one in enumerate(provisions(count)):
                if number >= have:
                    own = _own(parent, first + number - have, number, one)
                    stream.write_row([{**template, **own}[name] for name in names])
        with cursor.copy("COPY stock_provisionpage (page_ptr_id, text) FROM STDIN") as stream:
            for number, one in enumerate(provisions(count)):
                if number >= have:
                    stream.write_row((first + number - have, one.text))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {"pages": ProvisionPage.objects.count()}


def _shelf() -> Any:
    from wagtail.models import Page

    return Page.get_first_root_node().add_child(instance=Page(title="Văn bản", slug="van-ban"))


def _template(parent: Any) -> dict[str, Any]:
    """The row of a live page, but for what each has of its own."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from .models import ProvisionPage

    row = Page.objects.filter(pk=parent.pk).values().get()
    kind = ContentType.objects.get_for_model(ProvisionPage)
    return {**row, "content_type_id": kind.pk, "depth": parent.depth + 1, "numchild": 0}


def _own(parent: Any, key: int, number: int, one: Any) -> dict[str, Any]:
    import uuid

    from wagtail.models import Page

    slug = f"dieu-{number}"
    return {
        "id": key,
        "path": Page._get_path(parent.path, parent.depth + 1, number + 1),
        "slug": slug,
        "title": one.title[:255],
        "draft_title": one.title[:255],
        "url_path": f"{parent.url_path}{slug}/",
        "translation_key": uuid.uuid4(),
    }


def index() -> dict[str, Any]:
    """Build its index, as `update_index` does."""
    from django.core.management import call_command
    from django.db import connection
    from modelsearch.backends.database.postgres.postgres import IndexEntry

    from benchmarks.asking import peak_mb

    from .models import ProvisionPage

    begun = time.perf_counter()
    call_command("update_index", verbosity=0)
    passed = time.perf_counter() - begun
    table = IndexEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        size = cursor.fetchone()[0]
    count = ProvisionPage.objects.count()
    return {
        "items": count,
        "seconds": passed,
        "rate": count / passed,
        "peak_mb": peak_mb(),
        "disk_mb": size / 2**20,
    }


def ask(at_once: int, seconds: float) -> dict[str, Any]:
    """What Wagtail's own template of a search view asks: a page of results, and their number."""
    from benchmarks.asking import measure, peak_mb
    from benchmarks.provisions import queries

    found: dict[str, bool] = {}

    def noted(text: str) -> None:
        found[text] = bool(answer(text)[1])

    figures: dict[str, Any] = {"whole answer": measure(noted, queries(), at_once, seconds)}
    # Of those that there was time for.
    figures["found"] = sum(found.values()) / len(found)
    figures["peak_mb"] = peak_mb()
    return figures


def answer(text: str) -> tuple[list[Any], int]:
    from django.core.paginator import Paginator

    from .models import ProvisionPage

    paginator = Paginator(ProvisionPage.objects.live().search(text), TWENTY)
    return list(paginator.page(1)), paginator.count


if __name__ == "__main__":
    django.setup()
    what, *given = sys.argv[1:]
    if what == "fill":
        print(json.dumps(fill(int(given[0]))))
    elif what == "index":
        print(json.dumps(index()))
    else:
        print(json.dumps(ask(int(given[0]), float(given[1]))))

"""Grow a seeded site to so many articles: `python -m benchmarks.ours.grow COUNT`.

The pages are copied, and the log's entries of them, so that both have the size.
"""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from benchmarks.copies import Copy
    from cms.publishing.models import Entry


def main(count: int) -> None:
    from django.db import transaction

    from benchmarks import copies
    from cms.news.models import NewsIndexPage

    tables = [
        copies.Table("news_newspage", "page_ptr_id", (("date", "c.moment"),)),
        *(
            copies.Table(f"news_{name}", "page_id")
            for name in ("newstopic", "newsunit", "newsattachment", "newsrelated")
        ),
    ]
    index = NewsIndexPage.objects.get()
    wanted = copies.plan(index, count)
    if wanted:
        copies.make(index, wanted, tables)
        with transaction.atomic():
            log(wanted)
    copies.analyse()


def log(wanted: Sequence[Copy]) -> None:
    """Append the entries of the copies, by COPY: ten times as fast as the ORM's inserts."""
    from cms.publishing.models import Entry, EntryLabel, LogState

    templates = {
        int(entry.source.partition(":")[2]): entry
        for entry in Entry.objects.filter(kind="news").prefetch_related("labels")
    }
    state = LogState.objects.get(pk=1)
    keys = [uuid.uuid4() for _ in wanted]
    _copy(
        Entry,
        (
            _row(templates[one.template], one, key, state.last_change + place)
            for place, (one, key) in enumerate(zip(wanted, keys, strict=True), 1)
        ),
    )
    _copy(
        EntryLabel,
        (
            {
                "entry_id": key,
                "scheme": label.scheme,
                "code": label.code,
                "kind": label.kind,
                "published_at": one.moment,
            }
            for one, key in zip(wanted, keys, strict=True)
            for label in templates[one.template].labels.all()
        ),
    )
    state.last_change += len(wanted)
    state.save()


def _copy(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    from django.db import connection

    first = next(rows)
    names = ", ".join(f'"{name}"' for name in first)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as stream,
    ):
        stream.write_row(tuple(first.values()))
        for row in rows:
            stream.write_row(tuple(row.values()))


def _row(template: Entry, one: Copy, key: uuid.UUID, change: int) -> dict[str, Any]:
    """The template's entry as that of its copy."""
    from cms.publishing.log import _iso, seal_of

    exchanged = {
        str(template.id): str(key),
        template.url: template.url.rstrip("/").rpartition("/")[0] + f"/{one.slug}/",
        _iso(template.published_at): _iso(one.moment),  # type: ignore[arg-type]
    }
    own = {
        "id": key,
        "source": f"wagtailcore.page:{one.key}",
        "change": change,
        "version": 1,
        "url": exchanged[template.url],
        "summary": _replaced(template.summary, exchanged),
        "payload": _replaced(template.payload, exchanged),
        "text": json.dumps(template.text),
        "published_at": one.moment,
    }
    names = [field.attname for field in template._meta.concrete_fields]
    row = {name: own.get(name, getattr(template, name)) for name in names}
    entry = type(template)(**{**row, "text": template.text})
    return {**row, "seal": seal_of(entry)}


def _replaced(text: str, exchanged: dict[str, str]) -> str:
    for old, new in exchanged.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return text


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))

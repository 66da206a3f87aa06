"""Many pages out of few: rows copied inside the database, under other keys.

Both sites are Wagtail's and have its tables, so both are filled by this. What a page
published one by one also leaves (revisions, tasks) is not copied: no reader asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from psycopg import sql
from wagtail.models import Page

from .articles import moment

# Of a page's own row, what each copy has for itself.
OWN = {
    "id": "c.copy",
    "path": "c.path",
    "slug": "c.slug",
    "url_path": "left(url_path, length(url_path) - length(page.slug) - 1) || c.slug || '/'",
    "translation_key": "gen_random_uuid()",
    "first_published_at": "c.moment",
    "last_published_at": "c.moment",
    "latest_revision_created_at": "c.moment",
    "latest_revision_id": "NULL",
    "live_revision_id": "NULL",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A page to be: the key of its template, its own key, and its place in the tree."""

    template: int
    key: int
    path: str
    slug: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Table:
    """A table with rows of a page's: the column that says whose, what copies have of their own."""

    name: str
    column: str
    own: tuple[tuple[str, str], ...] = ()


def plan(parent: Page, count: int) -> list[Copy]:
    """The copies that bring the children of `parent` to `count`; those it has are the templates."""
    templates = list(Page.objects.child_of(parent).order_by("path").values_list("pk", flat=True))
    first = max(Page.objects.values_list("pk", flat=True)) + 1
    numbers = range(len(templates) + 1, count + 1)
    return [
        Copy(
            template=templates[place % len(templates)],
            key=first + place,
            path=Page._get_path(parent.path, parent.depth + 1, number),
            slug=f"chuyen-{number}",
            moment=moment(number),
        )
        for place, number in enumerate(numbers)
    ]


@transaction.atomic
def make(parent: Page, copies: Sequence[Copy], tables: Sequence[Table]) -> None:
    """Copy the templates' rows of Wagtail's own table and of `tables`. The marks stay silent."""
    page = Table("wagtailcore_page", "id", tuple(OWN.items()))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "CREATE TEMP TABLE copies (template int, copy int, path text, slug text,"
            " moment timestamptz) ON COMMIT DROP"
        )
        with cursor.copy("COPY copies FROM STDIN") as rows:
            for one in copies:
                rows.write_row((one.template, one.key, one.path, one.slug, one.moment))
        for table in (page, *tables):
            cursor.execute(sql.SQL(_statement(table)))
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), max(id))"
            " FROM wagtailcore_page"
        )
        cursor.execute(
            "UPDATE wagtailcore_page SET numchild = numchild + %s WHERE id = %s",
            [len(copies), parent.pk],
        )


def _statement(table: Table) -> str:
    own = {**dict(table.own), table.column: "c.copy"}
    columns = [name for name in _columns(table.name) if name != "id" or table.column == "id"]
    values = ", ".join(own.get(name, f'page."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    return (
        f'INSERT INTO "{table.name}" ({names}) SELECT {values}'
        f' FROM copies c JOIN "{table.name}" page ON page."{table.column}" = c.template'
        " ORDER BY c.copy"
    )


def _columns(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        for column in connection.introspection.get_table_description(cursor, table):
            yield column.name


def analyse() -> None:
    """Tell the planner what there is, as autovacuum would have done in time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

"""The database itself marks what changed.

Signals miss much of what changes a page: `QuerySet.update` and `delete`, the raw
SQL with which Wagtail rewrites the addresses and paths of a moved subtree, its
bulk action that puts images and documents into another (perhaps private)
collection, and any process that dies between its commit and its next line. A
trigger misses none of it, and its mark commits or rolls back with the row.

Django rebuilds a table on SQLite to alter it, which drops its triggers; so they
are installed after every `migrate`, not by a migration. Docs: `docs/developers/publishing.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Site,
)
from wagtail.snippets.models import get_snippet_models

from .representation import PublicSource, Watch, source_label
from .sources import source_models

SUBTREE = "subtree"
SITE = "site"
COLLECTION = "collection"
EVERYTHING = "everything"
# One source alone (`app.model:pk`): whom it bears on has been found and marked already.
ALONE = "alone"
REFERENCE = "reference"

PREFIX = "publishing_mark"


def watches() -> list[Watch]:
    """Every table and column whose change may change what is public."""
    found = [
        Watch(Page._meta.db_table, "id", source_label(Page)),
        Watch(PageViewRestriction._meta.db_table, "page_id", SUBTREE),
        Watch(Site._meta.db_table, "id", SITE),
        Watch(Collection._meta.db_table, "id", COLLECTION),
        Watch(CollectionViewRestriction._meta.db_table, "collection_id", COLLECTION),
        Watch(Locale._meta.db_table, "id", EVERYTHING),
        # Wagtail forgets who used an image or linked to a page when that is deleted.
        # The forgetting itself is then the last word of who must be derived again.
        Watch(
            ReferenceIndex._meta.db_table,
            ("base_content_type_id", "object_id"),
            REFERENCE,
            events=("DELETE",),
        ),
    ]
    for model in watched_models():
        found.extend(_watches_of(model))
    return list(dict.fromkeys(found))


def watched_models() -> Iterator[type[models.Model]]:
    """The sources, and what they are made of: images, documents, whatever they point at."""
    seen: set[type[models.Model]] = set()
    todo = [*source_models(), get_image_model(), get_document_model(), *get_snippet_models()]
    while todo:
        model = todo.pop()
        if model in seen or model._meta.abstract or model._meta.proxy:
            continue
        seen.add(model)
        yield model
        todo.extend(_pointed_at(model))


def _pointed_at(model: type[models.Model]) -> Iterator[type[models.Model]]:
    if not _is_ours(model):
        return
    owners = [model, *(relation.related_model for relation in _children(model))]
    for owner in owners:
        for field in owner._meta.get_fields():
            target = field.related_model if field.is_relation and field.concrete else None
            if isinstance(target, type) and (_is_ours(target) or issubclass(target, PublicSource)):
                yield target


def _is_ours(model: type[models.Model]) -> bool:
    """Not a table of the framework's: users, content types and tasks change all the time."""
    return not model.__module__.startswith(("django.", "wagtail.", "taggit.", "django_tasks"))


def _children(model: type[models.Model]) -> list[models.ManyToOneRel]:
    return list(get_all_child_relations(model)) if issubclass(model, ClusterableModel) else []


def _watches_of(model: type[models.Model]) -> Iterator[Watch]:
    label = source_label(model)
    pk = model._meta.pk
    assert pk is not None
    assert pk.column
    yield Watch(model._meta.db_table, pk.column, label)
    for relation in _children(model):
        # Wagtail's own children of a page (comments, revisions) show nothing to the public.
        if _is_ours(relation.related_model):
            key = relation.field
            assert isinstance(key, ParentalKey)
            assert key.column
            yield Watch(relation.related_model._meta.db_table, key.column, label)
    for field in model._meta.local_many_to_many:
        yield from _watches_of_links(field, label)
    yield from getattr(model, "public_watches", ())


def _watches_of_links(field: models.ManyToManyField, label: str) -> Iterator[Watch]:
    through = field.remote_field.through
    if through is not None and through._meta.auto_created:
        key = through._meta.get_field(field.m2m_field_name())
        assert isinstance(key, models.ForeignKey)
        assert key.column
        yield Watch(through._meta.db_table, key.column, label)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create or replace the triggers, and drop those that no watch asks for any more.

    Raises `NotImplementedError` on a database other than PostgreSQL and SQLite.
    """
    dialect = _DIALECTS.get(connection.vendor)
    if dialect is None:
        raise NotImplementedError(f"No triggers for {connection.vendor}.")
    tables = set(connection.introspection.table_names())
    wanted = [watch for watch in watches() if watch.table in tables]
    with connection.cursor() as cursor:
        for statement in dialect(wanted):
            cursor.execute(statement)
        for name, table in _installed(connection, cursor):
            if name not in {n for watch in wanted for n in _names(watch)}:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{on}")


def installed_names(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are there."""
    with connection.cursor() as cursor:
        return {name for name, _ in _installed(connection, cursor)}


def wanted_names() -> set[str]:
    """The names of the triggers that should be there."""
    return {name for watch in watches() for name in _names(watch)}


def _installed(connection: BaseDatabaseWrapper, cursor) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    if connection.vendor == "postgresql":
        query = (
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgname LIKE %s"
        )
    else:
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    cursor.execute(query, [f"{PREFIX}%"])
    return cursor.fetchall()


def _names(watch: Watch) -> list[str]:
    # PostgreSQL cuts names at 63 bytes.
    base = "_".join((PREFIX, watch.table, *watch.columns))[:56]
    return [f"{base}_{event[:3].lower()}" for event in watch.events]


def _sqlite(wanted: Iterable[Watch]) -> Iterator[str]:
    insert = "INSERT INTO publishing_mark (subject, key) SELECT '{subject}', {key}"
    for watch in wanted:
        old_key, new_key = _sqlite_key(watch, "OLD"), _sqlite_key(watch, "NEW")
        old, new = (insert.format(subject=watch.subject, key=key) for key in (old_key, new_key))
        moved = f"{old_key} IS NOT {new_key}"
        bodies = {
            "INSERT": f"{new} WHERE {new_key} IS NOT NULL;",
            "UPDATE": (
                f"{new} WHERE {new_key} IS NOT NULL; {old} WHERE {old_key} IS NOT NULL AND {moved};"
            ),
            "DELETE": f"{old} WHERE {old_key} IS NOT NULL;",
        }
        for name, event in zip(_names(watch), watch.events, strict=True):
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f'CREATE TRIGGER {name} AFTER {event} ON "{watch.table}" BEGIN {bodies[event]} END'
            )


def _sqlite_key(watch: Watch, row: str) -> str:
    return "(" + " || ':' || ".join(f'{row}."{column}"' for column in watch.columns) + ")"


def _postgresql(wanted: Iterable[Watch]) -> Iterator[str]:
    yield """
        CREATE OR REPLACE FUNCTION publishing_mark_key(changed jsonb, args text[])
        RETURNS text LANGUAGE sql IMMUTABLE AS $$
            SELECT string_agg(changed ->> args[i], ':' ORDER BY i)
            FROM generate_subscripts(args, 1) AS i WHERE i > 0
        $$"""
    # TG_ARGV counts from 0: the subject first, then the columns of the key.
    yield """
        CREATE OR REPLACE FUNCTION publishing_mark_row() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            old_key text := publishing_mark_key(to_jsonb(OLD), TG_ARGV);
            new_key text := publishing_mark_key(to_jsonb(NEW), TG_ARGV);
        BEGIN
            IF TG_OP <> 'DELETE' AND new_key IS NOT NULL THEN
                INSERT INTO publishing_mark (subject, key) VALUES (TG_ARGV[0], new_key);
            END IF;
            IF TG_OP <> 'INSERT' AND old_key IS NOT NULL
               AND old_key IS DISTINCT FROM new_key THEN
                INSERT INTO publishing_mark (subject, key) VALUES (TG_ARGV[0], old_key);
            END IF;
            RETURN NULL;
        END $$"""
    for watch in wanted:
        args = ", ".join(f"'{arg}'" for arg in (watch.subject, *watch.columns))
        for name, event in zip(_names(watch), watch.events, strict=True):
            yield (
                f'CREATE OR REPLACE TRIGGER {name} AFTER {event} ON "{watch.table}" FOR EACH ROW'
                f" EXECUTE FUNCTION publishing_mark_row({args})"
            )


_DIALECTS = {"sqlite": _sqlite, "postgresql": _postgresql}

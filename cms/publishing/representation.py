"""The public form of an item: what its type tells the log about it.

A content type subclasses `PublicPage` (a Wagtail page) or `PublicSource` (a
snippet, a plain model), names its `Kind` and returns a `Representation`. That is
all it takes to be in the change feed, the API and the search index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of item this is, to the outside world.

    `name` stands in every payload (`news`), `collection` in the API's address
    (`news` → `/api/v1/news/`), `label` in what people read. A kind that is not
    `searchable` is in the log and the API but never among search results. `summary`
    and `detail` describe the fields of a representation's, by name, as JSON Schemas:
    they are what the API promises of this kind beyond the common fields.
    """

    name: str
    collection: str
    label: str | Promise
    searchable: bool = True
    summary: Json = field(default_factory=dict, compare=False)
    detail: Json = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """A unit or a topic that an item carries: its stable `code` and its `name`."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of plain text that can be pointed at.

    `anchor` is the fragment of the item's page on which the passage opens, empty
    for the page's top; `heading` is what stands above it, empty when nothing does.
    """

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Representation:
    """An item as the public sees it at one moment.

    `summary` is what a list shows of the item beyond the common fields, `detail`
    what only the item itself gives; both are JSON-ready and hold absolute
    addresses. `scope` is every unit code under which the item is found: the units
    it is addressed to, and those that succeeded them.
    """

    title: str
    url: str
    published_at: datetime
    lead: str = ""
    language: str = "vi"
    expires_at: datetime | None = None
    units: tuple[Label, ...] = ()
    topics: tuple[Label, ...] = ()
    scope: tuple[str, ...] = ()
    summary: Json = field(default_factory=dict)
    detail: Json = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()


EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Watch:
    """A table whose rows bear on what is public.

    When a row of `table` is written or deleted, `subject` is marked with the value
    that the row has in `column` (in several columns: their values joined by `:`).
    See `cms.publishing.triggers`.
    """

    table: str
    column: str | tuple[str, ...]
    subject: str
    events: tuple[str, ...] = EVENTS

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,) if isinstance(self.column, str) else self.column


class PublicSource:
    """Mixin for a model whose rows may be public items."""

    public_kind: ClassVar[Kind]
    # Tables beyond its own, its children's and its relations' that bear on it.
    public_watches: ClassVar[tuple[Watch, ...]] = ()

    def is_public(self, at: datetime) -> bool:
        """Whether everyone may read this item at the moment `at`."""
        raise NotImplementedError

    def represent(self) -> Representation:
        """The item's public form. Called only while `is_public` holds."""
        raise NotImplementedError

    @classmethod
    def also_affected(cls, key: str) -> Iterable[str]:
        """Sources (`app.model:pk`) that change when the row `key` does, beyond those that refer to it."""
        return ()


def source_label(model: type[models.Model]) -> str:
    """`app.model` of the table that gives `model` its identity: a page type's is `wagtailcore.page`."""
    root = model
    while root._meta.pk is not None and root._meta.pk.remote_field is not None:
        root = root._meta.pk.remote_field.model
    return root._meta.label_lower


def source_of(instance: models.Model) -> str:
    """The name of `instance` in the log: `app.model:pk`."""
    return f"{source_label(type(instance))}:{instance.pk}"

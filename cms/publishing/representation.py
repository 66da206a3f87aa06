"""The public form of an item: what its type tells the log about it.

A content type subclasses `PublicPage` (a Wagtail page) or `PublicSource` (a
snippet, a plain model), names its `Kind` and returns a `Representation`. That is
all it takes to be in the change feed, the API and the search index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartKind:
    """What the parts of a kind's items are: `provision`, in the address `provisions`.

    `fields` describes a part's payload, by name, as JSON Schemas.
    """

    name: str
    collection: str
    label: str | Promise
    fields: Json = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of item this is, to the outside world.

    `name` stands in every payload (`news`), `collection` in the API's address
    (`news` → `/api/v1/news/`), `label` in what people read. A kind that is not
    `searchable` is in the log and the API but never among search results. `summary`
    and `detail` describe the fields of a representation's, by name, as JSON Schemas:
    they are what the API promises of this kind beyond the common fields.

    `labels` names the schemes of labels that its items carry beside units and topics,
    each with what people call it; by them lists and searches are filtered. Items of a
    kind with `validity` are in force from one day to another. `parts` is what its
    items are divided into, where each part has an address of its own.
    """

    name: str
    collection: str
    label: str | Promise
    searchable: bool = True
    labels: Mapping[str, str | Promise] = field(default_factory=dict, compare=False)
    validity: bool = False
    parts: PartKind | None = None
    summary: Json = field(default_factory=dict, compare=False)
    detail: Json = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """A unit, a topic or another label that an item carries: its stable `code` and its `name`."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of plain text that can be pointed at.

    `anchor` is the fragment of the item's page on which the passage opens, empty
    for the page's top; `heading` is what stands above it, empty when nothing does.
    `inner` gives, in order, where in the text something deeper begins and its anchor:
    the clauses of an article, so that a hit leads to the clause.
    """

    anchor: str
    heading: str
    text: str
    inner: tuple[tuple[int, str], ...] = ()

    def anchor_at(self, position: int) -> str:
        """The anchor of the deepest stretch that holds the character at `position`."""
        found = self.anchor
        for start, anchor in self.inner:
            if start > position:
                break
            found = anchor
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an item that others address by its anchor; `payload` is JSON-ready."""

    anchor: str
    payload: Json


@dataclass(frozen=True, slots=True)
class Representation:
    """An item as the public sees it at one moment.

    `summary` is what a list shows of the item beyond the common fields, `detail`
    what only the item itself gives; both are JSON-ready and hold absolute
    addresses. `scope` is every unit code under which the item is found: the units
    it is addressed to, and those that succeeded them.

    `labels` are those of the schemes that its kind names. `valid_from` is the first
    day on which the item is in force, `valid_until` the first on which it no longer
    is. `changes_at` is the next moment at which the clock alone changes what is said
    here: the item is then derived again. No two `parts` have the same anchor.
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
    labels: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None
    changes_at: datetime | None = None
    summary: Json = field(default_factory=dict)
    detail: Json = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    parts: tuple[Part, ...] = ()


EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Watch:
    """A table whose rows bear on what is public.

    When a row of `table` is written or deleted, `subject` is marked with the value
    that the row has in `column` (in several columns: their values joined by `:`); a row
    that has none there marks nothing.
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
    # Child relations of a page that `represent` reads, with what is fetched beside each row: they
    # are read for many pages at once. To show them is the same without.
    public_children: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def is_public(self, at: datetime) -> bool:
        """Whether everyone may read this item at the moment `at`."""
        raise NotImplementedError

    def represent(self) -> Representation:
        """The item's public form. Called only while `is_public` holds."""
        raise NotImplementedError

    @classmethod
    def also_affected(cls, key: str) -> Iterable[str]:
        """Sources (`app.model:pk`) that change with row `key`, beyond those that refer to it."""
        return ()


def source_label(model: type[models.Model]) -> str:
    """`app.model` of the table with `model`'s identity: a page type's is `wagtailcore.page`."""
    root = model
    while root._meta.pk is not None and root._meta.pk.remote_field is not None:
        root = root._meta.pk.remote_field.model
    return root._meta.label_lower


def source_of(instance: models.Model) -> str:
    """The name of `instance` in the log: `app.model:pk`."""
    return f"{source_label(type(instance))}:{instance.pk}"

"""What documents do to each other, as everyone may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.legaltext import citations
from cms.publishing.visibility import public_pages, unrestricted_pages

from .validity import CHANGING, Effect, Term
from .vocabulary import RelationKind

if TYPE_CHECKING:
    from .models import DocumentPage, DocumentRelation


LABELS: dict[str, str | Promise] = {
    "amends": _("Amends"),
    "replaces": _("Replaces"),
    "repeals": _("Repeals"),
    "guides": _("Guides the implementation of"),
    "based_on": _("Is based on"),
    "cites": _("Refers to"),
    "amended_by": _("Amended by"),
    "replaced_by": _("Replaced by"),
    "repealed_by": _("Repealed by"),
    "guided_by": _("Its implementation is guided by"),
    "basis_of": _("Is the basis of"),
    "cited_by": _("Referred to by"),
}


class Dated(Protocol):
    """What of a document its term is told from."""

    @property
    def pk(self) -> Any: ...
    @property
    def effective_from(self) -> date | None: ...
    @property
    def effective_to(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Related:
    """One relation, said of the document at hand: `name` is `amends` or `amended_by`.

    `page` is the other document, `None` where it is only named or not public.
    """

    name: str
    kind: RelationKind
    number: str
    title: str
    partial: bool
    provisions: str
    since: date | None
    page: DocumentPage | None = None

    @property
    def label(self) -> str | Promise:
        """What it is called in front of the other document."""
        return LABELS[self.name]


def term_of(page: DocumentPage, now: datetime) -> Term:
    """What is publicly known of the document's time. Two queries at most."""
    return terms_of([page], now)[page.pk]


def terms_of(pages: Iterable[Dated], now: datetime) -> dict[int, Term]:
    """The terms of several documents, by key. Only public documents count. One or two queries."""
    pages = list(pages)
    effects: dict[int, list[Effect]] = {page.pk: [] for page in pages}
    changing = _relations().filter(target__in=effects, kind__in=CHANGING)
    for row in _of_public(changing, now):
        effects[row.target_id].append(_effect(row))
    return {
        page.pk: Term(page.effective_from, page.effective_to, tuple(effects[page.pk]))
        for page in pages
    }


def relations_of(page: DocumentPage, now: datetime) -> list[Related]:
    """What it does to others, in the editor's order. A document not public shows as it is named."""
    rows = list(page.relations.all())
    targets = _public_pages({row.target_id for row in rows if row.target_id}, now)
    found = (_outgoing(row, targets) for row in rows)
    return [one for one in found if one is not None]


def relations_to(page: DocumentPage, now: datetime) -> list[Related]:
    """What public documents do to it, the newest first; citing does not count."""
    rows = _of_public(_relations().filter(target=page), now).exclude(kind=RelationKind.CITES)
    rows = rows.order_by("-page__issued_on", "-page_id", "sort_order")
    pages = _public_pages({row.page_id for row in rows}, now)
    return [_incoming(row, pages[row.page_id]) for row in rows if row.page_id in pages]


@lru_cache(maxsize=2000)
def anchors_in(provisions: str) -> tuple[str, ...]:
    """`Điều 5, khoản 2 Điều 7` → the anchors of these provisions."""
    found = (one.anchor() for one in citations.find(provisions))
    return tuple(dict.fromkeys(anchor for anchor in found if anchor))


def _outgoing(row: DocumentRelation, targets: dict[int, DocumentPage]) -> Related | None:
    target = targets.get(row.target_id or 0)
    number = target.number if target else row.target_number
    title = target.title if target else row.target_title
    # A chosen document that is not public has no name of its own to be shown here.
    if not (number or title):
        return None
    kind = RelationKind(row.kind)
    return Related(kind.value, kind, number, title, row.partial, row.provisions, row.since, target)


def _incoming(row: DocumentRelation, page: DocumentPage) -> Related:
    kind = RelationKind(row.kind)
    since = row.since or page.effective_from
    return Related(
        kind.inverse, kind, page.number, page.title, row.partial, row.provisions, since, page
    )


def _effect(row: Any) -> Effect:
    since = row.since or row.page.effective_from or row.page.issued_on
    return Effect(RelationKind(row.kind), row.partial, since, anchors_in(row.provisions))


def _relations() -> QuerySet[Any]:
    return apps.get_model("library.DocumentRelation").objects.all()


def _of_public(rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    pages = apps.get_model("library.DocumentPage").objects.filter(
        public_pages(now) & unrestricted_pages()
    )
    return (
        # Of each row alone: to list all that is public takes longer than a list of twenty.
        rows.filter(Exists(pages.order_by().filter(pk=OuterRef("page"))))
        .select_related("page")
        .defer("page__text", "page__body")
    )


def _public_pages(keys: Iterable[int], now: datetime) -> dict[int, DocumentPage]:
    keys = set(keys)
    if not keys:
        return {}
    documents = apps.get_model("library.DocumentPage").objects
    found: Iterator[DocumentPage] = documents.filter(
        public_pages(now) & unrestricted_pages(), pk__in=keys
    ).defer("text", "body")
    return {page.pk: page for page in found}

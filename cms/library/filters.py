"""The library's filters: what the address asks for, and the list that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast, Substr
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from .contract import LABELS
from .listing import DocumentQuerySet
from .relations import terms_of
from .states import NAMES, label_of, state_of
from .terms import Audience, IssuingBody, LawField, Term
from .validity import State
from .vocabulary import DocumentType

if TYPE_CHECKING:
    from .models import LibraryPage

PAGE_SIZE = 20

# The filters by a term: its model, and the way to it from a document.
TERMS: dict[str, tuple[type[Term], str]] = {
    "issuing_body": (IssuingBody, "issuers__body"),
    "field": (LawField, "law_fields__field"),
    "audience": (Audience, "audiences__audience"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader filters by: codes as they stand in the address, empty for any."""

    type: str = ""
    issuing_body: str = ""
    field: str = ""
    audience: str = ""
    validity: str = ""
    year: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    @property
    def query(self) -> str:
        """The address's query that asks for this, without a page number."""
        parts = {one.name: getattr(self, one.name) for one in fields(self)}
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list, with what its row says."""

    page: Any
    type: str | Promise
    validity: Any = None


class Timed(NamedTuple):
    """What of a document its state is told from."""

    pk: int
    type: str
    effective_from: date | None
    effective_to: date | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as the form shows it: what can be asked for, and what was."""

    name: str
    label: str | Promise
    values: list[tuple[str, Any]]
    asked: str


def asked_in(parameters: Mapping[str, str]) -> Asked:
    return Asked(**{one.name: parameters.get(one.name, "").strip() for one in fields(Asked)})


def filtered(items: DocumentQuerySet, asked: Asked, now: datetime) -> DocumentQuerySet:
    """The documents that are what was asked for. Raises `Http404` for what does not exist."""
    if asked.type:
        if asked.type not in DocumentType.values:
            raise Http404
        items = items.filter(type=asked.type)
    for name, (model, path) in TERMS.items():
        code = getattr(asked, name)
        if code:
            if not model._default_manager.filter(code=code).exists():
                raise Http404
            items = items.filter(**{f"{path}__code": code}).distinct()
    if asked.year:
        if not (asked.year.isascii() and asked.year.isdigit() and len(asked.year) == 4):
            raise Http404
        items = items.filter(issued_on__year=int(asked.year))
    return _in_state(items, asked.validity, now) if asked.validity else items


def _in_state(items: DocumentQuerySet, code: str, now: datetime) -> DocumentQuerySet:
    """Those in that state today. It is computed for each, without making pages of them: two
    queries, however many there are."""
    if code not in set(State):
        raise Http404
    today = timezone.localdate(now)
    columns = ("pk", "type", "effective_from", "effective_to")
    pages = [Timed(*row) for row in items.order_by().values_list(*columns)]
    terms = terms_of(pages, now)
    return items.filter(
        pk__in=[page.pk for page in pages if state_of(page, terms[page.pk], today) == code]
    )


def rows_of(pages: list[Any], now: datetime) -> list[Row]:
    """What a list says of each document. One query."""
    terms = terms_of(pages, now)
    today = timezone.localdate(now)
    states = ((page, state_of(page, terms[page.pk], today)) for page in pages)
    return [
        Row(page, DocumentType(page.type).label, label_of(state) if state else None)
        for page, state in states
    ]


def context_of(
    library: LibraryPage, parameters: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """What the library's template shows for the address's `parameters`."""
    documents = apps.get_model("library.DocumentPage").objects.readable(now, below=library)
    sets = apps.get_model("library.DocumentSetPage").objects.readable(now, below=library)
    asked = asked_in(parameters)
    items = Paginator(filtered(documents, asked, now), PAGE_SIZE).get_page(parameters.get("page"))
    return {
        "asked": asked,
        "items": items,
        "rows": rows_of(list(items), now),
        "sets": list(sets) if not asked and items.number == 1 else [],
        "choices": _choices(documents, asked),
    }


def _choices(documents: DocumentQuerySet, asked: Asked) -> list[Choice]:
    """What can be asked for: only what some document answers to."""
    types = set(documents.order_by().values_list("type", flat=True).distinct())
    values: dict[str, list[tuple[str, Any]]] = {
        "type": [(one.value, one.label) for one in DocumentType if one in types],
        **{name: _terms(*term, documents) for name, term in TERMS.items()},
        "validity": [(state.value, NAMES[state]) for state in State],
        "year": [(year, year) for year in _years(documents)],
    }
    labels = {**LABELS, "year": _("Year issued")}
    return [
        Choice(name, labels[name], found, getattr(asked, name)) for name, found in values.items()
    ]


def _terms(model: type[Term], path: str, documents: DocumentQuerySet) -> list[tuple[str, str]]:
    """The terms that some document has: of each it is enough to find one."""
    having = documents.order_by().filter(**{path: OuterRef("pk")})
    used = model._default_manager.filter(Exists(having)).order_by("name")
    return list(used.values_list("code", "name"))


def _years(documents: DocumentQuerySet) -> list[str]:
    """The years in which some document was issued, the latest first.

    As a text: SQLite would ask Python for the year of each document.
    """
    year = Substr(Cast("issued_on", CharField()), 1, 4)
    found = documents.order_by().exclude(issued_on=None).values_list(year, flat=True)
    return sorted(found.distinct(), reverse=True)

"""From what a text cites to where it leads: documents of the library that everyone may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING

from django.apps import apps

from cms.legaltext.citations import Citation
from cms.publishing.visibility import public_pages, unrestricted_pages

from .introduction import citations_in
from .names import LONGEST
from .reading import Reading, anchor_cited, is_of_this

if TYPE_CHECKING:
    from .models import DocumentPage


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that answers to a key: its page's key, when it was issued, where it stands."""

    page: int
    issued_on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where a citation leads: a document's page key, a provision's anchor, the address."""

    page: int
    anchor: str
    url: str


@dataclass(frozen=True, slots=True)
class Links:
    """Where the citations of one document lead.

    `url` begins the address of its own provisions: empty on its own page.
    """

    page: int
    issued_on: date | None
    url: str
    anchors: frozenset[str]
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.page, self.issued_on, self.url, frozenset(self.candidates.items())))

    def of(self, citation: Citation, here: str) -> Link | None:
        """The link for a citation that stands in the provision `here`; none if it leads nowhere."""
        if is_of_this(citation):
            anchor = anchor_cited(citation, here, self.anchors)
            return Link(self.page, anchor, f"{self.url}#{anchor}") if anchor else None
        found = chosen(self.candidates.get(key_of(citation), ()), citation.year, self.issued_on)
        if found is None or found.page == self.page:
            return None
        anchor = citation.anchor(here)
        return Link(found.page, anchor, f"{found.url}#{anchor}" if anchor else found.url)


def key_of(citation: Citation) -> str:
    return citation.key[:LONGEST]


def chosen(
    candidates: Iterable[Candidate], year: int | None, citing: date | None
) -> Candidate | None:
    """The document meant, of those that answer to the same name.

    With a year, the one issued in it. Without, the newest that was there when the citing
    one was issued: a decree of 2014 that says *Luật Đất đai* means that of 2013.
    """
    dated = sorted(candidates, key=lambda one: (one.issued_on or date.min, one.page))
    if year is not None:
        of_year = [one for one in dated if one.issued_on is None or one.issued_on.year == year]
        return of_year[-1] if of_year else None
    before = [one for one in dated if citing and one.issued_on and one.issued_on <= citing]
    return next(reversed(before or dated), None)


def links_of(
    page: DocumentPage,
    reading: Reading,
    now: datetime,
    *,
    absolute: bool,
    elsewhere: bool = False,
) -> Links:
    """The links of a document's text and introduction at `now`.

    Addresses are absolute for what leaves the site.
    `elsewhere` is for what stands on another page of the site than the document's own.
    """
    said = chain(reading.all_citations(), citations_in(page.body))
    keys = {key_of(c) for _, _, c in said if not is_of_this(c)}
    return Links(
        page=page.pk,
        issued_on=page.issued_on,
        url=page.full_url if absolute else page.url if elsewhere else "",
        anchors=reading.anchors,
        candidates=candidates_for(keys - {""}, now, absolute=absolute),
    )


def candidates_for(
    keys: Iterable[str], now: datetime, *, absolute: bool = False
) -> dict[str, tuple[Candidate, ...]]:
    """The public documents that answer to each of the keys. Two queries."""
    keys = set(keys)
    if not keys:
        return {}
    names = apps.get_model("library.DocumentName").objects.filter(key__in=keys)
    rows = list(names.values_list("key", "page_id"))
    documents = apps.get_model("library.DocumentPage").objects
    pages = documents.filter(
        public_pages(now) & unrestricted_pages(), pk__in={key for _, key in rows}
    )
    known: dict[int, Candidate] = {}
    for page in pages.defer("text", "body"):
        url = page.full_url if absolute else page.url
        if url:
            known[page.pk] = Candidate(page.pk, page.issued_on, url)
    found: dict[str, tuple[Candidate, ...]] = {}
    for key, page_key in rows:
        if page_key in known:
            found[key] = (*found.get(key, ()), known[page_key])
    return found

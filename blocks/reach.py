"""What the text of an item may point at: the pages, documents and images that everyone may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.publishing.visibility import closed_collections, public_pages


@dataclass(frozen=True, slots=True)
class Reach:
    """The public surroundings of one body, looked up once for all of its blocks.

    Addresses begin with `base_url`; empty, they are relative to the site itself.
    A page or document that is not public is not in here, and so is shown as text.
    """

    base_url: str = ""
    pages: dict[int, str] = field(default_factory=dict)
    documents: dict[int, Any] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()

    def page_url(self, key: object) -> str | None:
        return self.pages.get(_number(key))

    def document_url(self, key: object) -> str | None:
        document = self.documents.get(_number(key))
        return document and self.absolute(document.url)

    def sees(self, file: Any) -> bool:
        """Whether everyone may see an image or a document."""
        return file is not None and file.collection_id not in self.closed

    def absolute(self, url: str) -> str:
        return self.base_url + url if url.startswith("/") else url


def reach_of(block: blocks.Block, value: Any, base_url: str = "") -> Reach:
    """What `value` may point at. At most five queries; for an empty body none."""
    if not value:
        return Reach(base_url)
    keys: dict[type, set[int]] = {Page: set(), get_document_model(): set()}
    for reference in block.extract_references(value):
        if reference[0] in keys:
            keys[reference[0]].add(_number(reference[1]))
    closed = closed_collections()
    return Reach(
        base_url=base_url,
        pages=_pages(keys[Page], base_url),
        documents=_documents(keys[get_document_model()], closed),
        closed=closed,
    )


def _pages(keys: Iterable[int], base_url: str) -> dict[int, str]:
    if not keys:
        return {}
    found = Page.objects.filter(public_pages(timezone.now()), pk__in=keys).public()
    urls = {page.pk: page.full_url if base_url else page.url for page in found}
    return {key: url for key, url in urls.items() if url}


def _documents(keys: Iterable[int], closed: frozenset[int]) -> dict[int, Any]:
    if not keys:
        return {}
    found = get_document_model().objects.in_bulk(list(keys))
    return {key: one for key, one in found.items() if one.collection_id not in closed}


def _number(key: object) -> int:
    try:
        return int(str(key))
    except ValueError:
        return 0

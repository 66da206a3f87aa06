"""New documents, many in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import get_valid_filename
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from cms.legaltext.folding import slug
from cms.library.derived import derive_rows
from cms.library.models import (
    DocumentAudience,
    DocumentIssuer,
    DocumentLawField,
    DocumentPage,
    DocumentRelation,
    LibraryPage,
)
from cms.library.terms import Audience, IssuingBody, LawField, Term

from .completing import relation_row
from .records import Record

_LONGEST_SLUG = 120


class Creator:
    """Inserts documents below a library, with whatever they refer to known beforehand.

    Rows are inserted in bulk, without Wagtail's revisions and queued index work. The
    database's marks see every row all the same, so the relay publishes them.
    """

    def __init__(self, library: LibraryPage) -> None:
        self.library = library
        self.content_type = ContentType.objects.get_for_model(DocumentPage)
        self.locale = Locale.get_default()
        self._terms: dict[tuple[type[Term], str], Term] = {}
        children = Page.objects.child_of(library)
        self._slugs = set(children.values_list("slug", flat=True))

    @transaction.atomic
    def create(self, records: Sequence[Record]) -> list[DocumentPage]:
        """The records as published documents, in order. Opens a transaction."""
        pages = [
            self._page(record, path)
            for record, path in zip(records, self._places(len(records)), strict=True)
        ]
        bases = Page.objects.bulk_create([_base_of(page) for page in pages])
        Page.objects.filter(pk=self.library.pk).update(numchild=models.F("numchild") + len(pages))
        for page, base in zip(pages, bases, strict=True):
            page.pk = page.page_ptr_id = base.pk
            # Only the row of its own table: Django cannot insert the two tables' rows in bulk.
            page.save_base(raw=True, force_insert=True)
        self._file_under(list(zip(pages, records, strict=True)))
        for page in pages:
            derive_rows(page)
        return pages

    def _places(self, count: int) -> Iterator[str]:
        """The paths of the next `count` children. Expects a transaction."""
        last = Page.objects.child_of(self.library).order_by("path").last()
        taken = Page._str2int(last.path[-Page.steplen :]) if last else 0
        depth = self.library.depth + 1
        return (
            Page._get_path(self.library.path, depth, taken + step) for step in range(1, count + 1)
        )

    def _page(self, record: Record, path: str) -> DocumentPage:
        now = timezone.now()
        address = self._free_slug(record)
        return DocumentPage(
            path=path,
            depth=self.library.depth + 1,
            slug=address,
            url_path=f"{self.library.url_path}{address}/",
            title=record.title,
            draft_title=record.title,
            content_type=self.content_type,
            locale=self.locale,
            first_published_at=now,
            last_published_at=now,
            type=record.type,
            number=record.number[:80],
            known_as="\n".join(record.known_as),
            signer=record.signer,
            issued_on=record.issued_on,
            effective_from=record.effective_from,
            effective_to=record.effective_to,
            summary=record.summary,
            source=record.source,
            source_url=record.source_url,
            text=record.text,
            file=_original(record),
        )

    def _free_slug(self, record: Record) -> str:
        base = slug(record.number or record.title, _LONGEST_SLUG) or "van-ban"
        address, number = base, 1
        while address in self._slugs:
            number += 1
            address = f"{base}-{number}"
        self._slugs.add(address)
        return address

    def _file_under(self, rows: Sequence[tuple[DocumentPage, Record]]) -> None:
        DocumentIssuer.objects.bulk_create(
            DocumentIssuer(page=page, body=self._term(IssuingBody, name), sort_order=order)
            for page, record in rows
            for order, name in enumerate(record.issuers)
        )
        DocumentLawField.objects.bulk_create(
            DocumentLawField(page=page, field=self._term(LawField, name), sort_order=order)
            for page, record in rows
            for order, name in enumerate(record.fields)
        )
        DocumentAudience.objects.bulk_create(
            DocumentAudience(page=page, audience=self._term(Audience, name), sort_order=order)
            for page, record in rows
            for order, name in enumerate(record.audiences)
        )
        DocumentRelation.objects.bulk_create(
            relation_row(relation, page=page, sort_order=order)
            for page, record in rows
            for order, relation in enumerate(record.relations)
            if not relation.inverse
        )

    def _term(self, model: type[Any], name: str) -> Any:
        key = (model, name)
        if key not in self._terms:
            self._terms[key] = model.named(name[:200])
        return self._terms[key]


def _original(record: Record) -> Any:
    """The record's file among the site's documents, stored at once. Expects a transaction."""
    if record.file is None:
        return None
    document = get_document_model()(title=record.title[:255])
    with record.file.open("rb") as content:
        document.file.save(get_valid_filename(record.file.name), File(content), save=False)
    document.save()
    return document


def _base_of(page: DocumentPage) -> Page:
    fields = {
        field.attname: getattr(page, field.attname)
        for field in Page._meta.concrete_fields
        if not field.primary_key
    }
    return Page(**fields)

"""A document that is there already: what a record knows beyond it is added, nothing is changed."""

from __future__ import annotations

from django.db import transaction

from cms.legaltext.laws import number_key
from cms.library.models import (
    DocumentAudience,
    DocumentIssuer,
    DocumentLawField,
    DocumentPage,
    DocumentRelation,
)
from cms.library.terms import Audience, IssuingBody, LawField
from cms.library.vocabulary import DocumentType

from .records import Record, Relation

_COLUMNS = (
    "number", "signer", "issued_on", "effective_from", "effective_to", "summary", "source",
    "source_url", "text",
)  # fmt: skip


class HasDraft(Exception):
    """An editor is at work on the page; an import leaves it alone."""


@transaction.atomic
def complete(pk: int, record: Record | None, relations: tuple[Relation, ...]) -> bool:
    """Fill what the document `pk` leaves blank, and add the relations it lacks.

    Whether anything was missing. What editors wrote stays. Opens a transaction. Raises
    `HasDraft` where something is missing but changes of an editor wait to be published.
    """
    live = DocumentPage.objects.select_for_update().get(pk=pk)
    page = live.get_latest_revision_as_object() if live.latest_revision_id else live
    changed = record is not None and _fill(page, record)
    changed = _relate(page, relations) or changed
    if not changed:
        return False
    if live.has_unpublished_changes:
        raise HasDraft
    if live.latest_revision_id:
        page.save_revision().publish()
    else:
        page.save()
    return True


def _fill(page: DocumentPage, record: Record) -> bool:
    missing = [name for name in _COLUMNS if not getattr(page, name) and getattr(record, name)]
    for name in missing:
        setattr(page, name, getattr(record, name))
    changed = bool(missing)
    if page.type == DocumentType.OTHER and record.type != DocumentType.OTHER:
        page.type, changed = record.type, True
    if record.known_as and not page.known_as:
        page.known_as, changed = "\n".join(record.known_as), True
    if record.issuers and not page.issuers.exists():
        page.issuers.set([DocumentIssuer(body=IssuingBody.named(n)) for n in record.issuers])
        changed = True
    if record.fields and not page.law_fields.exists():
        page.law_fields.set([DocumentLawField(field=LawField.named(n)) for n in record.fields])
        changed = True
    if record.audiences and not page.audiences.exists():
        page.audiences.set([DocumentAudience(audience=Audience.named(n)) for n in record.audiences])
        changed = True
    return changed


def _relate(page: DocumentPage, relations: tuple[Relation, ...]) -> bool:
    there = {(row.kind, _key_of(row)) for row in page.relations.select_related("target")}
    missing = [one for one in relations if (one.kind, number_key(one.number)) not in there]
    page.relations.add(*(relation_row(one) for one in dict.fromkeys(missing)))
    return bool(missing)


def _key_of(row: DocumentRelation) -> str:
    return number_key(row.target_number or (row.target.number if row.target else ""))


def relation_row(relation: Relation, **columns: object) -> DocumentRelation:
    """The relation as a row, not yet stored, by the other document's number."""
    return DocumentRelation(
        kind=relation.kind,
        target_number=relation.number[:80],
        target_key=number_key(relation.number[:80]),
        partial=relation.partial,
        **columns,
    )

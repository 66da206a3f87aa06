"""From a text that was read to a draft of its document page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from blocks.anchors import anchor_for
from cms.legaltext.bodies import body_names
from cms.legaltext.folding import fold
from cms.legaltext.provisions import parse
from cms.library.importing.records import Malformed, read_type
from cms.library.models import DocumentIssuer, DocumentPage, IssuingBody, LibraryPage
from cms.library.names import name_told_by
from cms.library.vocabulary import DocumentType

from .models import SourceFile

LONGEST_SLUG = 120
COLUMNS = ("title", "type", "number", "signer", "issued_on", "effective_from")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the page could say, and the names of issuing bodies that are not in the list yet."""

    values: dict[str, Any]
    unknown_issuer: str


def propose(source: SourceFile) -> Proposal:
    """What the page has already; where it has nothing, what the text says of itself."""
    metadata = parse(source.text).metadata
    issuers, unknown = _issuers_named(metadata.issuing_body)
    values = {
        "title": (name_told_by(metadata) or PurePath(source.name).stem)[:255],
        "type": _type_named(metadata.type),
        "number": metadata.number[:80],
        "signer": metadata.signer[:160],
        "issued_on": metadata.issued_on,
        "effective_from": metadata.effective_from,
        "issuers": issuers,
    }
    if source.page is not None:
        values |= _said_by(_draft_of(source.page))
    return Proposal(values, "; ".join(unknown))


def _said_by(page: DocumentPage) -> dict[str, Any]:
    said = {column: getattr(page, column) for column in COLUMNS}
    said["issuers"] = [issuer.body for issuer in page.issuers.all()]
    if said["type"] == DocumentType.OTHER:
        said["type"] = ""
    return {column: value for column, value in said.items() if value}


def _draft_of(page: DocumentPage) -> DocumentPage:
    draft: DocumentPage = page.get_latest_revision_as_object()
    return draft


def _type_named(name: str) -> str:
    try:
        return read_type(name).value
    except Malformed:
        return DocumentType.OTHER.value


def _issuers_named(said: str) -> tuple[list[IssuingBody], list[str]]:
    """The issuing bodies that a heading names, and the names of those that are not in the list.

    A heading names them in capitals; of a joint document, several.
    """
    listed = {fold(body.name): body for body in IssuingBody.objects.all()}
    # A list may have what joint documents name as one.
    whole = listed.get(fold(" ".join(said.split())))
    if whole:
        return [whole], []
    names = body_names(said)
    found = [listed[fold(name)] for name in names if fold(name) in listed]
    return found, [name for name in names if fold(name) not in listed]


@transaction.atomic
def take_over(source: SourceFile, said: dict[str, Any], user: User) -> DocumentPage:
    """A draft with the text, the file and `said` (cleaned fields of TakeOverForm).

    Of the page of the file, or of a new one below its library. What is public stays as it is
    until someone publishes the draft. Expects that the person may, and opens a transaction.
    """
    source = SourceFile.objects.select_for_update(of=("self",)).get(pk=source.pk)
    page = _new_page(source, said, user) if source.page is None else _draft_of(source.page)
    for column in COLUMNS:
        setattr(page, column, said[column])
    page.text = source.text
    page.file = source.original or page.file
    page.issuers = [DocumentIssuer(body=body) for body in said["issuers"]]
    if page.pk is None:
        source.library.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    source.page = page
    source.taken_over_at = timezone.now()
    source.save(update_fields=["page", "taken_over_at"])
    return page


def _new_page(source: SourceFile, said: dict[str, Any], user: User) -> DocumentPage:
    return DocumentPage(
        title=said["title"],
        slug=_free_slug(source.library, said["title"]),
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )


def _free_slug(library: LibraryPage, title: str) -> str:
    base = anchor_for(title)[:LONGEST_SLUG].strip("-") or "van-ban"
    taken = set(library.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
    return next(slug for slug in candidates if slug not in taken)

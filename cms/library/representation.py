"""The public form of documents and sets: what the log, and through it the world, gets of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from blocks.body import body_blocks, body_html, body_passages, body_text
from cms.portal.attachments import Attachment, public_attachments
from cms.portal.representation import root_url_of
from cms.publishing.representation import Label, Representation
from cms.publishing.visibility import public_pages, unrestricted_pages

from .introduction import linked
from .linking import Links, links_of
from .provisions import Parts, passages_of
from .reading import read
from .relations import Related, relations_of, relations_to, term_of
from .states import has_validity, label_of, state_of, validity_json
from .validity import Term, first_moment, next_turn
from .vocabulary import DocumentType

if TYPE_CHECKING:
    from .models import DocumentPage, DocumentSetPage


def represent(page: DocumentPage) -> Representation:
    """The document as everyone sees it now. The same content on the same day gives the same."""
    now = timezone.now()
    today = timezone.localdate(now)
    base_url = root_url_of(page)
    term = term_of(page, now)
    reading = read(page.text)
    links = links_of(page, reading, now, absolute=True)
    parts = Parts(page, reading, links, term, today, base_url)
    labels = labels_of(page, term, today, now)
    timed = has_validity(page, term)
    turn = next_turn(term, today) if timed else None
    return Representation(
        title=page.title,
        url=page.full_url,
        published_at=page.first_published_at or page.latest_revision_created_at,
        expires_at=page.expire_at,
        lead=page.summary,
        topics=tuple(row.topic.label for row in page.item_topics.select_related("topic")),
        labels=labels,
        valid_from=term.begins if timed else None,
        valid_until=term.ended_on if timed else None,
        changes_at=first_moment(turn) if turn else None,
        summary=_summary(page, labels, term, today),
        detail={**_detail(page, links, base_url, now), "contents": parts.contents()},
        passages=passages_of(page, reading),
        parts=tuple(parts.all()),
    )


def labels_of(
    page: DocumentPage, term: Term, today: date, now: datetime
) -> Mapping[str, tuple[Label, ...]]:
    """What the document is filed under, by scheme."""
    kind = DocumentType(page.type)
    state = state_of(page, term, today)
    return {
        "type": (Label(kind.value, str(kind.label)),),
        "issuing_body": _once(row.body.label for row in page.issuers.select_related("body")),
        "field": _once(row.field.label for row in page.law_fields.select_related("field")),
        "audience": _once(row.audience.label for row in page.audiences.select_related("audience")),
        "set": tuple(Label(one.slug, one.title) for one in sets_of(page, now)),
        "validity": (label_of(state),) if state else (),
    }


def sets_of(page: DocumentPage, now: datetime) -> list[Any]:
    """The public sets that the document is in."""
    from .models import DocumentSetPage

    sets = DocumentSetPage.objects.readable(now).filter(set_documents__document=page)
    return list(sets.distinct())


def _once(labels: Iterable[Label]) -> tuple[Label, ...]:
    return tuple(dict.fromkeys(labels))


def _summary(
    page: DocumentPage, labels: Mapping[str, tuple[Label, ...]], term: Term, today: date
) -> dict[str, Any]:
    named = {scheme: [_named(one) for one in found] for scheme, found in labels.items()}
    return {
        "type": named["type"][0],
        "number": page.number,
        "issuing_bodies": named["issuing_body"],
        "issued_on": _iso(page.issued_on),
        "effective_from": _iso(page.effective_from),
        "effective_to": _iso(page.effective_to),
        "validity": validity_json(page, term, today),
        "fields": named["field"],
        "audiences": named["audience"],
        "sets": named["set"],
    }


def _detail(page: DocumentPage, links: Links, base_url: str, now: datetime) -> dict[str, Any]:
    related = [*relations_of(page, now), *relations_to(page, now)]
    body = _body(page.body, base_url)
    return {
        "known_as": page.known_as.splitlines(),
        "signer": page.signer,
        "source": {"name": page.source, "url": page.source_url} if page.source else None,
        "file": next((one.as_json(base_url) for one in original_of(page)), None),
        "attachments": [one.as_json(base_url) for one in attachments_of(page)],
        "body": {**body, "html": linked(body["html"], links)},
        "relations": [_relation(one) for one in related],
    }


def original_of(page: DocumentPage) -> list[Attachment]:
    """The original file, if there is one and everyone may have it."""
    return public_attachments([(page.file, "")] if page.file else [])


def attachments_of(page: DocumentPage) -> list[Attachment]:
    """The attachments in the editor's order, without those in a restricted collection."""
    rows = page.attachments.select_related("document__collection")
    return public_attachments((row.document, row.title) for row in rows)


def _relation(one: Related) -> dict[str, Any]:
    return {
        "relation": one.name,
        "number": one.number,
        "title": one.title,
        "url": one.page.full_url if one.page else None,
        "partial": one.partial,
        "provisions": one.provisions,
        "since": _iso(one.since),
    }


def represent_set(page: DocumentSetPage) -> Representation:
    """The set as everyone sees it: only its documents that are public."""
    base_url = root_url_of(page)
    return Representation(
        title=page.title,
        url=page.full_url,
        published_at=page.first_published_at or page.latest_revision_created_at,
        expires_at=page.expire_at,
        lead=page.lead,
        summary={
            "code": page.slug,
            "for_whom": page.for_whom,
            "contributor": page.contributor,
        },
        detail={
            "introduction": _body(page.introduction, base_url),
            "documents": [
                {
                    "number": one.number,
                    "title": one.title,
                    "type": _named(Label(one.type, str(DocumentType(one.type).label))),
                    "url": one.full_url,
                }
                for one in documents_of(page, timezone.now())
            ],
        },
        passages=body_passages(page.introduction),
    )


def documents_of(page: DocumentSetPage, now: datetime) -> list[DocumentPage]:
    """The documents of the set that everyone may read, in the editor's order. Two queries."""
    from .models import DocumentPage

    keys = dict.fromkeys(row.document_id for row in page.set_documents.all())
    public = DocumentPage.objects.filter(public_pages(now) & unrestricted_pages(), pk__in=keys)
    found = public.defer("text", "body").in_bulk()
    return [found[key] for key in keys if key in found]


def _body(stream: Any, base_url: str) -> dict[str, Any]:
    return {
        "blocks": body_blocks(stream, base_url),
        "html": body_html(stream, base_url),
        "text": body_text(stream),
    }


def _named(label: Label) -> dict[str, str]:
    return {"code": label.code, "name": label.name}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

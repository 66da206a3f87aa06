"""Rows that follow from a document's own columns: its names, what it cites, joined relations.

They are written with the document, in its transaction; `manage.py` needs no command for
them, as saving it again makes them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction

from cms.legaltext.laws import number_key
from cms.publishing.relay import mark

from .introduction import citations_in
from .linking import key_of
from .names import LONGEST, keys_of, names_one_document
from .reading import is_of_this, read

if TYPE_CHECKING:
    from .models import DocumentPage, Mention


@transaction.atomic
def derive_rows(page: DocumentPage) -> None:
    """Bring the rows of `page` up to its columns as they are now in the database."""
    changed = _name(page)
    _mention(page)
    _join_relations(page)
    mark(f"wagtailcore.page:{key}" for key in citing(changed) if key != page.pk)


def names_of(page: DocumentPage) -> frozenset[str]:
    return keys_of(page.number, [page.title, *page.known_as.splitlines()])


def citing(keys: Iterable[str]) -> set[int]:
    """The keys of the documents that cite something by one of these names."""
    rows = apps.get_model("library.Mention").objects.filter(key__in=set(keys))
    return set(rows.values_list("page_id", flat=True).distinct()) if keys else set()


def _name(page: DocumentPage) -> set[str]:
    """Have its names in the table; those that came or went."""
    names = apps.get_model("library.DocumentName").objects
    before = set(names.filter(page=page).values_list("key", flat=True))
    wanted = set(names_of(page))
    names.filter(page=page, key__in=before - wanted).delete()
    names.bulk_create([names.model(page=page, key=key) for key in sorted(wanted - before)])
    return before ^ wanted


def _mention(page: DocumentPage) -> None:
    model = apps.get_model("library.Mention")
    wanted = {one.identity: one for one in mentions_in(page)}
    stored = {one.identity: one for one in model.objects.filter(page=page)}
    gone = [one.pk for identity, one in stored.items() if identity not in wanted]
    model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(
        [one for identity, one in wanted.items() if identity not in stored], batch_size=500
    )


def mentions_in(page: DocumentPage) -> Iterator[Mention]:
    """What the document's text and introduction cite of others, not yet stored."""
    model = apps.get_model("library.Mention")
    said = chain(read(page.text).all_citations(), citations_in(page.body))
    for anchor, words, citation in said:
        if not is_of_this(citation) and key_of(citation):
            yield model(
                page=page,
                anchor=anchor,
                label=" ".join(words.split())[:LONGEST],
                key=key_of(citation),
                year=citation.year,
                target_anchor=citation.anchor(anchor),
            )


def _join_relations(page: DocumentPage) -> None:
    """Join it with the documents that it names by number, and those that so named it."""
    relations = apps.get_model("library.DocumentRelation").objects
    for row in relations.filter(page=page, target=None).exclude(target_key=""):
        target = _with_number(row.target_key, row.target_number)
        if target and target != page.pk:
            relations.filter(pk=row.pk).update(target=target)
    if page.number and names_one_document(page.number):
        waiting = relations.filter(target=None, target_key=number_key(page.number))
        waiting.exclude(page=page).update(target=page)


def _with_number(key: str, number: str) -> int | None:
    if not names_one_document(number):
        return None
    names = apps.get_model("library.DocumentName").objects.filter(key=key)
    found = set(names.values_list("page_id", flat=True)[:2])
    return found.pop() if len(found) == 1 else None

"""How an item lies in the embedded index: one document of its own, one for each passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args
from uuid import UUID

import tantivy

from search.analysis import Forms
from search.engine import NO_TEXT, IndexedItem, IndexedPassage
from search.plan import Form, Place
from search.query import Sort
from search.weights import LEANINGS

# Part of the folder's name: an index of another shape is rebuilt, not misread.
VERSION = 11

# By which field each order other than by relevance sorts.
ORDERS: dict[Sort, str] = {"date": "order", "number": "number"}
FORMS: tuple[Form, ...] = get_args(Form)
PLACES: tuple[Place, ...] = get_args(Place)
# Later than the last day that a date can say.
NEVER_DAY = date.max.toordinal() + 1


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("role", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facet", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("change", "cursor", "position"):
        builder.add_unsigned_field(name, stored=True)
    builder.add_unsigned_field("no", indexed=True, fast=True)
    # How many passages the item has.
    builder.add_unsigned_field("passages", fast=True)
    builder.add_bytes_field("words", stored=True)
    for name in ("published", "valid_from", "valid_until"):
        builder.add_integer_field(name, indexed=True, fast=True)
    # Not a column, which each search would have to read from end to end.
    builder.add_integer_field("expires", indexed=True)
    # The same beside a passage: to be read of the few that are found, and not searched.
    builder.add_integer_field("ends", fast=True)
    # Which of `LEANINGS` are the item's, a bit for each.
    builder.add_unsigned_field("leans", fast=True)
    for name in ORDERS.values():
        builder.add_integer_field(name, fast=True)
    # Which words and pairs are anywhere in the item: they decide whether it is found.
    builder.add_text_field("names", tokenizer_name="whitespace", index_option="freq")
    for form in FORMS:
        builder.add_text_field(f"any_{form}", tokenizer_name="whitespace", index_option="basic")
    for place in PLACES:
        for form in FORMS:
            builder.add_text_field(
                f"{place}_{form}", tokenizer_name="whitespace", index_option="freq"
            )
    return builder.build()


SCHEMA = _schema()


def number_of(key: UUID) -> int:
    """The id in the 64 bits that a fast field has."""
    return (key.int >> 64) ^ (key.int & (2**64 - 1))


def leanings_in(leans: int) -> list[str]:
    """What speaks for an item, as the column of its passages has it."""
    return [facet for at, facet in enumerate(LEANINGS) if leans >> at & 1]


def add(writer: tantivy.IndexWriter, item: IndexedItem) -> None:
    for document in documents_of(item):
        writer.add_document(document)


def commit(writer: tantivy.IndexWriter, cursor: int) -> None:
    """Durably, with the last change read in it."""
    writer.delete_documents_by_term("role", "cursor")
    writer.add_document(_cursor_document(cursor))
    writer.commit()


def documents_of(item: IndexedItem) -> Iterator[tantivy.Document]:
    yield _item_document(item)
    # An item without text is still found, and ranked, by its title.
    for passage in item.passages or (NO_TEXT,):
        yield _passage_document(item, passage)


def _cursor_document(cursor: int) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("role", "cursor")
    document.add_unsigned("cursor", cursor)
    return document


def _item_document(item: IndexedItem) -> tantivy.Document:
    document = _document(item, "item")
    document.add_unsigned("change", item.change)
    for key in item.keys:
        document.add_text("key", key)
    for facet in item.facets:
        document.add_text("facet", facet)
    document.add_integer("published", item.published)
    document.add_integer("expires", item.expires)
    if item.valid_from is not None:
        document.add_integer("valid_from", item.valid_from)
        document.add_integer(
            "valid_until", NEVER_DAY if item.valid_until is None else item.valid_until
        )
    document.add_integer("number", item.number)
    document.add_text("names", item.names)
    _add_forms(document, "any", item.all_parts())
    return document


def _passage_document(item: IndexedItem, passage: IndexedPassage) -> tantivy.Document:
    document = _document(item, "passage")
    document.add_unsigned("position", passage.position)
    document.add_unsigned("passages", len(item.passages))
    document.add_integer("ends", item.expires)
    leans = (facet in item.facets for facet in LEANINGS)
    document.add_unsigned("leans", sum(leaning << at for at, leaning in enumerate(leans)))
    document.add_bytes("words", item.packed(passage))
    for place, parts in item.parts(passage).items():
        _add_forms(document, place, parts)
    return document


def _add_forms(document: tantivy.Document, field: str, parts: Iterable[Forms]) -> None:
    """Several texts as one: they need not be joined, and a word that comes again is the same."""
    for part in parts:
        if part.exact:
            document.add_text(f"{field}_exact", part.exact)
            document.add_text(f"{field}_folded", part.folded)
        if part.exact_pairs:
            document.add_text(f"{field}_exact_pairs", part.exact_pairs)
            document.add_text(f"{field}_folded_pairs", part.folded_pairs)


def _document(item: IndexedItem, role: str) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("role", role)
    document.add_text("id", str(item.id))
    document.add_unsigned("no", number_of(item.id))
    document.add_integer("order", item.order)
    return document

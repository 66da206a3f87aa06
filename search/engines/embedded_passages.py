"""What is read of the passages and items that a snapshot of the embedded index finds."""

from __future__ import annotations

from dataclasses import dataclass, field

import tantivy
from tantivy import Query

# What is read of every passage that is found.
COLUMNS = ("no", "order", "ends", "leans", "passages")


@dataclass(slots=True, eq=False)
class Passage:
    """A passage that was found, and what the columns say of it: the number of its item, where that
    stands in order, until when it is public, what speaks for it, and how many passages it has."""

    score: float
    address: tantivy.DocAddress
    item: int
    order: int
    ends: int
    leans: int
    siblings: int
    # What is stored of it. Most are asked for twice: to be ranked, and to be shown.
    document: tantivy.Document | None = None
    words: bytes | None = None

    @property
    def key(self) -> tuple[int, int]:
        return self.address.segment_ord, self.address.doc


@dataclass(slots=True)
class Item:
    """An item among those found: its best passage's score, and its passages, the best first."""

    score: float
    order: int
    number: int
    passages: list[Passage] = field(default_factory=list)
    # Its own document, known when it was not found by a passage.
    document: tantivy.DocAddress | None = None


class Passages:
    """The passages of one snapshot of the index."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def best(self, query: Query, limit: int) -> list[Passage]:
        """Those that score best, so many of them."""
        hits = self._searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _score, address in hits]
        columns = (self._column(name, addresses) for name in COLUMNS)
        return [
            Passage(score, address, *said)
            for (score, address), *said in zip(hits, *columns, strict=True)
        ]

    def numbers(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        """The numbers of the items of which these are."""
        return self._column("no", addresses)

    def document(self, passage: Passage) -> tantivy.Document:
        if passage.document is None:
            passage.document = self._searcher.doc(passage.address)
        return passage.document

    def words_of(self, passage: Passage) -> bytes:
        """Its words as they lie packed beside it."""
        if passage.words is None:
            passage.words = self.document(passage)["words"][0]
        return passage.words

    def _column(self, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        return [int(value or 0) for value in self._searcher.fast_field_values(name, addresses)]


def items_of(found: list[Passage]) -> list[Item]:
    """The items of passages, each with its own."""
    items: dict[int, Item] = {}
    for one in found:
        item = items.setdefault(one.item, Item(one.score, one.order, one.item))
        item.passages.append(one)
    return list(items.values())


def settled(items: list[Item], found: list[Passage]) -> list[Item]:
    """Those that may be put in order: what ties with the last that was found must all be known."""
    return [one for one in items if one.score > found[-1].score] if found else []

"""The best items of a plan in order: by the index's own score, then the best ranked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

import tantivy
from tantivy import Order, Query

from search.engine import Hit
from search.plan import PLACES, Plan
from search.query import Sort
from search.ranking.features import Question, counted
from search.ranking.order import POOL, Candidate, has_own, is_ranked, judged

from .embedded_documents import ORDERS
from .embedded_queries import all_of, any_of, items_query, numbered, pinned_query

# Up to this many items it is cheaper to name them to the second query than to ask afterwards.
FEW = 1000
FIRST_PASSAGES = 200
# Laws of one name, one after the other.
MOST_PINNED = 20

Found = tuple[float, tantivy.DocAddress]


@dataclass(frozen=True, slots=True)
class _Item:
    """An item among those found: its best passage's score, and its passages, the best first."""

    score: float
    order: int
    number: int
    passages: list[tantivy.DocAddress] = field(default_factory=list)
    # Its own document, known when it was not found by a passage.
    document: tantivy.DocAddress | None = None


class Ranking:
    """The order in which one snapshot of the index answers `plan`; `total` items match it."""

    def __init__(self, searcher: tantivy.Searcher, plan: Plan, total: int) -> None:
        self._searcher, self._plan, self._total = searcher, plan, total

    def page(self) -> tuple[Hit, ...]:
        plan = self._plan
        if plan.order != "relevance":
            return tuple(self._hit(item) for item in self._sorted(plan.order))
        items = self._ordered(plan.offset + plan.limit)
        if plan.pinned:
            pinned = self._pinned()
            numbers = {one.number for one in pinned}
            items = pinned + [one for one in items if one.number not in numbers]
        return tuple(self._hit(item) for item in items[plan.offset : plan.offset + plan.limit])

    def _sorted(self, order: Sort) -> list[_Item]:
        """A page of items in another order than by relevance."""
        found = self._searcher.search(
            items_query(self._searcher, self._plan),
            limit=self._plan.limit,
            offset=self._plan.offset,
            order_by_field=ORDERS[order],
            order=Order.Desc if order == "date" else Order.Asc,
            count=False,
        )
        addresses = [address for _order, address in found.hits]
        return [
            _Item(0.0, 0, number, document=address)
            for number, address in zip(self._numbers(addresses), addresses, strict=True)
        ]

    def _pinned(self) -> list[_Item]:
        """The documents that the question names, the newest first."""
        query = all_of([items_query(self._searcher, self._plan), pinned_query(self._plan)])
        found = self._searcher.search(query, limit=MOST_PINNED, order_by_field="order", count=False)
        addresses = [address for _order, address in found.hits]
        return [
            _Item(0.0, 0, number, document=address)
            for number, address in zip(self._numbers(addresses), addresses, strict=True)
        ]

    def _ordered(self, wanted: int) -> list[_Item]:
        """The items in order, `wanted` of them when there are so many."""
        query, among = self._query()
        limit = FIRST_PASSAGES
        while True:
            found = self._searcher.search(query, limit=limit, count=False).hits
            items = self._items(found)
            if not among:
                items = self._matching(items)
            # Items that tie with the last one must all be known before they are put in order.
            settled = [one for one in items if one.score > found[-1][0]] if found else []
            if len(found) < limit or len(settled) >= wanted:
                break
            limit *= 4
        items.sort(key=lambda one: (-one.score, -one.order))
        # The same pool for every page.
        pool = found[:FIRST_PASSAGES]
        return self._ranked(items, pool) if is_ranked(self._plan) else items

    def _query(self) -> tuple[Query, bool]:
        """What finds and scores passages, and whether it keeps to items that match."""
        query = any_of(self._plan.score, PLACES)
        if self._total > FEW:
            return query, False
        found = self._searcher.search(
            items_query(self._searcher, self._plan), limit=max(1, self._total)
        )
        numbers = self._numbers(address for _score, address in found.hits)
        return all_of([query, Query.const_score_query(numbered(numbers), 0.0)]), True

    def _ranked(self, items: list[_Item], pool: list[Found]) -> list[_Item]:
        """`items` with those first that have one of the best passages, ranked again."""
        known = {one.number: one for one in items}
        numbers = self._numbers(address for _score, address in pool)
        among = [
            (number, one) for number, one in zip(numbers, pool, strict=True) if number in known
        ][:POOL]
        scores = self._judged([one for _number, one in among])
        best: dict[int, list[tuple[float, int]]] = {}
        for place, ((number, _one), score) in enumerate(zip(among, scores, strict=True)):
            best.setdefault(number, []).append((-score, place))
        head = [
            replace(
                known[number], passages=[among[place][1][1] for _score, place in sorted(passages)]
            )
            for number, passages in best.items()
        ]
        rank = {number: min(passages)[0] for number, passages in best.items()}
        head.sort(key=lambda one: (rank[one.number], -one.score, -one.order))
        return head + [one for one in items if one.number not in best]

    def _judged(self, found: list[Found]) -> list[float]:
        words, searcher = self._plan.words, self._searcher
        frequencies = {
            (form, token): searcher.doc_freq(f"text_{form}", token)
            for form, token in counted(words)
        }
        candidates = [
            Candidate(score, searcher.doc(address)["words"][0]) for score, address in found
        ]
        return judged(words, frequencies, searcher.doc_freq("role", "passage"), candidates)

    def _items(self, found: list[Found]) -> list[_Item]:
        addresses = [address for _score, address in found]
        orders = self._searcher.fast_field_values("order", addresses)
        items: dict[int, _Item] = {}
        for (score, address), number, order in zip(
            found, self._numbers(addresses), orders, strict=True
        ):
            item = items.setdefault(number, _Item(score, int(order or 0), number))
            item.passages.append(address)
        return list(items.values())

    def _matching(self, items: list[_Item]) -> list[_Item]:
        """Those that are among what the plan finds."""
        if not items:
            return []
        query = all_of(
            [items_query(self._searcher, self._plan), numbered([one.number for one in items])]
        )
        found = self._searcher.search(query, limit=len(items), count=False)
        numbers = set(self._numbers(address for _score, address in found.hits))
        return [one for one in items if one.number in numbers]

    def _hit(self, item: _Item) -> Hit:
        """The item with the places of its best passages."""
        if not item.passages and not self._plan.score:
            return Hit(self._id(item.document))
        passages, count = self._passages(item)
        if not passages:
            return Hit(self._id(item.document))
        documents = [self._searcher.doc(address) for address in passages]
        if count > 1:
            # Its title alone found it: then no passage is better than another.
            words = Question(self._plan.words, {}, 1)
            documents = [one for one in documents if has_own(words, one["words"][0])]
        places = tuple(document["position"][0] for document in documents)
        return Hit(self._id(passages[0]), places)

    def _id(self, address: tantivy.DocAddress | None) -> UUID:
        assert address is not None
        return UUID(self._searcher.doc(address)["id"][0])

    def _passages(self, item: _Item) -> tuple[list[tantivy.DocAddress], int]:
        """The best passages of an item, as many as the plan names, and how many it has."""
        known, most = item.passages[: self._plan.passages], self._plan.passages
        if not known:
            others = self._others(item)
            return others, len(others)
        (count,) = self._searcher.fast_field_values("passages", known[:1])
        if len(known) < min(most, int(count or 0)):
            known = (known + [one for one in self._others(item) if one not in known])[:most]
        return known, int(count or 0)

    def _others(self, item: _Item) -> list[tantivy.DocAddress]:
        own = Query.const_score_query(numbered([item.number]), 0.0)
        query = all_of([any_of(self._plan.score, PLACES), own])
        found = self._searcher.search(query, limit=self._plan.passages, count=False)
        return [address for _score, address in found.hits]

    def _numbers(self, addresses: Iterable[tantivy.DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values("no", list(addresses))
        return [int(value or 0) for value in values]

"""The best items of a plan in order: by the index's own score, then the best ranked again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from uuid import UUID

import tantivy
from tantivy import Occur, Order, Query

from search.engine import Hit
from search.plan import OWN, PLACES, Counted, Plan
from search.query import Sort
from search.ranking.features import Question, counted
from search.ranking.having import have_enough
from search.ranking.order import POOL, Candidate, have_own, is_ranked, judged, leaning, within_item

from .embedded_documents import ORDERS, number_of
from .embedded_queries import (
    all_of,
    any_of,
    any_of_facets,
    items_query,
    leanings_query,
    numbered,
    pinned_query,
)

# Up to this many items it is cheaper to name them to the second query than to ask afterwards.
FEW = 1000
# A few more than are ranked again: some may be of items that do not match. Where much has
# to be in an item, or something is chosen, many may.
FIRST_PASSAGES, FIRST_OF_MANY = POOL + 20, 2 * POOL
# Items that are for those who search, and passages of them beside the best of all.
MOST_OWN, OWN_PASSAGES = 500, 20
# Passages for each item, when those of several are asked for at once.
ENOUGH = 32
# Laws of one name, one after the other.
MOST_PINNED = 20

Found = tuple[float, tantivy.DocAddress]
Frequencies = Callable[[Collection[Counted]], Mapping[Counted, int]]


@dataclass(slots=True)
class _Item:
    """An item among those found: its best passage's score, and its passages, the best first."""

    score: float
    order: int
    number: int
    passages: list[tantivy.DocAddress] = field(default_factory=list)
    # Its own document, known when it was not found by a passage.
    document: tantivy.DocAddress | None = None


class Ranking:
    """The order in which one snapshot of the index answers `plan`."""

    def __init__(self, searcher: tantivy.Searcher, plan: Plan, frequencies: Frequencies) -> None:
        self._searcher, self._plan, self._frequencies = searcher, plan, frequencies
        self._total = 0
        # The best passages, where they were looked for before it was known how many items match.
        self._ahead: list[Found] | None = None
        self._words = Question(plan.all_words, {}, 1)
        self._documents: dict[tuple[int, int], tantivy.Document] = {}
        self._packed: dict[tuple[int, int], bytes] = {}
        # How many passages each item of the page has.
        self._counts: dict[int, int] = {}

    def look_ahead(self) -> None:
        """Find the best passages as if many items matched: they nearly always do."""
        if self._plan.order == "relevance":
            self._ahead = self._best(self._scoring, self._first())

    def page(self, total: int) -> tuple[Hit, ...]:
        """The page that is asked for; `total` items match."""
        plan, self._total = self._plan, total
        if plan.order != "relevance":
            return self._hits(self._sorted(plan.order))
        items = self._ordered(plan.offset + plan.limit)
        if plan.pinned:
            pinned = self._pinned()
            numbers = {one.number for one in pinned}
            items = pinned + [one for one in items if one.number not in numbers]
        return self._hits(items[plan.offset : plan.offset + plan.limit])

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
        return self._newest(query, MOST_PINNED)

    def _newest(self, query: Query, limit: int) -> list[_Item]:
        found = self._searcher.search(query, limit=limit, order_by_field="order", count=False)
        addresses = [address for _order, address in found.hits]
        return [
            _Item(0.0, 0, number, document=address)
            for number, address in zip(self._numbers(addresses), addresses, strict=True)
        ]

    def _ordered(self, wanted: int) -> list[_Item]:
        """The items in order, `wanted` of them when there are so many."""
        query, among = self._query()
        if among:
            self._ahead = None
        limit = first = self._first()
        while True:
            found, self._ahead = self._ahead or self._best(query, limit), None
            items = self._items(found)
            if not among:
                items = self._enough_matching(items, found[:POOL], wanted)
            # Items that tie with the last one must all be known before they are put in order.
            settled = [one for one in items if one.score > found[-1][0]] if found else []
            if len(found) < limit or len(settled) >= wanted:
                break
            limit *= 4
        items.sort(key=lambda one: (-one.score, -one.order))
        # The same pool for every page.
        pool = found[:first]
        own = self._own(pool) if self._plan.leanings else []
        known = {one.number for one in items}
        items += self._matching([one for one in self._items(own) if one.number not in known])
        ranked = self._ranked(items, pool, own)
        return ranked + self._worth_nothing(ranked, wanted)

    def _own(self, pool: list[Found]) -> list[Found]:
        """The best passages beside those of the `pool` of items that are for those who search."""
        own = self._searcher.search(any_of_facets(OWN), limit=MOST_OWN, count=False)
        numbers = self._numbers(address for _score, address in own.hits)
        if not numbers:
            return []
        # Their few passages are gone through, and not the many that have the words.
        own_passages = Query.const_score_query(numbered(numbers), 0.0)
        scored = Query.boolean_query([(Occur.Must, own_passages), (Occur.Should, self._scoring)])
        found = self._searcher.search(scored, limit=OWN_PASSAGES, count=False).hits
        known = {(address.segment_ord, address.doc) for _score, address in pool}
        return [
            (score, address)
            for score, address in found
            if score > 0 and (address.segment_ord, address.doc) not in known
        ]

    def _worth_nothing(self, items: list[_Item], wanted: int) -> list[_Item]:
        """What is found beside `items`, none of whose passages has a word as it was meant."""
        if len(items) >= min(wanted, self._total):
            return []
        others = self._newest(items_query(self._searcher, self._plan), wanted)
        known = {one.number for one in items}
        return [one for one in others if one.number not in known]

    @cached_property
    def _scoring(self) -> Query:
        return any_of(self._plan.score, PLACES)

    def _best(self, query: Query, limit: int) -> list[Found]:
        hits: list[Found] = self._searcher.search(query, limit=limit, count=False).hits
        return hits

    def _first(self) -> int:
        plan = self._plan
        loose = plan.required <= 1 and not plan.filters.choose
        return FIRST_PASSAGES if loose else FIRST_OF_MANY

    def _query(self) -> tuple[Query, bool]:
        """What finds and scores passages, and whether it keeps to items that match."""
        if self._total > FEW:
            return self._scoring, False
        # In an order of its own, so that nothing is scored.
        found = self._searcher.search(
            items_query(self._searcher, self._plan),
            limit=max(1, self._total),
            order_by_field="order",
            count=False,
        )
        numbers = self._numbers(address for _order, address in found.hits)
        return all_of([self._scoring, Query.const_score_query(numbered(numbers), 0.0)]), True

    def _ranked(self, items: list[_Item], pool: list[Found], own: list[Found]) -> list[_Item]:
        """`items` with those first that have one of the best passages, ranked again."""
        if not (is_ranked(self._plan) or self._plan.leanings):
            return items
        known = {one.number: one for one in items}
        among = [*self._of_items(pool, known)[:POOL], *self._of_items(own, known)]
        leanings = self._leanings({number for number, _one in among})
        scores = leaning(
            self._plan,
            self._judged([one for _number, one in among])
            if is_ranked(self._plan)
            else [score for _number, (score, _address) in among],
            [leanings.get(number, 0.0) for number, _one in among],
        )
        best: dict[int, list[tuple[float, int]]] = {}
        for place, ((number, _one), score) in enumerate(zip(among, scores, strict=True)):
            best.setdefault(number, []).append((-score, place))
        rank = {number: min(passages)[0] for number, passages in best.items()}
        for passages in best.values():
            passages[:] = [
                (-within_item(self._plan, -score, self._packed_words(among[place][1][1])), place)
                for score, place in passages
            ]
        head = [known[number] for number in best]
        head.sort(key=lambda one: (rank[one.number], -one.score, -one.order))
        for one in head:
            one.passages = [among[place][1][1] for _score, place in sorted(best[one.number])]
        return head + [one for one in items if one.number not in best]

    def _of_items(self, found: list[Found], known: Container[int]) -> list[tuple[int, Found]]:
        """The passages that are of one of the items `known`, with its number."""
        numbers = self._numbers(address for _score, address in found)
        return [
            (number, one) for number, one in zip(numbers, found, strict=True) if number in known
        ]

    def _leanings(self, numbers: Collection[int]) -> dict[int, float]:
        """What speaks for each of these items beside its words."""
        if not (self._plan.leanings and numbers):
            return {}
        query = leanings_query(self._plan, list(numbers))
        found = self._searcher.search(query, limit=len(numbers), count=False).hits
        each = self._numbers(address for _score, address in found)
        return {number: score for number, (score, _address) in zip(each, found, strict=True)}

    def _judged(self, found: list[Found]) -> list[float]:
        phrasings, searcher = self._plan.phrasings, self._searcher
        frequencies = self._frequencies(counted(phrasings))
        candidates = [Candidate(score, self._packed_words(address)) for score, address in found]
        return judged(phrasings, frequencies, searcher.doc_freq("role", "passage"), candidates)

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

    def _enough_matching(self, items: list[_Item], best: list[Found], wanted: int) -> list[_Item]:
        """Those that are among what the plan finds; of those alone that have one of the `best`
        passages, where these all match and are enough for the page."""
        numbers = set(self._numbers(address for _score, address in best))
        matching = self._matching([one for one in items if one.number in numbers])
        if len(matching) == len(numbers) > wanted:
            return matching
        return matching + self._matching([one for one in items if one.number not in numbers])

    def _matching(self, items: list[_Item]) -> list[_Item]:
        """Those that are among what the plan finds."""
        numbers = self._surely_matching(items)
        if unsure := [one.number for one in items if one.number not in numbers]:
            query = all_of([items_query(self._searcher, self._plan), numbered(unsure)])
            found = self._searcher.search(query, limit=len(unsure), count=False)
            numbers.update(self._numbers(address for _score, address in found.hits))
        return [one for one in items if one.number in numbers]

    def _surely_matching(self, items: list[_Item]) -> set[int]:
        """The numbers of those of which it can be told by what is read of them anyway: most
        have the question's words in their best passage, and asking the index takes as long
        as finding them did."""
        plan = self._plan
        if not (items and is_ranked(plan) and plan.looks_for_words_only):
            return set()
        firsts = [one.passages[0] for one in items]
        ends = self._searcher.fast_field_values("ends", firsts)
        enough = have_enough(plan, list(map(self._packed_words, firsts)))
        withdrawn = set(map(number_of, plan.filters.withdrawn))
        return {
            one.number
            for one, end, has in zip(items, ends, enough, strict=True)
            if has and int(end or 0) > plan.filters.now and one.number not in withdrawn
        }

    def _hits(self, items: list[_Item]) -> tuple[Hit, ...]:
        """The items with the places of their best passages."""
        found = self._passages(items) if self._plan.score else [[]] * len(items)
        # What its title alone found: then no passage is better than another.
        several = [
            len(passages) > 1 or bool(passages and self._counts[item.number] > 1)
            for item, passages in zip(items, found, strict=True)
        ]
        asked = [one for passages in compress(found, several) for one in passages]
        own = iter(have_own(self._words, list(map(self._packed_words, asked))))
        return tuple(
            self._hit(item, passages, [one for one in passages if not many or next(own)])
            for item, passages, many in zip(items, found, several, strict=True)
        )

    def _hit(
        self,
        item: _Item,
        passages: Sequence[tantivy.DocAddress],
        shown: Sequence[tantivy.DocAddress],
    ) -> Hit:
        if not passages:
            return Hit(self._id(item.document or item.passages[0]))
        places = tuple(self._document(one)["position"][0] for one in shown)
        return Hit(self._id(passages[0]), places)

    def _id(self, address: tantivy.DocAddress) -> UUID:
        return UUID(self._document(address)["id"][0])

    def _document(self, address: tantivy.DocAddress) -> tantivy.Document:
        """What is stored of it. Most are asked for twice: to be ranked, and to be shown."""
        key = address.segment_ord, address.doc
        if (document := self._documents.get(key)) is None:
            document = self._documents[key] = self._searcher.doc(address)
        return document

    def _packed_words(self, address: tantivy.DocAddress) -> bytes:
        """Its words as they lie packed beside it."""
        key = address.segment_ord, address.doc
        if (words := self._packed.get(key)) is None:
            words = self._packed[key] = self._document(address)["words"][0]
        return words

    def _passages(self, items: list[_Item]) -> list[list[tantivy.DocAddress]]:
        """The best passages of each item, as many as the plan names."""
        most = self._plan.passages
        known = {item.number: item.passages[:most] for item in items}
        firsts = [passages[0] for passages in known.values() if passages]
        counts = self._searcher.fast_field_values("passages", firsts)
        self._counts = dict(
            zip(
                (number for number, passages in known.items() if passages),
                (int(count or 0) for count in counts),
                strict=True,
            )
        )
        lacking = [
            number
            for number, passages in known.items()
            if len(passages) < min(most, self._counts.get(number, most))
        ]
        for number, others in self._others(lacking).items():
            passages = known[number]
            self._counts.setdefault(number, len(others))
            known[number] = (passages + [one for one in others if one not in passages])[:most]
        return [known[item.number] for item in items]

    def _others(self, numbers: list[int]) -> dict[int, list[tantivy.DocAddress]]:
        """The best passages of these items by the index's own score. All are asked for at
        once, and again one by one those of which others left too few."""
        if not numbers:
            return {}
        most = self._plan.passages
        limit = max(most, ENOUGH * len(numbers)) if len(numbers) > 1 else most
        own = Query.const_score_query(numbered(numbers), 0.0)
        query = all_of([self._scoring, own])
        found = self._searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _score, address in found]
        by_item: dict[int, list[tantivy.DocAddress]] = {number: [] for number in numbers}
        for number, address in zip(self._numbers(addresses), addresses, strict=True):
            by_item[number].append(address)
        if len(numbers) > 1 and len(found) == limit:
            for number, own_passages in by_item.items():
                if len(own_passages) < most:
                    by_item.update(self._others([number]))
        return {number: passages[:most] for number, passages in by_item.items()}

    def _numbers(self, addresses: Iterable[tantivy.DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values("no", list(addresses))
        return [int(value or 0) for value in values]

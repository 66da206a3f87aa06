"""The best items of a plan in order: by the index's own score, then the best ranked again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from itertools import compress, repeat
from uuid import UUID

import tantivy
from tantivy import Occur, Order, Query

from search.engine import Hit
from search.plan import Counted, Plan
from search.query import Sort
from search.ranking.features import counted
from search.ranking.having import have_enough
from search.ranking.order import POOL, Candidate, have_own, is_ranked, judged, leaning, within_item
from search.weights import PLACES

from .embedded_documents import ORDERS, leanings_in, number_of
from .embedded_passages import Item, Passage, Passages, items_of, settled
from .embedded_queries import all_of, any_of, items_query, numbered, pinned_query

# Up to this many items it is cheaper to name them to the index than to ask of each found whether it
# matches.
FEW = 1000
# A few more than are ranked again: some may be of items that do not match. Where much has
# to be in an item, or something is chosen, many may.
FIRST_PASSAGES, FIRST_OF_MANY = POOL + 20, 2 * POOL
# Passages of items that are for those who search, beside the best of all.
OWN_PASSAGES = 20
# Passages for each item, when those of several are asked for at once.
ENOUGH = 32
# Laws of one name, one after the other.
MOST_PINNED = 20
Frequencies = Callable[[Collection[Counted]], Mapping[Counted, int]]


class Ranking:
    """The order in which one snapshot of the index answers `plan`; `own` names the items that are
    for those who search."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        plan: Plan,
        frequencies: Frequencies,
        own: Callable[[], list[int]],
    ) -> None:
        self._searcher, self._plan, self._frequencies = searcher, plan, frequencies
        self._passages = Passages(searcher)
        self._own_items = own
        self._total = 0
        # The best passages, where they were looked for before it was known how many items match.
        self._ahead: list[Passage] | None = None
        self._is_ranked = is_ranked(plan)

    def look_ahead(self) -> None:
        """Find the best passages as if many items matched: they nearly always do."""
        if self._plan.order == "relevance":
            self._ahead = self._passages.best(self._scoring, self._first())

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

    def _sorted(self, order: Sort) -> list[Item]:
        """A page of items in another order than by relevance."""
        found = self._searcher.search(
            items_query(self._searcher, self._plan),
            limit=self._plan.limit,
            offset=self._plan.offset,
            order_by_field=ORDERS[order],
            order=Order.Desc if order == "date" else Order.Asc,
            count=False,
        )
        return self._by_themselves(found)

    def _pinned(self) -> list[Item]:
        """The documents that the question names, the newest first."""
        query = all_of([items_query(self._searcher, self._plan), pinned_query(self._plan)])
        return self._newest(query, MOST_PINNED)

    def _newest(self, query: Query, limit: int) -> list[Item]:
        found = self._searcher.search(query, limit=limit, order_by_field="order", count=False)
        return self._by_themselves(found)

    def _by_themselves(self, found: tantivy.SearchResult) -> list[Item]:
        """Items that were found, and not by a passage."""
        addresses = [address for _order, address in found.hits]
        return [
            Item(0.0, 0, number, document=address)
            for number, address in zip(self._passages.numbers(addresses), addresses, strict=True)
        ]

    def _ordered(self, wanted: int) -> list[Item]:
        """The items in order, `wanted` of them when there are so many."""
        found, items = self._found(wanted)
        items.sort(key=lambda one: (-one.score, -one.order))
        known = {one.number for one in items}
        # The same pool for every page.
        pool = [one for one in found[: self._first()] if one.item in known][:POOL]
        own = self._own(pool) if self._plan.leanings else []
        items += self._matching([one for one in items_of(own) if one.number not in known])
        ranked = self._ranked(items, pool + own)
        return ranked + self._worth_nothing(ranked, wanted)

    def _found(self, wanted: int) -> tuple[list[Passage], list[Item]]:
        """The best passages, and of their items those that match, `wanted` of which are surely
        the best of all."""
        if self._total > FEW:
            return self._until_enough(wanted, self._scoring, self._enough_matching)
        # In an order of its own, so that nothing is scored.
        matching = self._searcher.search(
            items_query(self._searcher, self._plan),
            limit=max(1, self._total),
            order_by_field="order",
            count=False,
        )
        numbers = self._passages.numbers([address for _order, address in matching.hits])
        if found := self._among_best_of_all(set(numbers), wanted):
            return found
        among = all_of([self._scoring, Query.const_score_query(numbered(numbers), 0.0)])
        self._ahead = None
        return self._until_enough(wanted, among, lambda items, _best, _wanted: items)

    def _among_best_of_all(
        self, numbers: set[int], wanted: int
    ) -> tuple[list[Passage], list[Item]] | None:
        """The same of items with these numbers, where enough of the best of all are theirs: to
        name them to the index takes longer than all else."""
        if len(numbers) <= POOL:
            return None
        best = self._ahead or self._passages.best(self._scoring, self._first())
        found = [one for one in best if one.item in numbers]
        items = items_of(found)
        if len(found) < POOL or len(settled(items, best)) < wanted:
            return None
        return found, items

    def _until_enough(
        self,
        wanted: int,
        query: Query,
        matching: Callable[[list[Item], list[Passage], int], list[Item]],
    ) -> tuple[list[Passage], list[Item]]:
        """The same by `query`, for more and more passages; which items count `matching` says."""
        limit = self._first()
        while True:
            found, self._ahead = self._ahead or self._passages.best(query, limit), None
            items = matching(items_of(found), found[:POOL], wanted)
            if len(found) < limit or len(settled(items, found)) >= wanted:
                return found, items
            limit *= 4

    def _own(self, pool: list[Passage]) -> list[Passage]:
        """The best passages beside those of the `pool` of items that are for those who search."""
        if not (numbers := self._own_items()):
            return []
        # Their few passages are gone through, and not the many that have the words.
        own_passages = Query.const_score_query(numbered(numbers), 0.0)
        scored = Query.boolean_query([(Occur.Must, own_passages), (Occur.Should, self._scoring)])
        known = {one.key for one in pool}
        found = self._passages.best(scored, OWN_PASSAGES)
        return [one for one in found if one.score > 0 and one.key not in known]

    def _worth_nothing(self, items: list[Item], wanted: int) -> list[Item]:
        """What is found beside `items`, none of whose passages has a word as it was meant."""
        if len(items) >= min(wanted, self._total):
            return []
        others = self._newest(items_query(self._searcher, self._plan), wanted)
        known = {one.number for one in items}
        return [one for one in others if one.number not in known]

    @cached_property
    def _scoring(self) -> Query:
        return any_of(self._plan.score, PLACES)

    def _first(self) -> int:
        plan = self._plan
        loose = plan.required <= 1 and not plan.filters.choose
        return FIRST_PASSAGES if loose else FIRST_OF_MANY

    def _ranked(self, items: list[Item], best: list[Passage]) -> list[Item]:
        """`items` with those first that have one of the `best` passages, ranked again."""
        if not (self._is_ranked or self._plan.leanings):
            return items
        known = {one.number: one for one in items}
        among = [one for one in best if one.item in known]
        scores = leaning(
            self._judged(among) if self._is_ranked else [one.score for one in among],
            self._leanings(among),
            is_ranked=self._is_ranked,
        )
        by_item: dict[int, list[tuple[float, Passage]]] = {}
        for one, score in zip(among, scores, strict=True):
            by_item.setdefault(one.item, []).append((score, one))
        rank = {number: max(score for score, _one in found) for number, found in by_item.items()}
        head = [known[number] for number in by_item]
        head.sort(key=lambda one: (-rank[one.number], -one.score, -one.order))
        for item in head:
            item.passages = self._within(by_item[item.number])
        return head + [one for one in items if one.number not in by_item]

    def _within(self, passages: list[tuple[float, Passage]]) -> list[Passage]:
        """An item's own passages, the best first."""
        if len(passages) > 1:
            passages.sort(key=lambda one: -self._worth_within(*one))
        return [one for _score, one in passages]

    def _worth_within(self, score: float, passage: Passage) -> float:
        return within_item(score, self._passages.words_of(passage)) if self._is_ranked else score

    def _leanings(self, passages: list[Passage]) -> list[float]:
        """What speaks for the item of each passage beside its words."""
        leanings = self._plan.leanings
        if not leanings:
            return [0.0] * len(passages)
        said = {one.leans for one in passages}
        worth = {leans: sum(map(leanings.get, leanings_in(leans), repeat(0.0))) for leans in said}
        return [worth[one.leans] for one in passages]

    def _judged(self, found: list[Passage]) -> list[float]:
        phrasings, searcher = self._plan.phrasings, self._searcher
        frequencies = self._frequencies(counted(phrasings))
        candidates = [Candidate(one.score, self._passages.words_of(one)) for one in found]
        return judged(phrasings, frequencies, searcher.doc_freq("role", "passage"), candidates)

    def _enough_matching(self, items: list[Item], best: list[Passage], wanted: int) -> list[Item]:
        """Those that are among what the plan finds; of those alone that have one of the `best`
        passages, where these all match and are enough for the page."""
        numbers = {one.item for one in best}
        matching = self._matching([one for one in items if one.number in numbers])
        if len(matching) == len(numbers) > wanted:
            return matching
        return matching + self._matching([one for one in items if one.number not in numbers])

    def _matching(self, items: list[Item]) -> list[Item]:
        """Those that are among what the plan finds."""
        numbers = self._surely_matching(items)
        if unsure := [one.number for one in items if one.number not in numbers]:
            query = all_of([items_query(self._searcher, self._plan), numbered(unsure)])
            found = self._searcher.search(query, limit=len(unsure), count=False)
            numbers.update(self._passages.numbers([address for _score, address in found.hits]))
        return [one for one in items if one.number in numbers]

    def _surely_matching(self, items: list[Item]) -> set[int]:
        """The numbers of those of which it can be told by what is read of them anyway: most
        have the question's words in their best passage, and asking the index takes as long
        as finding them did."""
        plan = self._plan
        if not (items and self._is_ranked and plan.looks_for_words_only):
            return set()
        firsts = [one.passages[0] for one in items]
        enough = have_enough(plan, list(map(self._passages.words_of, firsts)))
        withdrawn = set(map(number_of, plan.filters.withdrawn))
        return {
            one.item
            for one, has in zip(firsts, enough, strict=True)
            if has and one.ends > plan.filters.now and one.item not in withdrawn
        }

    def _hits(self, items: list[Item]) -> tuple[Hit, ...]:
        """The items with the places of their best passages."""
        found = self._best_of_each(items) if self._plan.score else [[]] * len(items)
        # What its title alone found: then no passage is better than another.
        several = [bool(passages) and passages[0].siblings > 1 for passages in found]
        asked = [one for passages in compress(found, several) for one in passages]
        own = iter(have_own(self._plan.all_words, list(map(self._passages.words_of, asked))))
        return tuple(
            self._hit(item, passages, [one for one in passages if not many or next(own)])
            for item, passages, many in zip(items, found, several, strict=True)
        )

    def _hit(self, item: Item, passages: Sequence[Passage], shown: Sequence[Passage]) -> Hit:
        if passages:
            document = self._passages.document(passages[0])
        else:
            document = self._searcher.doc(item.document or item.passages[0].address)
        places = tuple(self._passages.document(one)["position"][0] for one in shown)
        return Hit(UUID(document["id"][0]), places)

    def _best_of_each(self, items: list[Item]) -> list[list[Passage]]:
        """The best passages of each item, as many as the plan names."""
        most = self._plan.passages
        known = {item.number: item.passages[:most] for item in items}
        lacking = [
            number
            for number, passages in known.items()
            if len(passages) < min(most, passages[0].siblings if passages else most)
        ]
        for number, others in self._others(lacking).items():
            passages = known[number]
            keys = {one.key for one in passages}
            known[number] = (passages + [one for one in others if one.key not in keys])[:most]
        return [known[item.number] for item in items]

    def _others(self, numbers: list[int]) -> dict[int, list[Passage]]:
        """The best passages of these items by the index's own score. All are asked for at
        once, and again one by one those of which others left too few."""
        if not numbers:
            return {}
        most = self._plan.passages
        limit = max(most, ENOUGH * len(numbers)) if len(numbers) > 1 else most
        own = Query.const_score_query(numbered(numbers), 0.0)
        found = self._passages.best(all_of([self._scoring, own]), limit)
        by_item: dict[int, list[Passage]] = {number: [] for number in numbers}
        for one in found:
            by_item[one.item].append(one)
        if len(numbers) > 1 and len(found) == limit:
            for number, own_passages in by_item.items():
                if len(own_passages) < most:
                    by_item.update(self._others([number]))
        return {number: passages[:most] for number, passages in by_item.items()}

"""Carrying out a plan on one committed state of the embedded index."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any
from uuid import UUID

import tantivy
from tantivy import Query

from search.engine import MOST_FACET_VALUES, Names, Results, ScorePart
from search.plan import Counted, Filters, Plan
from search.schemes import by_facet
from search.weights import OWN, PLACES

from .embedded_documents import number_of
from .embedded_passages import Passages
from .embedded_queries import (
    all_of,
    any_of,
    any_of_facets,
    clauses,
    has,
    items_query,
    names_query,
    numbered,
)
from .embedded_ranking import FEW, Ranking

# Items that are for those who search.
MOST_OWN = 500
# Held while one question has two threads at work.
_two_at_work = Lock()
Counts = dict[str, dict[str, int]]

FACETS = {"facets": {"terms": {"field": "facet", "size": MOST_FACET_VALUES}}}
# Every item has one.
TOTAL = {"total": {"value_count": {"field": "order"}}}


@dataclass(slots=True)
class Known:
    """What was found out before of one snapshot: the last change read, in how many of its passages
    words are, as far as it was asked, and the numbers of the items that are for those who
    search."""

    cursor: int | None = None
    frequencies: dict[Counted, int] = field(default_factory=dict)
    own: list[int] | None = None


@cache
def _other_thread() -> ThreadPoolExecutor:
    """A thread that waits for work: to begin one takes longer than what it would count in a small
    index."""
    return ThreadPoolExecutor(1, thread_name_prefix="counting")


# A process that was forked has none of its parent's threads.
os.register_at_fork(after_in_child=_other_thread.cache_clear)


class Reading:
    """Questions to one snapshot; what is committed meanwhile does not disturb it."""

    def __init__(self, searcher: tantivy.Searcher, known: Known | None = None) -> None:
        self._searcher = searcher
        self._known = known or Known()

    def cursor(self) -> int:
        """The last change read; 0 in an index that has read nothing."""
        if self._known.cursor is None:
            found = self._searcher.search(has("role", "cursor"), limit=1).hits
            self._known.cursor = self._searcher.doc(found[0][1])["cursor"][0] if found else 0
        return self._known.cursor

    def item_count(self) -> int:
        return self._count(has("role", "item"))

    def contents(self) -> dict[UUID, int]:
        everything = self._searcher.search(
            has("role", "item"), limit=max(1, self._searcher.num_docs), count=False
        )
        documents = (self._searcher.doc(address) for _score, address in everything.hits)
        return {UUID(document["id"][0]): document["change"][0] for document in documents}

    def count(self, plan: Plan) -> int:
        return self._count(items_query(self._searcher, plan))

    def facets(self, plan: Plan) -> Counts:
        """All are counted at once but those of which something is chosen."""
        return self._with_chosen(plan, self._tally(plan, plan.filters)["facets"])

    def search(self, plan: Plan) -> Results:
        ranking = Ranking(self._searcher, plan, self.frequencies, self._own)
        if plan.counted_on is None:
            total = self.count(plan)
            return Results(total, ranking.page(total) if total else ())
        # What is shown beside the page is counted in one go with the total.
        found = self._tally_beside(plan, plan.counted_on, ranking)
        total = int(found["total"]["value"])
        return Results(
            total,
            ranking.page(total) if total else (),
            self._with_chosen(plan, found["facets"]),
            _in_force(found["begun"], plan.counted_on),
        )

    def _tally_beside(self, plan: Plan, day: int, ranking: Ranking) -> dict[str, Any]:
        """What is counted, while the best are looked for on another processor. A sentence finds so
        many that this takes as long as all counting; in a small index neither takes any time."""
        many = plan.is_of_sentence and self._searcher.doc_freq("role", "item") > FEW
        # Where others are answered at the same time no processor waits for work.
        if not (many and _two_at_work.acquire(blocking=False)):
            return self._tally(plan, plan.filters, day)
        try:
            # tantivy lets go of Python while it works.
            counting = _other_thread().submit(self._tally, plan, plan.filters, day)
            ranking.look_ahead()
            return counting.result()
        finally:
            _two_at_work.release()

    def _with_chosen(self, plan: Plan, found: Mapping[str, Any]) -> Counts:
        counts = _by_facet(found)
        for facet, values in plan.filters.chosen.items():
            if values:
                others = self._tally(plan, plan.filters.without(facet))["facets"]
                counts[facet] = _by_facet(others).get(facet, {})
        return counts

    def _tally(self, plan: Plan, filters: Filters, day: int | None = None) -> dict[str, Any]:
        wanted = FACETS if day is None else {**FACETS, **TOTAL, **_validity(day)}
        found: dict[str, Any] = self._searcher.aggregate(
            items_query(self._searcher, plan, filters), wanted
        )
        return found

    def frequencies(self, words: Collection[Counted]) -> Mapping[Counted, int]:
        return {word: self._frequency(word) for word in words}

    def _frequency(self, word: Counted) -> int:
        frequencies = self._known.frequencies
        if (known := frequencies.get(word)) is None:
            form, token = word
            known = frequencies[word] = self._searcher.doc_freq(f"text_{form}", token)
        return known

    def _own(self) -> list[int]:
        if self._known.own is None:
            found = self._searcher.search(any_of_facets(OWN), limit=MOST_OWN, count=False)
            addresses = [address for _score, address in found.hits]
            self._known.own = Passages(self._searcher).numbers(addresses)
        return self._known.own

    def suggest(self, names: Names) -> tuple[UUID, ...]:
        found = self._searcher.search(names_query(names), limit=names.limit, count=False)
        return tuple(UUID(self._searcher.doc(address)["id"][0]) for _score, address in found.hits)

    def explain(self, plan: Plan, key: UUID) -> tuple[ScorePart, ...]:
        own = Query.const_score_query(numbered([number_of(key)]), 0.0)
        query = all_of([any_of(plan.score, PLACES), own])
        best = self._searcher.search(query, limit=1, count=False).hits
        if not best:
            return ()
        parts = (
            ScorePart(place, term.form, term.token, self._score(clause, best[0][1]))
            for place, term, clause in clauses(plan.score, PLACES)
        )
        return tuple(part for part in parts if part.score)

    def _score(self, query: Query, address: tantivy.DocAddress) -> float:
        try:
            return float(json.loads(query.explain(self._searcher, address).to_json())["value"])
        except ValueError:
            # That is how tantivy says that the document does not match.
            return 0.0

    def _count(self, query: Query) -> int:
        # In an order of its own, so that nothing is scored.
        return _total(self._searcher.search(query, limit=1, order_by_field="order"))


def _total(found: tantivy.SearchResult) -> int:
    # Missing in the types that tantivy ships.
    return int(found.count or 0)  # type: ignore[attr-defined]


def _by_facet(found: Mapping[str, Any]) -> Counts:
    return by_facet({bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]})


def _validity(day: int) -> dict[str, Any]:
    """What has begun to be in force by that day, and of it what has not ended."""
    not_ended = {"range": {"field": "valid_until", "ranges": [{"from": day + 1}]}}
    begun = {"field": "valid_from", "ranges": [{"to": day + 1}]}
    return {"begun": {"range": begun, "aggs": {"living": not_ended}}}


def _in_force(begun: Mapping[str, Any], day: int) -> int:
    """An index of nothing has no buckets."""
    has_begun = [one for one in begun["buckets"] if one.get("to") == day + 1]
    living = [part for one in has_begun for part in one["living"]["buckets"]]
    return sum(int(one["doc_count"]) for one in living if one.get("from") == day + 1)

"""Carrying out a plan on one committed state of the embedded index."""

from __future__ import annotations

import json
from collections.abc import Collection
from uuid import UUID

import tantivy
from tantivy import Query

from search.engine import MOST_FACET_VALUES, Names, Results, ScorePart
from search.plan import PLACES, Filters, Plan
from search.ranking.features import Counted
from search.schemes import by_facet

from .embedded_documents import number_of
from .embedded_queries import (
    all_of,
    any_of,
    clauses,
    has,
    items_query,
    names_query,
    numbered,
)
from .embedded_ranking import Ranking


class Reading:
    """Questions to one snapshot; what is committed meanwhile does not disturb it."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def cursor(self) -> int:
        """The last change read; 0 in an index that has read nothing."""
        found = self._searcher.search(has("role", "cursor"), limit=1).hits
        return int(self._searcher.doc(found[0][1])["cursor"][0]) if found else 0

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

    def facets(self, plan: Plan) -> dict[str, dict[str, int]]:
        """All are counted at once but those of which something is chosen."""
        counts = self._facets(plan, plan.filters)
        for facet, values in plan.filters.chosen.items():
            if values:
                others = self._facets(plan, plan.filters.without(facet))
                counts[facet] = others.get(facet, {})
        return counts

    def _facets(self, plan: Plan, filters: Filters) -> dict[str, dict[str, int]]:
        terms = {"values": {"terms": {"field": "facet", "size": MOST_FACET_VALUES}}}
        found = self._searcher.aggregate(items_query(self._searcher, plan, filters), terms)
        buckets = found["values"]["buckets"]
        return by_facet({bucket["key"]: int(bucket["doc_count"]) for bucket in buckets})

    def search(self, plan: Plan) -> Results:
        total = self.count(plan)
        return Results(total, Ranking(self._searcher, plan, total).page() if total else ())

    def frequencies(self, words: Collection[Counted]) -> dict[Counted, int]:
        return {
            (form, token): self._searcher.doc_freq(f"text_{form}", token) for form, token in words
        }

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
        return _total(self._searcher.search(query, limit=1))


def _total(found: tantivy.SearchResult) -> int:
    # Missing in the types that tantivy ships.
    return int(found.count or 0)  # type: ignore[attr-defined]

"""Carrying out a plan on one committed state of the embedded index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import tantivy
from tantivy import FieldType, Occur, Order, Query

from search.engine import MOST_FACET_VALUES, Hit, Names, Results, ScorePart
from search.plan import PLACES, Filters, Place, Plan, Term
from search.query import Sort
from search.schemes import by_facet, token

from .embedded_documents import ORDERS, SCHEMA, number_of

# Up to this many items it is cheaper to name them to the second query than to ask afterwards.
FEW = 1000
FIRST_PASSAGES = 200

Clause = tuple[Occur, Query]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An item by its best passage."""

    score: float
    order: int
    number: int
    address: tantivy.DocAddress


class Reading:
    """Questions to one snapshot; what is committed meanwhile does not disturb it."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def cursor(self) -> int:
        """The last change read; 0 in an index that has read nothing."""
        found = self._searcher.search(_is("role", "cursor"), limit=1).hits
        return int(self._searcher.doc(found[0][1])["cursor"][0]) if found else 0

    def item_count(self) -> int:
        return self._count(_is("role", "item"))

    def contents(self) -> dict[UUID, int]:
        everything = self._searcher.search(
            _is("role", "item"), limit=max(1, self._searcher.num_docs), count=False
        )
        documents = (self._searcher.doc(address) for _score, address in everything.hits)
        return {UUID(document["id"][0]): document["change"][0] for document in documents}

    def count(self, plan: Plan) -> int:
        return self._count(items_query(plan))

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
        found = self._searcher.aggregate(items_query(plan, filters), terms)
        buckets = found["values"]["buckets"]
        return by_facet({bucket["key"]: int(bucket["doc_count"]) for bucket in buckets})

    def search(self, plan: Plan) -> Results:
        found = self._searcher.search(items_query(plan), limit=FEW, order_by_field="order")
        total = _total(found)
        if plan.order != "relevance":
            addresses = self._in_order(plan, plan.order)
        else:
            numbers = self._numbers([address for _order, address in found.hits])
            addresses = self._by_relevance(plan, numbers if total <= FEW else None)
        return Results(total, tuple(self._hit(plan, address) for address in addresses))

    def suggest(self, names: Names) -> tuple[UUID, ...]:
        found = self._searcher.search(names_query(names), limit=names.limit, count=False)
        return tuple(UUID(self._searcher.doc(address)["id"][0]) for _score, address in found.hits)

    def explain(self, plan: Plan, key: UUID) -> tuple[ScorePart, ...]:
        own = Query.const_score_query(_numbered([number_of(key)]), 0.0)
        query = _all_of([_any_of(plan.score, PLACES), own])
        best = self._searcher.search(query, limit=1, count=False).hits
        if not best:
            return ()
        parts = (
            ScorePart(place, term.form, term.token, self._score(clause, best[0][1]))
            for place, term, clause in _clauses(plan.score, PLACES)
        )
        return tuple(part for part in parts if part.score)

    def _score(self, query: Query, address: tantivy.DocAddress) -> float:
        try:
            return float(json.loads(query.explain(self._searcher, address).to_json())["value"])
        except ValueError:
            # That is how tantivy says that the document does not match.
            return 0.0

    def _in_order(self, plan: Plan, order: Sort) -> list[tantivy.DocAddress]:
        found = self._searcher.search(
            items_query(plan),
            limit=plan.limit,
            offset=plan.offset,
            order_by_field=ORDERS[order],
            order=Order.Desc if order == "date" else Order.Asc,
            count=False,
        )
        return [address for _order, address in found.hits]

    def _by_relevance(self, plan: Plan, numbers: list[int] | None) -> list[tantivy.DocAddress]:
        """A page of passages, each the best of its item, the best first."""
        query = _any_of(plan.score, PLACES)
        if numbers is not None:
            query = _all_of([query, Query.const_score_query(_numbered(numbers), 0.0)])
        wanted, limit = plan.offset + plan.limit, FIRST_PASSAGES
        while True:
            hits = self._searcher.search(query, limit=limit, count=False).hits
            best = self._best_of_items(hits)
            if numbers is None:
                best = self._matching(plan, best)
            # Items that tie with the last one must all be known before they are put in order.
            settled = [one for one in best if one.score > hits[-1][0]] if hits else []
            if len(hits) < limit or len(settled) >= wanted:
                break
            limit *= 4
        best.sort(key=lambda one: (-one.score, -one.order))
        return [one.address for one in best[plan.offset : wanted]]

    def _best_of_items(self, hits: list[tuple[float, tantivy.DocAddress]]) -> list[_Candidate]:
        addresses = [address for _score, address in hits]
        orders = self._searcher.fast_field_values("order", addresses)
        best: dict[int, _Candidate] = {}
        for (score, address), number, order in zip(
            hits, self._numbers(addresses), orders, strict=True
        ):
            if number not in best:
                best[number] = _Candidate(score, int(order or 0), number, address)
        return list(best.values())

    def _matching(self, plan: Plan, candidates: list[_Candidate]) -> list[_Candidate]:
        """Those whose item is among what the plan finds."""
        if not candidates:
            return []
        query = _all_of([items_query(plan), _numbered([one.number for one in candidates])])
        found = self._searcher.search(query, limit=len(candidates), count=False)
        numbers = set(self._numbers([address for _score, address in found.hits]))
        return [one for one in candidates if one.number in numbers]

    def _hit(self, plan: Plan, address: tantivy.DocAddress) -> Hit:
        key = UUID(self._searcher.doc(address)["id"][0])
        if not plan.score:
            return Hit(key)
        in_text = _any_of(plan.score, {"heading": PLACES["heading"], "body": PLACES["body"]})
        own = Query.const_score_query(_numbered([number_of(key)]), 0.0)
        found = self._searcher.search(_all_of([in_text, own]), limit=plan.passages, count=False)
        documents = [self._searcher.doc(passage) for _score, passage in found.hits]
        return Hit(key, tuple(document["position"][0] for document in documents))

    def _numbers(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values("no", addresses)
        return [int(value or 0) for value in values]

    def _count(self, query: Query) -> int:
        return _total(self._searcher.search(query, limit=1))


def _total(found: tantivy.SearchResult) -> int:
    # Missing in the types that tantivy ships.
    return int(found.count or 0)  # type: ignore[attr-defined]


def items_query(plan: Plan, filters: Filters | None = None) -> Query:
    """The items that the plan finds; `filters` instead of the plan's own."""
    clauses: list[Clause] = [(Occur.Must, _is("role", "item"))]
    if plan.must:
        words = [(Occur.Should, _is(f"any_{term.form}", term.token)) for term in plan.must]
        matching = Query.boolean_query(words, minimum_number_should_match=plan.required)
        clauses.append((Occur.Must, matching))
    return Query.boolean_query(clauses + _filter_clauses(filters or plan.filters))


def _filter_clauses(filters: Filters) -> list[Clause]:
    clauses = [(Occur.Must, _range("expires", filters.now + 1, None))]
    for facet, values in filters.chosen.items():
        if values:
            tokens = [token(facet, value) for value in values]
            clauses.append((Occur.Must, Query.term_set_query(SCHEMA, "facet", tokens)))
    if filters.valid_on is not None:
        clauses.append((Occur.Must, _range("valid_from", None, filters.valid_on + 1)))
        clauses.append((Occur.Must, _range("valid_until", filters.valid_on + 1, None)))
    if filters.within is not None:
        clauses.append((Occur.Must, _numbered([number_of(filters.within)])))
    if filters.since is not None or filters.until is not None:
        clauses.append((Occur.Must, _range("published", filters.since, filters.until)))
    if filters.withdrawn:
        numbers = [number_of(key) for key in filters.withdrawn]
        clauses.append((Occur.MustNot, _numbered(numbers)))
    return clauses


def _any_of(terms: tuple[Term, ...], places: Mapping[Place, float]) -> Query:
    clauses = [(Occur.Should, clause) for _place, _term, clause in _clauses(terms, places)]
    return Query.boolean_query(clauses)


def _clauses(
    terms: tuple[Term, ...], places: Mapping[Place, float]
) -> Iterator[tuple[Place, Term, Query]]:
    for place, weight in places.items():
        for term in terms:
            query = _is(f"{place}_{term.form}", term.token, "freq")
            yield place, term, Query.boost_query(query, weight * term.weight)


def names_query(names: Names) -> Query:
    """Items that have all words; one that has the last one whole stands before the others."""
    clauses = [(Occur.Must, _is("names", word, "freq")) for word in names.words]
    if names.unfinished:
        begins = Query.regex_query(SCHEMA, "names", f"{re.escape(names.unfinished)}.*")
        clauses.append((Occur.Must, Query.const_score_query(begins, 0.0)))
        clauses.append((Occur.Should, _is("names", names.unfinished, "freq")))
    clauses.append(
        (Occur.Must, Query.const_score_query(_range("expires", names.now + 1, None), 0.0))
    )
    return Query.boolean_query(clauses)


def _all_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _is(field: str, token: str, index_option: str = "basic") -> Query:
    return Query.term_query(SCHEMA, field, token, index_option=index_option)


def _numbered(numbers: list[int]) -> Query:
    return Query.term_set_query(SCHEMA, "no", numbers)


def _range(field: str, lower: int | None, upper: int | None) -> Query:
    """From `lower` on and before `upper`."""
    last = None if upper is None else upper - 1
    return Query.range_query(SCHEMA, field, FieldType.Integer, lower_bound=lower, upper_bound=last)

"""What an Elasticsearch index is, and what is asked of it.

The only module that imports `elasticsearch_dsl`: should the package go, one import changes.
Every request comes out as its body. What finds and scores is put together without the package's
objects: for the eighty clauses of a question these take longer than all else that we do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch_dsl import Mapping as Fields
from elasticsearch_dsl import Q, Search
from elasticsearch_dsl.query import Query

from search.engine import MOST_FACET_VALUES, Names
from search.plan import Filters, Phrase, Place, Plan, Term, Wanted
from search.query import Sort
from search.schemes import token
from search.weights import LEANING, PLACES

Request = dict[str, Any]
Clause = dict[str, Any]

PINNED, PINNED_NAME = 1e6, "pinned"
LEANING_SUM = {"score_mode": "sum", "boost_mode": "multiply"}
# Of so many items whose passages score best it is looked at what speaks for them beside their
# words, where the others stand too far behind.
LEANT = 1000
# What is read of an item that was found: its place among those that score alike, and what it is.
READ = ["order", "facet"]
# No facet has this name.
ALL = "*"
FORMS = ("exact", "exact_pairs", "folded", "folded_pairs")


def fields() -> Request:
    """The mapping."""
    mapping = Fields()
    mapping.meta("dynamic", "strict")
    # An index is made from the log and from nothing else.
    mapping.meta("_source", enabled=False)
    for name in ("kind", "facet", "key"):
        mapping.field(name, "keyword")
    for name in ("published", "expires", "order", "number", "valid_from", "valid_until"):
        mapping.field(name, "long")
    mapping.field("names", "text", analyzer="whitespace", index_options="freqs")
    for name in ("any_exact", "any_folded"):
        mapping.field(name, "text", analyzer="whitespace", index_options="docs", norms=False)
    nested = {
        "position": {"type": "integer"},
        "words": {"type": "binary", "doc_values": True},
        **_text_fields("label"),
        **_text_fields("text"),
    }
    mapping.field("passages", "nested", properties=nested)
    found: Request = mapping.to_dict()
    return found


def _text_fields(place: str) -> dict[str, Any]:
    text = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
    return {f"{place}_{form}": text for form in FORMS}


def page(plan: Plan, first: int, size: int) -> Request:
    """So many items in the plan's order, with what it wants counted beside them."""
    return {
        "query": _ranked(plan),
        "sort": _sorting(plan),
        "from": first,
        "size": size,
        "track_total_hits": True,
        **_hits(),
        **_counts(plan),
    }


def best(plan: Plan, size: int) -> Request:
    """So many items, those with the best passages, of those that the plan finds.

    All passages are scored in one go, and what their items must have is looked at behind that:
    item by item, as `page` has them scored, takes twice as long where most items match.
    """
    request = {
        "query": _passages(plan),
        "post_filter": _matching(plan),
        "size": size,
        "track_total_hits": False,
        **_hits(),
    }
    if plan.leanings:
        leant = {"rescore_query": _leant(plan), "score_mode": "multiply"}
        request["rescore"] = {"window_size": LEANT, "query": leant}
    return request


def beside(plan: Plan) -> Request:
    """How many items the plan finds, with what it wants counted beside them."""
    return {"query": _matching(plan), "size": 0, "track_total_hits": True, **_counts(plan)}


def matching(plan: Plan) -> Request:
    """The items that the plan finds, as a query."""
    return _matching(plan)


def facets(plan: Plan, chosen: list[str]) -> Request:
    """The values of all facets, under `ALL`, and of each one of `chosen` without its own choice."""
    filters = {ALL: plan.filters} | {facet: plan.filters.without(facet) for facet in chosen}
    counted = {
        name: {"filter": {"bool": _filters(own)}, "aggs": _facet_values()}
        for name, own in filters.items()
    }
    return {"query": _words(plan), "size": 0, "aggs": counted}


def suggested(names: Names) -> Request:
    found: Request = Search().query(_names(names)).source(False).extra(size=names.limit).to_dict()
    return found


def explained(plan: Plan) -> Request:
    return {"query": _ranked(plan, explain=True), "explain": True, "_source": False}


def items() -> Request:
    """All items, and not the cursor beside them, as a query."""
    return {"exists": {"field": "kind"}}


def _hits() -> Request:
    return {"_source": False, "docvalue_fields": READ}


def _ranked(plan: Plan, *, explain: bool = False) -> Clause:
    """The items that the plan finds, with a score, and the passages that earned it."""
    query = _matching(plan)
    if not plan.score:
        return query
    should = [_passages(plan, explain=explain)]
    if plan.pinned:
        # Above any sum of BM25.
        first = {"filter": _named(plan), "boost": PINNED, "_name": PINNED_NAME}
        should.append({"constant_score": first})
    query["bool"] |= {"should": should, "minimum_should_match": 0}
    return _leant(plan, query) if plan.leanings else query


def _passages(plan: Plan, *, explain: bool = False) -> Clause:
    """Items that have any of the words in a passage, by their best, and their best ones."""
    nested = {
        "path": "passages",
        "query": _any_of(plan.score, PLACES, "passages."),
        "score_mode": "max",
        "inner_hits": {
            "size": plan.passages,
            "_source": False,
            "explain": explain,
            "docvalue_fields": ["passages.position", "passages.words"],
        },
    }
    return {"nested": nested}


def _leant(plan: Plan, query: Clause | None = None) -> Clause:
    """What `query` finds, by its score times what speaks for an item."""
    given = {"query": query} if query else {}
    return {"function_score": {**given, "functions": list(_leaning(plan)), **LEANING_SUM}}


def _leaning(plan: Plan) -> Iterator[Request]:
    """By what to multiply the score of an item, so that all that speaks for it counts."""
    yield {"weight": 1.0}
    for value, worth in plan.leanings.items():
        yield {"filter": {"term": {"facet": value}}, "weight": LEANING * worth}


def _sorting(plan: Plan) -> list[Any]:
    newest = {"order": "desc"}
    orders: dict[Sort, list[Any]] = {"date": [newest], "number": [{"number": "asc"}]}
    return orders.get(plan.order, ["_score", newest])


def _matching(plan: Plan) -> Clause:
    filters = _filters(plan.filters)
    filters["filter"].append(_words(plan))
    return {"bool": filters}


def _words(plan: Plan) -> Clause:
    """Items, and only items, that have enough of the words, or that the question names."""
    query = items()
    if ways := [_having(words, required) for words, required in plan.ways]:
        if plan.pinned:
            ways.append(_named(plan))
        query = _any(ways)
    if not (plan.phrases or plan.unwanted):
        return query
    unwanted = [_word(one) if isinstance(one, Term) else _with_phrase(one) for one in plan.unwanted]
    phrases = [_with_phrase(one) for one in plan.phrases]
    return {"bool": {"must": [query, *phrases], "must_not": unwanted}}


def _having(words: tuple[Wanted, ...], required: int) -> Clause:
    return {"bool": {"should": list(map(_wanted, words)), "minimum_should_match": required}}


def _wanted(wanted: Wanted) -> Clause:
    return _any([_all(list(map(_word, way))) for way in wanted.options])


def _word(term: Term) -> Clause:
    return {"term": {f"any_{term.form}": term.token}}


def _with_phrase(phrase: Phrase) -> Clause:
    """Items with a passage that has every pair of the phrase."""
    pairs = [{"term": {f"passages.text_{term.form}": term.token}} for term in phrase.pairs]
    return {"nested": {"path": "passages", "query": {"bool": {"filter": pairs}}}}


def _any(ways: list[Clause]) -> Clause:
    return ways[0] if len(ways) == 1 else {"bool": {"should": ways}}


def _all(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"must": clauses}}


def _named(plan: Plan) -> Clause:
    """The documents that the question names."""
    return {"terms": {"key": [one.key for one in plan.pinned]}}


def _filters(filters: Filters) -> dict[str, list[Clause]]:
    clauses: list[Clause] = [{"range": {"expires": {"gt": filters.now}}}]
    for facet, values in filters.chosen.items():
        if values:
            clauses.append({"terms": {"facet": [token(facet, value) for value in values]}})
    if filters.valid_on is not None:
        clauses += _in_force(filters.valid_on)
    if filters.within is not None:
        clauses.append({"ids": {"values": [str(filters.within)]}})
    bounds = {"gte": filters.since, "lt": filters.until}
    if given := {end: value for end, value in bounds.items() if value is not None}:
        clauses.append({"range": {"published": given}})
    withdrawn = {"ids": {"values": [str(key) for key in filters.withdrawn]}}
    return {"filter": clauses, "must_not": [withdrawn] if filters.withdrawn else []}


def _in_force(day: int) -> list[Clause]:
    ended = {"range": {"valid_until": {"lte": day}}}
    return [{"range": {"valid_from": {"lte": day}}}, {"bool": {"must_not": [ended]}}]


def _any_of(terms: tuple[Term, ...], places: Mapping[Place, float], path: str = "") -> Clause:
    clauses = [
        {
            "term": {
                f"{path}{place}_{term.form}": {"value": term.token, "boost": weight * term.weight}
            }
        }
        for place, weight in places.items()
        for term in terms
    ]
    return {"bool": {"should": clauses}}


def _counts(plan: Plan) -> Request:
    """Have what a request finds counted: its facets' values, and what is in force on the day."""
    if plan.counted_on is None:
        return {}
    in_force = {"filter": {"bool": {"filter": _in_force(plan.counted_on)}}}
    return {"aggs": {**_facet_values(), "in_force": in_force}}


def _facet_values() -> Clause:
    return {"values": {"terms": {"field": "facet", "size": MOST_FACET_VALUES}}}


def _names(names: Names) -> Query:
    """Items that have all words; one that has the last one whole stands before the others."""
    words = [Q("term", names=word) for word in names.words]
    living = [Q("range", expires={"gt": names.now})]
    if names.forgiving:
        ways = [_mistaken(names, wrong) for wrong in names.mistakable]
        return Q("bool", should=ways, minimum_should_match=1, filter=living)
    if not names.unfinished:
        return Q("bool", must=words, filter=living)
    living.append(Q("prefix", names=names.unfinished))
    whole = Q("term", names=names.unfinished)
    return Q("bool", must=words, filter=living, should=[whole])


def _mistaken(names: Names, wrong: int) -> Query:
    """Items that have all words but the one at `wrong`, and instead one a letter from it."""
    return Q(
        "bool",
        must=[
            Q("fuzzy", names={"value": word, "fuzziness": 1, "transpositions": True})
            if place == wrong
            else Q("term", names=word)
            for place, word in enumerate(names.all_words)
        ],
    )

"""A plan in the words of tantivy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from search.engine import Names
from search.plan import Filters, Phrase, Place, Plan, Term, Wanted
from search.schemes import token

from .embedded_documents import SCHEMA, number_of
from .embedded_passages import Passages

Clause = tuple[Occur, Query]


# Passages with a phrase of three words and more that are named one by one.
MOST_WITH_PHRASE = 500


def items_query(searcher: tantivy.Searcher, plan: Plan, filters: Filters | None = None) -> Query:
    """The items that the plan finds; `filters` instead of the plan's own."""
    # Nothing but an item has words anywhere in it, or a key: asked for those, it is one.
    clauses: list[Clause] = [] if plan.ways else [(Occur.Must, has("role", "item"))]
    if ways := [_having(words, required) for words, required in plan.ways]:
        if plan.pinned:
            ways.append(pinned_query(plan))
        clauses.append((Occur.Must, _any(ways)))
    clauses += [(Occur.Must, _with_phrase(searcher, one)) for one in plan.phrases]
    clauses += [
        (
            Occur.MustNot,
            has(f"any_{one.form}", one.token)
            if isinstance(one, Term)
            else _with_phrase(searcher, one),
        )
        for one in plan.unwanted
    ]
    return Query.boolean_query(clauses + _filter_clauses(filters or plan.filters))


def pinned_query(plan: Plan) -> Query:
    """The documents that the question names."""
    return Query.term_set_query(SCHEMA, "key", [one.key for one in plan.pinned])


def _having(words: tuple[Wanted, ...], required: int) -> Query:
    wanted = [(Occur.Should, _wanted(one)) for one in words]
    return Query.boolean_query(wanted, minimum_number_should_match=required)


def _wanted(wanted: Wanted) -> Query:
    return _any(
        [all_of([has(f"any_{term.form}", term.token) for term in way]) for way in wanted.options]
    )


def _any(ways: list[Query]) -> Query:
    return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])


def _with_phrase(searcher: tantivy.Searcher, phrase: Phrase) -> Query:
    """Items with a passage that has every pair of the phrase; where there are many of those,
    items that have every pair anywhere: to name so many would take longer than all else."""
    anywhere = all_of([has(f"any_{term.form}", term.token) for term in phrase.pairs])
    if len(phrase.pairs) == 1:
        return anywhere
    together = all_of([has(f"text_{term.form}", term.token, "freq") for term in phrase.pairs])
    found = searcher.search(together, limit=MOST_WITH_PHRASE + 1, count=False).hits
    if len(found) > MOST_WITH_PHRASE:
        return anywhere
    numbers = Passages(searcher).numbers([address for _score, address in found])
    return numbered(list(set(numbers)))


def _filter_clauses(filters: Filters) -> list[Clause]:
    clauses = [expired(filters.now)]
    for facet, values in filters.chosen.items():
        if values:
            tokens = [token(facet, value) for value in values]
            clauses.append((Occur.Must, Query.term_set_query(SCHEMA, "facet", tokens)))
    if filters.valid_on is not None:
        clauses.append((Occur.Must, between("valid_from", None, filters.valid_on + 1)))
        clauses.append((Occur.Must, between("valid_until", filters.valid_on + 1, None)))
    if filters.within is not None:
        clauses.append((Occur.Must, numbered([number_of(filters.within)])))
    if filters.since is not None or filters.until is not None:
        clauses.append((Occur.Must, between("published", filters.since, filters.until)))
    if filters.withdrawn:
        numbers = [number_of(key) for key in filters.withdrawn]
        clauses.append((Occur.MustNot, numbered(numbers)))
    return clauses


def any_of(terms: tuple[Term, ...], places: Mapping[Place, float]) -> Query:
    return Query.boolean_query(
        [(Occur.Should, clause) for _place, _term, clause in clauses(terms, places)]
    )


def clauses(
    terms: tuple[Term, ...], places: Mapping[Place, float]
) -> Iterator[tuple[Place, Term, Query]]:
    for place, weight in places.items():
        for term in terms:
            query = has(f"{place}_{term.form}", term.token, "freq")
            yield place, term, Query.boost_query(query, weight * term.weight)


def any_of_facets(tokens: Sequence[str]) -> Query:
    """Items that have any of these values of facets."""
    return Query.const_score_query(Query.term_set_query(SCHEMA, "facet", list(tokens)), 0.0)


def names_query(names: Names) -> Query:
    """Items that have all words; one that has the last one whole stands before the others."""
    if names.forgiving:
        return _forgiving(names)
    clauses = [(Occur.Must, has("names", word, "freq")) for word in names.words]
    if names.unfinished:
        begins = Query.regex_query(SCHEMA, "names", f"{re.escape(names.unfinished)}.*")
        clauses.append((Occur.Must, Query.const_score_query(begins, 0.0)))
        clauses.append((Occur.Should, has("names", names.unfinished, "freq")))
    clauses.append(expired(names.now))
    return Query.boolean_query(clauses)


def _forgiving(names: Names) -> Query:
    """Items that have all words but one, and instead of it one that differs in one letter."""
    ways = []
    for wrong in names.mistakable:
        words = [
            Query.fuzzy_term_query(SCHEMA, "names", word)
            if place == wrong
            else has("names", word, "freq")
            for place, word in enumerate(names.all_words)
        ]
        ways.append(all_of(words))
    living = Query.const_score_query(between("expires", names.now + 1, None), 0.0)
    return all_of([_any(ways), living]) if ways else Query.empty_query()


def all_of(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def has(field: str, token: str, index_option: str = "basic") -> Query:
    return Query.term_query(SCHEMA, field, token, index_option=index_option)


def numbered(numbers: list[int]) -> Query:
    return Query.term_set_query(SCHEMA, "no", numbers)


def expired(now: int) -> Clause:
    """Not what the clock has ended: that is little, and what has not ended is nearly all."""
    return Occur.MustNot, between("expires", None, now + 1)


def between(field: str, lower: int | None, upper: int | None) -> Query:
    """From `lower` on and before `upper`."""
    last = None if upper is None else upper - 1
    return Query.range_query(SCHEMA, field, FieldType.Integer, lower_bound=lower, upper_bound=last)

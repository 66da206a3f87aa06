"""An index in Elasticsearch as it is read: what a plan finds in it, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, ClassVar, ParamSpec, TypeVar
from uuid import UUID

import orjson
from elasticsearch.helpers import scan

from search.engine import EngineUnavailable, Health, Index, Names, NotBuilt, Results, ScorePart
from search.plan import Counted, Plan
from search.ranking.features import counted
from search.ranking.order import POOL, is_ranked
from search.schemes import by_facet

from . import elasticsearch_requests as requests
from .elasticsearch_answers import by_score, counts_of, hit_of, item_of, ranked_again, score_parts
from .elasticsearch_frequencies import Frequencies
from .elasticsearch_server import NOT_FOUND, connected, errors

# Seconds; nobody waits for the indexer.
WRITE_TIMEOUT = 30.0
# Of all that it holds, so many are told at once: as many as a server tells unless it is set up to.
MOST_AT_ONCE = 10_000

P = ParamSpec("P")
T = TypeVar("T")


def again_when_replaced(read: Callable[P, T]) -> Callable[P, T]:
    """Ask once more where there was no index.

    A server that has looked up which index an alias leads to may find it dropped a moment later,
    when another has taken its place: the alias leads to that one then.
    """

    @wraps(read)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except NotBuilt:
            return read(*args, **kwargs)

    return asked


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits of the server, how many there are in all, and what was counted beside them."""

    total: int
    hits: Sequence[Mapping[str, Any]]
    beside: Mapping[str, Any]


class ElasticsearchIndex(Index):
    """The index at `target`, an alias or a name of its own, on the nodes at `url`.

    `timeout` is what a reader waits for one answer, in seconds.
    """

    name: ClassVar[str] = "elasticsearch"

    def __init__(self, url: str, target: str, timeout: float) -> None:
        self._target = target
        self._client = connected(url, timeout)
        self._patient = self._client.options(request_timeout=WRITE_TIMEOUT)
        self._frequencies = Frequencies()

    @again_when_replaced
    def search(self, plan: Plan) -> Results:
        # Whichever page is asked for, the same items are ranked again.
        ranked = is_ranked(plan) and plan.offset < POOL
        with errors():
            found = self._best(plan) if ranked else self._page(plan, plan.offset, plan.limit)
            items = [item_of(plan, hit) for hit in found.hits]
            if ranked:
                known = self._frequencies.of(self._client, self._target, counted(plan.phrasings))
                items = ranked_again(plan, items, *known)
                items = items[plan.offset : plan.offset + plan.limit]
        hits = tuple(hit_of(plan, item) for item in items)
        if plan.counted_on is None:
            return Results(found.total, hits)
        in_force = found.beside["in_force"]["doc_count"]
        return Results(found.total, hits, self._facets(plan, found.beside), in_force)

    def _page(self, plan: Plan, first: int, size: int) -> _Found:
        answer = self._search(requests.page(plan, first, size))
        hits = answer["hits"]
        return _Found(hits["total"]["value"], hits["hits"], answer.get("aggregations", {}))

    def _best(self, plan: Plan) -> _Found:
        """Those to be ranked again. Where most items match, they are looked for in one request
        and counted in another, which the server works on at once."""
        size = max(plan.offset + plan.limit, POOL)
        if plan.pinned or not plan.looks_for_words_only:
            return self._page(plan, 0, size)
        best, counts = self._search_all(requests.best(plan, size), requests.beside(plan))
        hits, total = by_score(best["hits"]["hits"]), counts["hits"]["total"]["value"]
        if len(hits) < min(size, total):
            # Some match by a word that says nothing to their order.
            return self._page(plan, 0, size)
        # The index may have been written between the two.
        return _Found(max(total, len(hits)), hits, counts.get("aggregations", {}))

    def _facets(self, plan: Plan, beside: Mapping[str, Any]) -> Mapping[str, Mapping[str, int]]:
        """Of what was counted with the page; anew when something is chosen of one of them."""
        return self.facets(plan) if plan.filters.choose else by_facet(counts_of(beside))

    @again_when_replaced
    def count(self, plan: Plan) -> int:
        with errors():
            found = self._client.count(index=self._target, query=requests.matching(plan))
        return int(found["count"])

    @again_when_replaced
    def facets(self, plan: Plan) -> Mapping[str, Mapping[str, int]]:
        """All are counted at once but those of which something is chosen."""
        chosen = [facet for facet, values in plan.filters.chosen.items() if values]
        with errors():
            found = self._search(requests.facets(plan, chosen))
        counts = {name: by_facet(counts_of(one)) for name, one in found["aggregations"].items()}
        return {**counts[requests.ALL], **{facet: counts[facet].get(facet, {}) for facet in chosen}}

    @again_when_replaced
    def frequencies(self, words: Collection[Counted]) -> Mapping[Counted, int]:
        with errors():
            return self._frequencies.of(self._client, self._target, words)[0]

    @again_when_replaced
    def suggest(self, names: Names) -> tuple[UUID, ...]:
        with errors():
            found = self._search(requests.suggested(names))
        return tuple(UUID(hit["_id"]) for hit in found["hits"]["hits"])

    @again_when_replaced
    def explain(self, plan: Plan, key: UUID) -> tuple[ScorePart, ...]:
        alone = replace(plan, filters=replace(plan.filters, within=key), passages=1)
        with errors():
            found = self._search(requests.explained(alone))
        return tuple(part for hit in found["hits"]["hits"] for part in score_parts(hit))

    def contents(self) -> dict[UUID, int]:
        with errors():
            self._patient.indices.refresh(index=self._target)
            found = self._all_items(_source=False)
            return {UUID(hit["_id"]): int(hit["_version"]) for hit in found}

    def health(self) -> Health:
        try:
            return Health(self.name, True, self._items(), self.cursor())
        except EngineUnavailable as error:
            return Health(self.name, available=False, problem=str(error))

    @again_when_replaced
    def _items(self) -> int:
        with errors():
            return int(self._client.count(index=self._target, query=requests.items())["count"])

    def _search(self, request: requests.Request) -> Any:
        """The whole answer or none: half of one would be a false "nothing found"."""
        return self._client.search(
            index=self._target, allow_partial_search_results=False, body=request
        )

    def _search_all(self, *searches: requests.Request) -> list[Any]:
        """Of each the whole answer or none at all, in one request."""
        header = {"index": self._target, "allow_partial_search_results": False}
        # The client passes on what is bytes already.
        lines: list[Any] = [orjson.dumps(line) for one in searches for line in (header, one)]
        found = self._client.msearch(searches=lines)["responses"]
        for one in found:
            if "error" in one:
                missing = one["status"] == NOT_FOUND
                failed = NotBuilt if missing else EngineUnavailable
                raise failed(f"Elasticsearch: {one['error'].get('reason')}")
        return list(found)

    def _all_items(self, **read: Any) -> Iterator[dict[str, Any]]:
        request = {"query": requests.items(), "version": True, **read}
        return iter(scan(self._patient, query=request, index=self._target, size=MOST_AT_ONCE))

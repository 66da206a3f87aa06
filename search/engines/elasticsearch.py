"""The Elasticsearch engine, for production and for more than one machine.

Text comes analysed, so that the mapping needs the built-in whitespace analyzer and no
plugin. The cursor is a document beside the items, written when what was read up to it
is durable. Reads go through the alias, which `adopt` points at a rebuilt index in one
step. Each index is written through an alias of its own that goes with it: a late writer
can neither bring a dropped index back to life nor move the cursor of the one that took
its place.
"""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

import orjson
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, scan, streaming_bulk
from elasticsearch.serializer import OrjsonSerializer

from search.engine import (
    Changes,
    Engine,
    EngineUnavailable,
    Health,
    Index,
    Names,
    NotBuilt,
    OutOfStep,
    Results,
    ScorePart,
)
from search.plan import Counted, Plan
from search.ranking.features import counted
from search.ranking.order import POOL, is_ranked
from search.schemes import by_facet

from . import elasticsearch_requests as requests
from .elasticsearch_answers import by_score, counts_of, hit_of, item_of, ranked_again, score_parts
from .elasticsearch_documents import CURSOR_ID, actions, cursor_action
from .elasticsearch_frequencies import Frequencies

# Part of each index's name: an index of another shape is rebuilt, not misread.
VERSION = 8
# Seconds; nobody waits for the indexer.
WRITE_TIMEOUT = 30.0
CONFLICT, NOT_FOUND = 409, 404
SETTINGS = {
    "number_of_shards": 1,
    # How long a deleted item's version is remembered against a replay from before.
    "gc_deletes": "1d",
    # One for each passage: a code of law has many.
    "mapping.nested_objects.limit": 100_000,
}
# Documents and bytes of one bulk request: large enough to be quick, small enough that a
# server with little memory takes it.
BULK_ITEMS, BULK_BYTES = 500, 8 * 1024 * 1024
# Of all that it holds, so many are told at once: as many as a server tells unless it is set up to.
MOST_AT_ONCE = 10_000
# Of its answer, which else says of every document what we told it ourselves.
BULK_ANSWER = ("errors", "items.*.status", "items.*.result", "items.*.error")
# How often documents that a busy server turned away are sent again, after 1, 2, 4 seconds.
BULK_RETRIES = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits of the server, how many there are in all, and what was counted beside them."""

    total: int
    hits: Sequence[Mapping[str, Any]]
    beside: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Position:
    """How far an index has read: `index` is its name, not an alias."""

    index: str
    cursor: int


class ElasticsearchEngine(Engine):
    """The index behind `alias` on the nodes at `url`, several with commas between.

    `timeout` is what a reader waits for one answer, in seconds. A node that cannot be
    reached is passed over and another one asked; one that does not answer in time is
    not, as there would be no time left to wait for the other. `replicas` is their
    number, or a range such as `0-1`: as many of them as there are nodes for.
    """

    name: ClassVar[str] = "elasticsearch"

    def __init__(
        self, url: str, alias: str, timeout: float, replicas: str = "0-1", building: str = ""
    ) -> None:
        self._url, self._alias, self._timeout, self._replicas = url, alias, timeout, replicas
        self._target = building or alias
        hosts = hosts_of(url)
        self._client = Elasticsearch(
            hosts,
            request_timeout=timeout,
            # Each other node once. A lone one twice: it closes kept connections when restarted.
            max_retries=max(1, len(hosts) - 1),
            retry_on_timeout=False,
            serializers={"application/json": OrjsonSerializer()},
        )
        self._patient = self._client.options(request_timeout=WRITE_TIMEOUT)
        self._frequencies = Frequencies()

    def cursor(self) -> int:
        at = self._position()
        self._frequencies.as_of(at)
        return at.cursor

    def apply(self, changes: Changes) -> None:
        at = self._position()
        if at.cursor < changes.since:
            raise OutOfStep(f"read up to {at.cursor}, not {changes.since}")
        if at.cursor >= changes.cursor:
            return
        with _errors():
            own = self._own_alias(at.index)
            self._write(own, actions(changes))
            self._write(own, [cursor_action(changes.cursor)], refresh=False)

    def search(self, plan: Plan) -> Results:
        # Whichever page is asked for, the same items are ranked again.
        ranked = is_ranked(plan) and plan.offset < POOL
        with _errors():
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

    def count(self, plan: Plan) -> int:
        with _errors():
            found = self._client.count(index=self._target, query=requests.matching(plan))
        return int(found["count"])

    def facets(self, plan: Plan) -> Mapping[str, Mapping[str, int]]:
        """All are counted at once but those of which something is chosen."""
        chosen = [facet for facet, values in plan.filters.chosen.items() if values]
        with _errors():
            found = self._search(requests.facets(plan, chosen))
        counts = {name: by_facet(counts_of(one)) for name, one in found["aggregations"].items()}
        return {**counts[requests.ALL], **{facet: counts[facet].get(facet, {}) for facet in chosen}}

    def frequencies(self, words: Collection[Counted]) -> Mapping[Counted, int]:
        with _errors():
            return self._frequencies.of(self._client, self._target, words)[0]

    def suggest(self, names: Names) -> tuple[UUID, ...]:
        with _errors():
            found = self._search(requests.suggested(names))
        return tuple(UUID(hit["_id"]) for hit in found["hits"]["hits"])

    def explain(self, plan: Plan, key: UUID) -> tuple[ScorePart, ...]:
        alone = replace(plan, filters=replace(plan.filters, within=key), passages=1)
        with _errors():
            found = self._search(requests.explained(alone))
        return tuple(part for hit in found["hits"]["hits"] for part in score_parts(hit))

    def contents(self) -> dict[UUID, int]:
        with _errors():
            self._patient.indices.refresh(index=self._target)
            found = self._all_items(_source=False)
            return {UUID(hit["_id"]): int(hit["_version"]) for hit in found}

    def fresh(self) -> Building:
        index = f"{self._alias}-v{VERSION}-{uuid.uuid4().hex}"
        own = self._own_alias(index)
        with _errors():
            self._patient.indices.create(
                index=index,
                # Nobody searches it yet.
                settings={**SETTINGS, **_replicas(self._replicas), "refresh_interval": "-1"},
                mappings=requests.fields(),
                aliases={own: {}},
            )
        return Building(self._url, self._alias, self._timeout, self._replicas, own)

    def adopt(self, fresh: Index) -> None:
        assert isinstance(fresh, Building)
        fresh.finish()
        with _errors():
            (adopted,) = self._patient.indices.get_alias(name=fresh._target)
            self._patient.indices.put_settings(index=adopted, settings={"refresh_interval": None})
            self._patient.indices.refresh(index=adopted)
            others = [name for name in self._indices() if name != adopted]
            actions: list[dict[str, Any]] = [
                {"add": {"index": adopted, "alias": self._alias}},
                *({"remove_index": {"index": name}} for name in others),
            ]
            self._patient.indices.update_aliases(actions=actions)

    def sweep(self, idle: float) -> int:
        limit = (time.time() - idle) * 1000
        with _errors():
            leftovers = [
                name
                for name, index in self._indices().items()
                if self._alias not in index["aliases"]
                and int(index["settings"]["index"]["creation_date"]) < limit
            ]
            if leftovers:
                self._patient.indices.delete(index=leftovers, ignore_unavailable=True)
        return len(leftovers)

    def clear(self) -> None:
        with _errors():
            if self._target == self._alias:
                names = list(self._indices())
            else:
                found = self._patient.options(ignore_status=NOT_FOUND).indices.get_alias(
                    name=self._target
                )
                names = [name for name in found.body if name.startswith(f"{self._alias}-v")]
            if names:
                self._patient.indices.delete(index=names, ignore_unavailable=True)

    def health(self) -> Health:
        try:
            cursor = self.cursor()
            with _errors():
                found = self._client.count(index=self._target, query=requests.items())
            items = int(found["count"])
            return Health(self.name, True, items, cursor)
        except EngineUnavailable as error:
            return Health(self.name, available=False, problem=str(error))

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

    def _position(self) -> _Position:
        """How far the present index has read; the server answers with what was last written."""
        with _errors():
            try:
                found = self._client.get(index=self._target, id=CURSOR_ID)
            except NotFoundError as error:
                if "_index" not in error.body:
                    raise
                return _Position(self._checked(error.body["_index"]), 0)
            return _Position(self._checked(found["_index"]), int(found["_version"]))

    def _checked(self, index: str) -> str:
        if not index.startswith(f"{self._alias}-v{VERSION}-"):
            raise NotBuilt("The search index is of another version of the program.")
        return index

    def _own_alias(self, index: str) -> str:
        return f"{self._alias}-writing-{index.rpartition('-')[2]}"

    def _indices(self) -> dict[str, Any]:
        """Every index that was ever made for the alias and is still there, with its settings."""
        return dict(self._patient.indices.get(index=f"{self._alias}-v*").body)

    def _write(
        self, alias: str, actions: Iterable[dict[str, Any]], *, refresh: bool = True
    ) -> None:
        """Durable when it returns; searches see it too, unless the index is only being built."""
        results = streaming_bulk(
            self._patient,
            actions,
            chunk_size=BULK_ITEMS,
            max_chunk_bytes=BULK_BYTES,
            max_retries=BULK_RETRIES,
            initial_backoff=1,
            index=alias,
            require_alias=True,
            filter_path=BULK_ANSWER,
            refresh=refresh and self._target == self._alias,
            raise_on_error=False,
        )
        for done, result in results:
            if done or _is_replay(result):
                continue
            if _is_dropped(result):
                raise OutOfStep("the index was replaced meanwhile")
            raise EngineUnavailable(f"Elasticsearch refused a change: {result}")


class Building(ElasticsearchEngine):
    """An index that is made from the beginning in one go, and adopted or thrown away.

    One process fills it, so that nobody need be asked, batch by batch, how far it is: that is
    written when it is whole. Nor is it waited for what was sent: while the server takes one
    request the next is made, and what was refused is told later, at the latest by `contents`
    and `finish`.

    One request at a time: of two at once Lucene makes two segments, and one in which fewer than
    4,096 passages lie it writes several times as slowly as a larger one.
    """

    # Requests that are made: one on its way, and what follows without a pause also after one that
    # the server took several times as long for.
    MADE = 8

    def __init__(self, url: str, alias: str, timeout: float, replicas: str, building: str) -> None:
        super().__init__(url, alias, timeout, replicas, building)
        self._read = 0
        self._hand = ThreadPoolExecutor(max_workers=1)
        self._sent: deque[Future[None]] = deque()
        self._next: list[dict[str, Any]] = []
        self._next_bytes = 0
        self._held: dict[UUID, int] = {}

    def cursor(self) -> int:
        return self._read

    def apply(self, changes: Changes) -> None:
        if self._read < changes.since:
            raise OutOfStep(f"read up to {self._read}, not {changes.since}")
        if self._read >= changes.cursor:
            return
        for action in actions(changes):
            self._add(action)
        if all(one.done() for one in self._sent):
            # The server has nothing to do: it need not wait for a whole request.
            self._send()
        self._held |= {item.id: item.change for item in changes.items}
        for key in changes.gone:
            self._held.pop(key, None)
        self._read = changes.cursor

    def contents(self) -> dict[UUID, int]:
        """What it holds: what was sent, where the server has all those changes and no others.

        A change is of one item. What an item is called lies with all that was sent of it, where
        looking it up takes the server several times as long.
        """
        self._settle()
        with _errors():
            self._patient.indices.refresh(index=self._target)
            held = sorted(int(hit["_version"]) for hit in self._all_items(stored_fields="_none_"))
        if held == sorted(self._held.values()):
            return dict(self._held)
        return super().contents()

    def finish(self) -> None:
        """Put down how far it is."""
        self._settle()
        with _errors():
            self._write(self._target, [cursor_action(self._read)], refresh=False)
        self._hand.shutdown()

    def clear(self) -> None:
        self._hand.shutdown(cancel_futures=True)
        super().clear()

    def _add(self, action: dict[str, Any]) -> None:
        if "_source" in action:
            action["_source"] = orjson.dumps(action["_source"])
            self._next_bytes += len(action["_source"])
        self._next.append(action)
        if len(self._next) >= BULK_ITEMS or self._next_bytes >= BULK_BYTES:
            self._send()

    def _send(self) -> None:
        self._wait(self.MADE - 1)
        self._sent.append(self._hand.submit(self._write, self._target, self._next))
        self._next, self._next_bytes = [], 0

    def _settle(self) -> None:
        """All that was applied is written."""
        self._send()
        self._wait(0)

    def _wait(self, most: int) -> None:
        """Until no more requests than these are made and not answered."""
        with _errors():
            while len(self._sent) > most:
                self._sent.popleft().result()


def hosts_of(url: str) -> list[str]:
    """The addresses of the nodes in a setting that has them with commas between."""
    return [host.strip() for host in url.split(",") if host.strip()]


def _replicas(given: str) -> dict[str, Any]:
    """The index's settings for a number of replicas, or for a range of them."""
    if "-" in given:
        return {"auto_expand_replicas": given}
    return {"number_of_replicas": int(given)}


@contextmanager
def _errors() -> Iterator[None]:
    """What goes wrong between us and the server, in the words of the contract."""
    try:
        yield
    except NotFoundError as error:
        raise NotBuilt(f"There is no search index in Elasticsearch: {error.message}") from error
    except (ApiError, TransportError, BulkIndexError) as error:
        raise EngineUnavailable(f"Elasticsearch: {error}") from error


def _is_replay(result: Mapping[str, Any]) -> bool:
    """Whether the server has a later change, or never had what it is to delete."""
    ((operation, outcome),) = result.items()
    if operation == "delete" and outcome.get("result") == "not_found":
        return True
    return bool(outcome["status"] == CONFLICT)


def _is_dropped(result: Mapping[str, Any]) -> bool:
    """Whether the index that was to be written is there no more, and its own alias with it."""
    ((_operation, outcome),) = result.items()
    error = outcome.get("error") or {}
    return isinstance(error, dict) and error.get("type") == "index_not_found_exception"

"""The Elasticsearch engine, for production and for more than one machine.

The only module that imports `elasticsearch_dsl`. Text comes analysed, so that the
mapping needs the built-in whitespace analyzer and no plugin. An item is one
document with its passages nested in it; the number of its change is its external
version, of a deletion too. The cursor is a document beside the items, written when
what was read up to it is durable. Reads go through the alias, which `adopt` points at
a rebuilt index in one step. Each index is written through an alias of its own that
goes with it: a late writer can neither bring a dropped index back to life nor move
the cursor of the one that took its place.
"""

from __future__ import annotations

import re
import time
import uuid
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast
from uuid import UUID

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, scan, streaming_bulk
from elasticsearch.serializer import OrjsonSerializer
from elasticsearch_dsl import A, Q, Search
from elasticsearch_dsl import Mapping as Fields
from elasticsearch_dsl.query import Query

from search.analysis import Forms
from search.engine import (
    MOST_FACET_VALUES,
    NO_TEXT,
    Changes,
    Engine,
    EngineUnavailable,
    Health,
    Hit,
    IndexedItem,
    Names,
    NotBuilt,
    OutOfStep,
    Results,
    ScorePart,
)
from search.plan import PLACES, Filters, Form, Phrase, Place, Plan, Term, Wanted
from search.query import Sort
from search.ranking.features import Counted, Question, counted
from search.ranking.order import POOL, Candidate, has_own, is_ranked, judged
from search.schemes import by_facet, token

from .elasticsearch_frequencies import Frequencies

# Part of each index's name: an index of another shape is rebuilt, not misread.
VERSION = 5
CURSOR_ID = "cursor"
# Seconds; nobody waits for the indexer.
WRITE_TIMEOUT = 30.0
CONFLICT, NOT_FOUND = 409, 404
PINNED = 1e6
# No facet has this name.
ALL = "*"
FORMS = ("exact", "exact_pairs", "folded", "folded_pairs")
SETTINGS = {
    "number_of_shards": 1,
    # How long a deleted item's version is remembered against a replay from before.
    "gc_deletes": "1d",
    # One for each passage: a code of law has many.
    "mapping.nested_objects.limit": 100_000,
}
# Documents and bytes of one bulk request: large enough to be quick, small enough that a
# server with little memory takes it.
BULK_ITEMS, BULK_BYTES = 200, 8 * 1024 * 1024
# How often documents that a busy server turned away are sent again, after 1, 2, 4 seconds.
BULK_RETRIES = 3


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
            self._write(own, _actions(changes))
            self._write(own, [_cursor_action(changes.cursor)], refresh=False)

    def search(self, plan: Plan) -> Results:
        # Whichever page is asked for, the same items are ranked again.
        ranked = is_ranked(plan) and plan.offset < POOL
        first, last = 0 if ranked else plan.offset, plan.offset + plan.limit
        request = Search().query(_ranked(plan)).source(False)
        request = request.sort(*_sorting(plan)).extra(
            from_=first, size=max(last, POOL) - first if ranked else plan.limit
        )
        with _errors():
            if plan.counted_on is not None:
                _count_beside(request, plan.counted_on)
            found = self._search(request.extra(track_total_hits=True))
            items = [_item(hit) for hit in found["hits"]["hits"]]
            if ranked:
                items = self._judged(plan, items)[plan.offset : last]
        hits = tuple(_hit(plan, item) for item in items)
        total = found["hits"]["total"]["value"]
        if plan.counted_on is None:
            return Results(total, hits)
        beside = found["aggregations"]
        return Results(total, hits, self._facets(plan, beside), beside["in_force"]["doc_count"])

    def _facets(self, plan: Plan, beside: Mapping[str, Any]) -> Mapping[str, Mapping[str, int]]:
        """Of what was counted with the page; anew when something is chosen of one of them."""
        return self.facets(plan) if plan.filters.choose else by_facet(_counts(beside))

    def _judged(self, plan: Plan, items: list[_Item]) -> list[_Item]:
        """`items` with those first that have one of the best passages, ranked again."""
        pool = sorted(
            ((passage, place) for place, item in enumerate(items) for passage in item.passages),
            key=lambda one: -one[0].score,
        )[:POOL]
        frequencies, count = self._frequencies.of(self._client, self._target, counted(plan.words))
        candidates = [Candidate(one.score, one.words) for one, _place in pool]
        scores = judged(plan.words, frequencies, count, candidates)
        best: dict[int, list[tuple[float, _Passage]]] = {}
        for (passage, place), score in zip(pool, scores, strict=True):
            best.setdefault(place, []).append((score, passage))
        for passages in best.values():
            passages.sort(key=lambda one: -one[0])
        head = sorted(best, key=lambda place: (not items[place].pinned, -best[place][0][0], place))
        ordered = [
            *(items[place].led_by(passage for _score, passage in best[place]) for place in head),
            *(item for place, item in enumerate(items) if place not in best),
        ]
        return sorted(ordered, key=lambda item: -item.order if item.pinned else 0)

    def count(self, plan: Plan) -> int:
        with _errors():
            return int(
                self._client.count(index=self._target, query=_matching(plan).to_dict())["count"]
            )

    def facets(self, plan: Plan) -> Mapping[str, Mapping[str, int]]:
        """All are counted at once but those of which something is chosen."""
        chosen = [facet for facet, values in plan.filters.chosen.items() if values]
        request = Search().query(_words(plan)).extra(size=0)
        for name, filters in [
            (ALL, plan.filters),
            *((facet, plan.filters.without(facet)) for facet in chosen),
        ]:
            matching = Q("bool", **_filters(filters))
            request.aggs.bucket(name, "filter", filter=matching).bucket("values", _facet_values())
        with _errors():
            found = self._search(request)
        counts = {name: by_facet(_counts(one)) for name, one in found["aggregations"].items()}
        return {**counts[ALL], **{facet: counts[facet].get(facet, {}) for facet in chosen}}

    def frequencies(self, words: Collection[Counted]) -> Mapping[Counted, int]:
        with _errors():
            return self._frequencies.of(self._client, self._target, words)[0]

    def suggest(self, names: Names) -> tuple[UUID, ...]:
        request = Search().query(_names(names)).source(False).extra(size=names.limit)
        with _errors():
            found = self._search(request)
        return tuple(UUID(hit["_id"]) for hit in found["hits"]["hits"])

    def explain(self, plan: Plan, key: UUID) -> tuple[ScorePart, ...]:
        alone = replace(plan, filters=replace(plan.filters, within=key), passages=1)
        request = Search().query(_ranked(alone, explain=True)).source(False)
        with _errors():
            found = self._search(request.extra(explain=True))
        return tuple(part for hit in found["hits"]["hits"] for part in _score_parts(hit))

    def contents(self) -> dict[UUID, int]:
        request = Search().query("exists", field="kind").source(False).extra(version=True)
        with _errors():
            self._patient.indices.refresh(index=self._target)
            found = scan(self._patient, query=request.to_dict(), index=self._target, size=2000)
            return {UUID(hit["_id"]): int(hit["_version"]) for hit in found}

    def fresh(self) -> ElasticsearchEngine:
        index = f"{self._alias}-v{VERSION}-{uuid.uuid4().hex}"
        own = self._own_alias(index)
        with _errors():
            self._patient.indices.create(
                index=index,
                # Nobody searches it yet.
                settings={**SETTINGS, **_replicas(self._replicas), "refresh_interval": "-1"},
                mappings=_fields().to_dict(),
                aliases={own: {}},
            )
        return ElasticsearchEngine(self._url, self._alias, self._timeout, self._replicas, own)

    def adopt(self, fresh: Engine) -> None:
        assert isinstance(fresh, ElasticsearchEngine)
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
                query = Q("exists", field="kind").to_dict()
                items = self._client.count(index=self._target, query=query)["count"]
            return Health(self.name, True, items, cursor)
        except EngineUnavailable as error:
            return Health(self.name, available=False, problem=str(error))

    def _search(self, request: Search) -> Any:
        """The whole answer or none: half of one would be a false "nothing found"."""
        return self._client.search(
            index=self._target, allow_partial_search_results=False, **_keywords(request)
        )

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
            refresh=refresh and self._target == self._alias,
            raise_on_error=False,
        )
        for done, result in results:
            if done or _is_replay(result):
                continue
            if _is_dropped(result):
                raise OutOfStep("the index was replaced meanwhile")
            raise EngineUnavailable(f"Elasticsearch refused a change: {result}")


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


# --- Writing ---------------------------------------------------------------


def _fields() -> Fields:
    fields = Fields()
    fields.meta("dynamic", "strict")
    # An index is made from the log and from nothing else.
    fields.meta("_source", enabled=False)
    for name in ("kind", "facet", "key"):
        fields.field(name, "keyword")
    for name in ("published", "expires", "order", "number", "valid_from", "valid_until"):
        fields.field(name, "long")
    fields.field("names", "text", analyzer="whitespace", index_options="freqs")
    for name in ("any_exact", "any_folded"):
        fields.field(name, "text", analyzer="whitespace", index_options="docs", norms=False)
    nested = {
        "position": {"type": "integer"},
        "words": {"type": "binary", "doc_values": True},
        **_text_fields("label"),
        **_text_fields("text"),
    }
    fields.field("passages", "nested", properties=nested)
    return fields


def _text_fields(place: str) -> dict[str, Any]:
    text = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
    return {f"{place}_{form}": text for form in FORMS}


def _actions(changes: Changes) -> Iterator[dict[str, Any]]:
    for item in changes.items:
        yield {**_action("index", str(item.id), item.change), "_source": _document(item)}
    for key, change in changes.gone.items():
        yield _action("delete", str(key), change)


def _cursor_action(cursor: int) -> dict[str, Any]:
    return {**_action("index", CURSOR_ID, cursor), "_source": {}}


def _action(operation: str, key: str, version: int) -> dict[str, Any]:
    return {"_op_type": operation, "_id": key, "version": version, "version_type": "external"}


def _document(item: IndexedItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "facet": item.facets,
        "key": item.keys,
        "published": item.published,
        "expires": item.expires,
        "valid_from": item.valid_from,
        "valid_until": item.valid_until,
        "order": item.order,
        "number": item.number,
        "names": item.names,
        "any_exact": item.words("exact"),
        "any_folded": item.words("folded"),
        "passages": [
            {
                "position": passage.position,
                "words": b64encode(item.packed(passage)).decode(),
                **_texts(item.places(passage)),
            }
            # An item without text is still found, and ranked, by its title.
            for passage in item.passages or (NO_TEXT,)
        ],
    }


def _texts(places: Mapping[Place, Forms]) -> dict[str, str]:
    return {
        f"{place}_{form}": getattr(forms, form) for place, forms in places.items() for form in FORMS
    }


# --- Asking ----------------------------------------------------------------


def _keywords(request: Search) -> dict[str, Any]:
    """The request as the client's keyword arguments."""
    body = request.to_dict()
    body["from_"] = body.pop("from_", body.pop("from", 0))
    if "_source" in body:
        body["source"] = body.pop("_source")
    return body


def _ranked(plan: Plan, *, explain: bool = False) -> Query:
    """The items that the plan finds, with a score, and the passages that earned it."""
    query = _matching(plan)
    if plan.score:
        passages = Q(
            "nested",
            path="passages",
            query=_any_of(plan.score, PLACES, "passages."),
            score_mode="max",
            inner_hits={
                "size": plan.passages,
                "_source": False,
                "explain": explain,
                "docvalue_fields": ["passages.position", "passages.words"],
            },
        )
        query.should = [passages]
        if plan.pinned:
            # Above any sum of BM25.
            first = Q("constant_score", filter=_named(plan), boost=PINNED, _name="pinned")
            query.should.append(first)
        query.minimum_should_match = 0
    return query


def _sorting(plan: Plan) -> list[Any]:
    newest = {"order": "desc"}
    orders: dict[Sort, list[Any]] = {"date": [newest], "number": [{"number": "asc"}]}
    return orders.get(plan.order, ["_score", newest])


def _matching(plan: Plan) -> Query:
    filters = _filters(plan.filters)
    filters["filter"].append(_words(plan))
    return Q("bool", **filters)


def _words(plan: Plan) -> Query:
    """Items, and only items, that have enough of the words, or that the question names."""
    query = Q("exists", field="kind")
    if ways := [_having(words, required) for words, required in plan.ways]:
        if plan.pinned:
            ways.append(_named(plan))
        query = ways[0] if len(ways) == 1 else Q("bool", should=ways)
    if not (plan.phrases or plan.unwanted):
        return query
    unwanted = [_word(one) if isinstance(one, Term) else _with_phrase(one) for one in plan.unwanted]
    return Q("bool", must=[query, *map(_with_phrase, plan.phrases)], must_not=unwanted)


def _having(words: tuple[Wanted, ...], required: int) -> Query:
    return Q("bool", should=list(map(_wanted, words)), minimum_should_match=required)


def _wanted(wanted: Wanted) -> Query:
    ways = [Q("bool", must=list(map(_word, way))) for way in wanted.options]
    return ways[0] if len(ways) == 1 else Q("bool", should=ways)


def _word(term: Term) -> Query:
    return Q("term", **{f"any_{term.form}": term.token})


def _with_phrase(phrase: Phrase) -> Query:
    """Items with a passage that has every pair of the phrase."""
    pairs = [Q("term", **{f"passages.text_{term.form}": term.token}) for term in phrase.pairs]
    return Q("nested", path="passages", query=Q("bool", filter=pairs))


def _named(plan: Plan) -> Query:
    """The documents that the question names."""
    return Q("terms", key=[one.key for one in plan.pinned])


def _filters(filters: Filters) -> dict[str, list[Query]]:
    clauses = [Q("range", expires={"gt": filters.now})]
    for facet, values in filters.chosen.items():
        if values:
            clauses.append(Q("terms", facet=[token(facet, value) for value in values]))
    if filters.valid_on is not None:
        clauses += _in_force(filters.valid_on)
    if filters.within is not None:
        clauses.append(Q("ids", values=[str(filters.within)]))
    bounds = {"gte": filters.since, "lt": filters.until}
    if given := {end: value for end, value in bounds.items() if value is not None}:
        clauses.append(Q("range", published=given))
    withdrawn = [Q("ids", values=[str(key) for key in filters.withdrawn])]
    return {"filter": clauses, "must_not": withdrawn if filters.withdrawn else []}


def _in_force(day: int) -> list[Query]:
    ended = Q("range", valid_until={"lte": day})
    return [Q("range", valid_from={"lte": day}), Q("bool", must_not=[ended])]


def _any_of(terms: tuple[Term, ...], places: Mapping[Place, float], path: str = "") -> Query:
    clauses = [
        Q(
            "term",
            **{f"{path}{place}_{term.form}": {"value": term.token, "boost": weight * term.weight}},
        )
        for place, weight in places.items()
        for term in terms
    ]
    return Q("bool", should=clauses)


@dataclass(frozen=True, slots=True)
class _Passage:
    score: float
    position: int
    words: bytes


@dataclass(frozen=True, slots=True)
class _Item:
    """An item that was found, and its best passages, the best first."""

    id: UUID
    passages: tuple[_Passage, ...]
    pinned: bool
    order: int

    def led_by(self, best: Iterable[_Passage]) -> _Item:
        return replace(self, passages=tuple(dict.fromkeys([*best, *self.passages])))


def _item(hit: Mapping[str, Any]) -> _Item:
    inner = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
    pinned = bool(hit.get("matched_queries"))
    return _Item(UUID(hit["_id"]), tuple(map(_passage, inner)), pinned, int(hit["sort"][-1]))


def _passage(hit: Mapping[str, Any]) -> _Passage:
    fields = hit["fields"]
    return _Passage(
        hit["_score"], int(fields["passages.position"][0]), b64decode(fields["passages.words"][0])
    )


def _hit(plan: Plan, item: _Item) -> Hit:
    """The item and the places of its passages, leaving out what its title alone found."""
    passages = item.passages
    if len(passages) > 1:
        words = Question(plan.words, {}, 1)
        passages = tuple(one for one in passages if has_own(words, one.words))
    return Hit(item.id, tuple(passage.position for passage in passages))


def _count_beside(request: Search, day: int) -> None:
    """Have what the request finds counted: its facets' values, and what is in force on the day."""
    request.aggs.bucket("values", _facet_values())
    request.aggs.bucket("in_force", "filter", filter=Q("bool", filter=_in_force(day)))


def _facet_values() -> Any:
    return A("terms", field="facet", size=MOST_FACET_VALUES)


def _counts(aggregation: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation["values"]["buckets"]}


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


# How Lucene names a term's share of a score.
_SHARE = re.compile(
    rf"weight\((?:passages\.)?(?P<place>label|text)_(?P<form>{'|'.join(FORMS)}):"
    r"(?P<token>\S+) in "
)


def _score_parts(hit: Mapping[str, Any]) -> Iterator[ScorePart]:
    """Those of its best passage."""
    inner = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
    for passage in inner[:1]:
        yield from _shares(passage["_explanation"])


def _shares(explanation: Mapping[str, Any]) -> Iterator[ScorePart]:
    found = _SHARE.match(explanation["description"])
    if found:
        place, form, token = found["place"], found["form"], found["token"]
        yield ScorePart(cast(Place, place), cast(Form, form), token, explanation["value"])
    else:
        for detail in explanation["details"]:
            yield from _shares(detail)

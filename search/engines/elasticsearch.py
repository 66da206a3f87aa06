"""The Elasticsearch engine, for production and for more than one machine.

The only module that imports `elasticsearch_dsl`. Text comes analysed, so that the
mapping needs the built-in whitespace analyzer and no plugin. An item is one
document with its passages nested in it; the number of its change is its external
version, of a deletion too. The cursor is a document beside the items, written when
what was read up to it is durable. Reads and writes go through an alias; `adopt`
points it at a rebuilt index in one step.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, scan, streaming_bulk
from elasticsearch_dsl import A, Q, Search
from elasticsearch_dsl import Mapping as Fields
from elasticsearch_dsl.query import Query

from search.engine import (
    FACETS,
    MOST_FACET_VALUES,
    PASSAGES_PER_HIT,
    Changes,
    Engine,
    EngineUnavailable,
    Health,
    Hit,
    IndexedItem,
    NotBuilt,
    OutOfStep,
    Results,
)
from search.plan import PLACES, Filters, Place, Plan, Term

# Part of each index's name: an index of another shape is rebuilt, not misread.
VERSION = 1
CURSOR_ID = "cursor"
# Seconds; nobody waits for the indexer.
WRITE_TIMEOUT = 30.0
CONFLICT, NOT_FOUND = 409, 404
FORMS = ("exact", "exact_pairs", "folded", "folded_pairs")
SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # How long a deleted item's version is remembered against a replay from before.
    "gc_deletes": "1h",
}


class ElasticsearchEngine(Engine):
    """The index behind `alias`. `timeout` is what a reader waits for one answer, in seconds."""

    name: ClassVar[str] = "elasticsearch"

    def __init__(self, url: str, alias: str, timeout: float, building: str = "") -> None:
        self._url, self._alias, self._timeout = url, alias, timeout
        # A new index has an alias of its own until it is adopted: writing through one,
        # a late writer cannot bring a dropped index back to life.
        self._target = building or alias
        self._client = Elasticsearch(
            url, request_timeout=timeout, max_retries=0, retry_on_timeout=False
        )
        self._patient = self._client.options(request_timeout=WRITE_TIMEOUT)

    def cursor(self) -> int:
        with _errors():
            try:
                found = self._client.get(index=self._target, id=CURSOR_ID)
            except NotFoundError as error:
                if "_index" not in error.body:
                    raise
                self._check_version(error.body["_index"])
                return 0
            self._check_version(found["_index"])
            return int(found["_version"])

    def apply(self, changes: Changes) -> None:
        known = self.cursor()
        if known < changes.since:
            raise OutOfStep(f"read up to {known}, not {changes.since}")
        if known >= changes.cursor:
            return
        with _errors():
            self._write(_actions(changes))
            self._write([_cursor_action(changes.cursor)], refresh=False)

    def search(self, plan: Plan) -> Results:
        request = Search().query(_ranked(plan)).source(False)
        request = request.sort(*_sorting(plan)).extra(
            from_=plan.offset, size=plan.limit, track_total_hits=True
        )
        with _errors():
            found = self._client.search(index=self._target, **_keywords(request))
        hits = tuple(Hit(UUID(hit["_id"]), _positions(hit)) for hit in found["hits"]["hits"])
        return Results(found["hits"]["total"]["value"], hits)

    def count(self, plan: Plan) -> int:
        with _errors():
            return int(
                self._client.count(index=self._target, query=_matching(plan).to_dict())["count"]
            )

    def facets(self, plan: Plan) -> Mapping[str, Mapping[str, int]]:
        request = Search().query(_words(plan)).extra(size=0)
        for facet in FACETS:
            others = Q("bool", **_filters(plan.filters.without(facet)))
            values = A("terms", field=facet, size=MOST_FACET_VALUES)
            request.aggs.bucket(facet, "filter", filter=others).bucket("values", values)
        with _errors():
            found = self._client.search(index=self._target, **_keywords(request))
        return {facet: _counts(found["aggregations"][facet]) for facet in FACETS}

    def contents(self) -> dict[UUID, int]:
        request = Search().query("exists", field="kind").source(False).extra(version=True)
        with _errors():
            self._patient.indices.refresh(index=self._target)
            found = scan(self._patient, query=request.to_dict(), index=self._target, size=2000)
            return {UUID(hit["_id"]): int(hit["_version"]) for hit in found}

    def fresh(self) -> ElasticsearchEngine:
        token = uuid.uuid4().hex
        building = f"{self._alias}-building-{token}"
        with _errors():
            self._patient.indices.create(
                index=f"{self._alias}-v{VERSION}-{token}",
                settings=SETTINGS,
                mappings=_fields().to_dict(),
                aliases={building: {}},
            )
        return ElasticsearchEngine(self._url, self._alias, self._timeout, building)

    def adopt(self, fresh: Engine) -> None:
        assert isinstance(fresh, ElasticsearchEngine)
        with _errors():
            self._patient.indices.refresh(index=fresh._target)
            (adopted,) = self._patient.indices.get_alias(name=fresh._target)
            others = [name for name in self._indices() if name != adopted]
            actions: list[dict[str, Any]] = [
                {"add": {"index": adopted, "alias": self._alias}},
                {"remove": {"index": adopted, "alias": fresh._target}},
                *({"remove_index": {"index": name}} for name in others),
            ]
            self._patient.indices.update_aliases(actions=actions)

    def clear(self) -> None:
        with _errors():
            if self._target == self._alias:
                names = self._indices()
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

    def _check_version(self, index: str) -> None:
        if not index.startswith(f"{self._alias}-v{VERSION}-"):
            raise NotBuilt("The search index is of another version of the program.")

    def _indices(self) -> list[str]:
        """Every index that was ever made for the alias and is still there."""
        return list(self._patient.indices.get(index=f"{self._alias}-v*"))

    def _write(self, actions: Any, *, refresh: bool = True) -> None:
        """Durable when it returns; searches see it too, unless the index is only being built."""
        results = streaming_bulk(
            self._patient,
            actions,
            chunk_size=200,
            index=self._target,
            require_alias=True,
            refresh=refresh and self._target == self._alias,
            raise_on_error=False,
        )
        for done, result in results:
            if not done and not _is_replay(result):
                raise EngineUnavailable(f"Elasticsearch refused a change: {result}")


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


# --- Writing ---------------------------------------------------------------


def _fields() -> Fields:
    fields = Fields()
    fields.meta("dynamic", "strict")
    # An index is made from the log and from nothing else.
    fields.meta("_source", enabled=False)
    for name in ("kind", "unit", "topic", "year"):
        fields.field(name, "keyword")
    for name in ("published", "expires", "order"):
        fields.field(name, "long")
    for name in ("any_exact", "any_folded"):
        fields.field(name, "text", analyzer="whitespace", index_options="docs", norms=False)
    for name, field in _text_fields("title").items():
        fields.field(name, field)
    nested = {"position": {"type": "integer"}, **_text_fields("heading"), **_text_fields("body")}
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
        "unit": item.units,
        "topic": item.topics,
        "year": item.year or None,
        "published": item.published,
        "expires": item.expires,
        "order": item.order,
        "any_exact": item.words("exact"),
        "any_folded": item.words("folded"),
        **_texts("title", item.title),
        "passages": [
            {
                "position": passage.position,
                **_texts("heading", passage.heading),
                **_texts("body", passage.body),
            }
            for passage in item.passages
        ],
    }


def _texts(place: str, forms: Any) -> dict[str, str]:
    return {f"{place}_{form}": text for form, text in asdict(forms).items()}


# --- Asking ----------------------------------------------------------------


def _keywords(request: Search) -> dict[str, Any]:
    """The request as the client's keyword arguments."""
    body = request.to_dict()
    body["from_"] = body.pop("from_", body.pop("from", 0))
    if "_source" in body:
        body["source"] = body.pop("_source")
    return body


def _ranked(plan: Plan) -> Query:
    """The items that the plan finds, with a score, and the passages that earned it."""
    query = _matching(plan)
    if plan.score:
        in_text: dict[Place, float] = {"heading": PLACES["heading"], "body": PLACES["body"]}
        passages = Q(
            "nested",
            path="passages",
            query=_any_of(plan.score, in_text, "passages."),
            score_mode="max",
            inner_hits={
                "size": PASSAGES_PER_HIT,
                "_source": False,
                "docvalue_fields": ["passages.position"],
            },
        )
        query.should = [_any_of(plan.score, {"title": PLACES["title"]}), passages]
        query.minimum_should_match = 0
    return query


def _sorting(plan: Plan) -> list[Any]:
    newest = {"order": "desc"}
    return [newest] if plan.by_date else ["_score", newest]


def _matching(plan: Plan) -> Query:
    filters = _filters(plan.filters)
    filters["filter"].append(_words(plan))
    return Q("bool", **filters)


def _words(plan: Plan) -> Query:
    """Items, and only items, that have enough of the words."""
    if not plan.must:
        return Q("exists", field="kind")
    words = [Q("term", **{f"any_{term.form}": term.token}) for term in plan.must]
    return Q("bool", should=words, minimum_should_match=plan.required)


def _filters(filters: Filters) -> dict[str, list[Query]]:
    clauses = [Q("range", expires={"gt": filters.now})]
    chosen = {"kind": filters.kinds, "unit": filters.units, "topic": filters.topics}
    clauses += [Q("terms", **{field: values}) for field, values in chosen.items() if values]
    bounds = {"gte": filters.since, "lt": filters.until}
    if given := {end: value for end, value in bounds.items() if value is not None}:
        clauses.append(Q("range", published=given))
    withdrawn = [Q("ids", values=[str(key) for key in filters.withdrawn])]
    return {"filter": clauses, "must_not": withdrawn if filters.withdrawn else []}


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


def _positions(hit: Mapping[str, Any]) -> tuple[int, ...]:
    inner = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
    return tuple(int(passage["fields"]["passages.position"][0]) for passage in inner)


def _counts(aggregation: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation["values"]["buckets"]}

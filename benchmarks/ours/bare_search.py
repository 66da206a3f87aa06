"""The two engines called directly, with nothing of ours but the analysis of the text.

What the machine gives at best. `index ENGINE COUNT FOLDER|URL` feeds the engine the very documents
that ours makes, made beforehand, and tells what the engine took for them; and builds an index
of syllables and their pairs. `ask ENGINE COUNT FOLDER|URL AT_ONCE SECONDS` asks that for the twenty
best. `warm ENGINE COUNT FOLDER|URL` has a server index so many as both do, and tells nothing.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import django

PLAIN = "bench-plain-{}"
PAIRS = 0.6
TWENTY = 20
# So many items are made into documents, and then taken by the engine while nothing else is done:
# all of them take several gigabytes as tantivy's documents.
BATCH = 5000
BULK = 500


def items(count: int) -> Iterable[Any]:
    """The provisions as our indexer analyses them."""
    from benchmarks.provisions import provisions
    from search.evaluation import item_of

    for number, one in enumerate(provisions(count), start=1):
        yield item_of({"id": number, "title": one.title, "text": one.text}, number)


def index_embedded(count: int, folder: Path) -> dict[str, float]:
    import tantivy

    from search.engines.embedded_building import BUILDING_HEAP
    from search.engines.embedded_documents import SCHEMA, documents_of

    path = _empty(folder / "ours")
    writer = tantivy.Index(SCHEMA, path=str(path)).writer(BUILDING_HEAP, 1)
    spent = 0.0
    done, source = 0, iter(items(count))
    while True:
        before = _of_other_threads()
        batch = list(islice(source, BATCH))
        documents = [document for item in batch for document in documents_of(item)]
        # It merges what it has while the next are made: that is its work too.
        spent += _of_other_threads() - before
        if not batch:
            break
        begun = time.perf_counter()
        for document in documents:
            writer.add_document(document)
        # It indexes in a thread of its own: done is what is committed.
        writer.commit()
        spent += time.perf_counter() - begun
        done += len(batch)
    begun = time.perf_counter()
    writer.wait_merging_threads()
    spent += time.perf_counter() - begun
    _plain_embedded(count, folder / "plain")
    return {"items": done, "seconds": spent, "rate": done / spent}


def _of_other_threads() -> float:
    """Processor seconds of this process that are not its Python's."""
    return time.process_time() - time.thread_time()


def _plain_schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("no", stored=True)
    for name in ("syllables", "pairs"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _plain_embedded(count: int, path: Path) -> None:
    import tantivy

    _empty(path)
    writer = tantivy.Index(_plain_schema(), path=str(path)).writer(200_000_000, 1)
    for number, (syllables, pairs) in enumerate(_plain_texts(count)):
        document = tantivy.Document()
        document.add_unsigned("no", number)
        document.add_text("syllables", syllables)
        document.add_text("pairs", pairs)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _plain_texts(count: int) -> Iterable[tuple[str, str]]:
    from benchmarks.provisions import provisions
    from search.analysis import forms_of

    for one in provisions(count):
        forms = forms_of(f"{one.title} {one.text}")
        yield forms.folded, forms.folded_pairs


def terms(text: str) -> list[tuple[str, str, float]]:
    """The query's syllables and pairs, as (field, token, weight)."""
    from search.analysis import forms_of

    forms = forms_of(text)
    return [
        *(("syllables", one, 1.0) for one in dict.fromkeys(forms.folded.split())),
        *(("pairs", one, PAIRS) for one in dict.fromkeys(forms.folded_pairs.split())),
    ]


def asker_embedded(folder: Path) -> Any:
    import tantivy
    from tantivy import Occur, Query

    schema = _plain_schema()
    searcher = tantivy.Index(schema, path=str(folder / "plain")).searcher()

    def ask(text: str) -> object:
        clauses = [
            (
                Occur.Should,
                Query.boost_query(
                    Query.term_query(schema, field, token, index_option="freq"), weight
                ),
            )
            for field, token, weight in terms(text)
        ]
        found = searcher.search(Query.boolean_query(clauses), limit=TWENTY, count=False)
        return [searcher.doc(address)["no"] for _score, address in found.hits]

    return ask


def _empty(folder: Path) -> Path:
    """A folder with nothing that an earlier run left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def index_elasticsearch(count: int, url: str) -> dict[str, float]:
    from elasticsearch.helpers import bulk

    # All are made, as bytes, before the first is sent: a server that is fed with pauses merges in
    # them, and nobody would count it.
    made = list(_serialized(count))
    fresh = _fresh(url)
    begun = time.perf_counter()
    bulk(fresh._patient, made, index=fresh._target, require_alias=True, chunk_size=BULK)
    fresh._patient.indices.refresh(index=fresh._target)
    spent = time.perf_counter() - begun
    fresh.clear()
    _plain_elasticsearch(count, fresh._patient)
    return {"items": len(made), "seconds": spent, "rate": len(made) / spent}


def _fresh(url: str) -> Any:
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(url, "bench-direct", 60.0, "0").fresh()


def _serialized(count: int) -> Iterator[dict[str, Any]]:
    import orjson

    from search.engine import Changes
    from search.engines.elasticsearch_documents import actions

    for item in items(count):
        for action in actions(Changes(0, 1, (item,))):
            yield {**action, "_source": orjson.dumps(action["_source"])}


def warm_elasticsearch(count: int, url: str) -> dict[str, float]:
    """A server that has just started compiles its program as it works: whoever were measured
    first would pay for that."""
    from search.engine import Changes

    fresh, source, done = _fresh(url), iter(items(count)), 0
    while batch := tuple(islice(source, BULK)):
        fresh.apply(Changes(done, done + len(batch), batch))
        done += len(batch)
    fresh.contents()
    fresh.clear()
    return {"items": done}


def _plain_elasticsearch(count: int, client: Any) -> None:
    from elasticsearch.helpers import bulk

    text = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
    index = PLAIN.format(count)
    client.indices.delete(index=index, ignore_unavailable=True)
    client.indices.create(
        index=index,
        settings={"number_of_shards": 1, "number_of_replicas": 0},
        mappings={"_source": {"enabled": False}, "properties": {"syllables": text, "pairs": text}},
    )
    rows = (
        {"_id": str(number), "_source": {"syllables": syllables, "pairs": pairs}}
        for number, (syllables, pairs) in enumerate(_plain_texts(count))
    )
    bulk(client, rows, index=index)
    client.indices.refresh(index=index)


def asker_elasticsearch(count: int, url: str) -> Any:
    from elasticsearch import Elasticsearch

    client = Elasticsearch(url, request_timeout=60)
    index = PLAIN.format(count)

    def ask(text: str) -> object:
        clauses = [
            {"term": {field: {"value": token, "boost": weight}}}
            for field, token, weight in terms(text)
        ]
        found = client.search(
            index=index, query={"bool": {"should": clauses}}, size=TWENTY, source=False
        )
        return [hit["_id"] for hit in found["hits"]["hits"]]

    return ask


def main(arguments: Sequence[str]) -> dict[str, Any]:
    what, engine, *given = arguments
    if what == "index" and engine == "embedded":
        return index_embedded(int(given[0]), Path(given[1]))
    if what == "index":
        return index_elasticsearch(int(given[0]), given[1])
    if what == "warm":
        return warm_elasticsearch(int(given[0]), given[1])

    from benchmarks.asking import measure
    from benchmarks.provisions import queries

    count, place, at_once, seconds = given
    asker = (
        asker_embedded(Path(place))
        if engine == "embedded"
        else asker_elasticsearch(int(count), place)
    )
    return measure(asker, queries(), int(at_once), float(seconds))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(sys.argv[1:])))

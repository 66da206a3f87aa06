"""How an item lies in Elasticsearch: one document, with its passages nested in it.

The number of an item's change is its external version, of a deletion too, so that an old
write never wins.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.analysis import Forms, words_in
from search.engine import NO_TEXT, Changes, IndexedItem
from search.plan import Place

from .elasticsearch_requests import FORMS

CURSOR_ID = "cursor"


def actions(changes: Changes) -> Iterator[dict[str, Any]]:
    for item in changes.items:
        yield {**_action("index", str(item.id), item.change), "_source": _document(item)}
    for key, change in changes.gone.items():
        yield _action("delete", str(key), change)


def cursor_action(cursor: int) -> dict[str, Any]:
    return {**_action("index", CURSOR_ID, cursor), "_source": {}}


def _action(operation: str, key: str, version: int) -> dict[str, Any]:
    return {"_op_type": operation, "_id": key, "version": version, "version_type": "external"}


def _document(item: IndexedItem) -> dict[str, Any]:
    exact, folded = words_in(item.all_parts())
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
        "any_exact": exact,
        "any_folded": folded,
        "passages": [
            {
                "position": passage.position,
                "words": b64encode(item.packed(passage)).decode(),
                **_texts(item.parts(passage)),
            }
            # An item without text is still found, and ranked, by its title.
            for passage in item.passages or (NO_TEXT,)
        ],
    }


def _texts(parts: Mapping[Place, Sequence[Forms]]) -> dict[str, str]:
    return {
        f"{place}_{form}": " ".join(filter(None, (getattr(one, form) for one in own)))
        for place, own in parts.items()
        for form in FORMS
    }

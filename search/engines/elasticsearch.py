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
from dataclasses import dataclass
from typing import Any

from elasticsearch import NotFoundError

from search.engine import Changes, Engine, Index, NotBuilt, OutOfStep

from . import elasticsearch_requests as requests
from .elasticsearch_building import Building
from .elasticsearch_documents import CURSOR_ID, actions, cursor_action
from .elasticsearch_reading import ElasticsearchIndex, again_when_replaced
from .elasticsearch_server import errors, write

# Part of each index's name: an index of another shape is rebuilt, not misread.
VERSION = 8
SETTINGS = {
    "number_of_shards": 1,
    # How long a deleted item's version is remembered against a replay from before.
    "gc_deletes": "1d",
    # One for each passage: a code of law has many.
    "mapping.nested_objects.limit": 100_000,
}


@dataclass(frozen=True, slots=True)
class _Position:
    """How far an index has read: `index` is its name, not an alias."""

    index: str
    cursor: int


class ElasticsearchEngine(ElasticsearchIndex, Engine):
    """The index behind `alias` on the nodes at `url`, several with commas between.

    `replicas` is their number, or a range such as `0-1`: as many of them as there are nodes for.
    """

    def __init__(self, url: str, alias: str, timeout: float, replicas: str = "0-1") -> None:
        super().__init__(url, alias, timeout)
        self._url, self._alias, self._timeout, self._replicas = url, alias, timeout, replicas

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
        with errors():
            own = self._own_alias(at.index)
            write(self._patient, own, actions(changes), refresh=True)
            write(self._patient, own, [cursor_action(changes.cursor)], refresh=False)

    def fresh(self) -> Building:
        index = f"{self._alias}-v{VERSION}-{uuid.uuid4().hex}"
        own = self._own_alias(index)
        with errors():
            self._patient.indices.create(
                index=index,
                # Nobody searches it yet.
                settings={**SETTINGS, **_replicas(self._replicas), "refresh_interval": "-1"},
                mappings=requests.fields(),
                aliases={own: {}},
            )
        return Building(self._url, index, own, self._timeout)

    def adopt(self, fresh: Index) -> None:
        assert isinstance(fresh, Building)
        fresh.finish()
        adopted = fresh.index
        with errors():
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
        with errors():
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
        with errors():
            names = list(self._indices())
            if names:
                self._patient.indices.delete(index=names, ignore_unavailable=True)

    @again_when_replaced
    def _position(self) -> _Position:
        """How far the present index has read; the server answers with what was last written."""
        with errors():
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


def _replicas(given: str) -> dict[str, Any]:
    """The index's settings for a number of replicas, or for a range of them."""
    if "-" in given:
        return {"auto_expand_replicas": given}
    return {"number_of_replicas": int(given)}

"""An index in Elasticsearch that is made from the beginning, beside the one that answers."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from uuid import UUID

import orjson

from search.engine import Changes, OutOfStep

from .elasticsearch_documents import actions, cursor_action
from .elasticsearch_reading import ElasticsearchIndex
from .elasticsearch_server import BULK_BYTES, BULK_ITEMS, errors, write


class Building(ElasticsearchIndex):
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

    def __init__(self, url: str, index: str, alias: str, timeout: float) -> None:
        """`index` is written through an `alias` of its own, which goes with it."""
        super().__init__(url, alias, timeout)
        self.index = index
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
        with errors():
            self._patient.indices.refresh(index=self._target)
            held = sorted(int(hit["_version"]) for hit in self._all_items(stored_fields="_none_"))
        if held == sorted(self._held.values()):
            return dict(self._held)
        return super().contents()

    def finish(self) -> None:
        """Put down how far it is."""
        self._settle()
        with errors():
            self._write([cursor_action(self._read)])
        self._hand.shutdown()

    def clear(self) -> None:
        self._hand.shutdown(cancel_futures=True)
        with errors():
            self._patient.indices.delete(index=self.index, ignore_unavailable=True)

    def _add(self, action: dict[str, Any]) -> None:
        if "_source" in action:
            action["_source"] = orjson.dumps(action["_source"])
            self._next_bytes += len(action["_source"])
        self._next.append(action)
        if len(self._next) >= BULK_ITEMS or self._next_bytes >= BULK_BYTES:
            self._send()

    def _send(self) -> None:
        self._wait(self.MADE - 1)
        self._sent.append(self._hand.submit(self._write, self._next))
        self._next, self._next_bytes = [], 0

    def _write(self, made: list[dict[str, Any]]) -> None:
        write(self._patient, self._target, made, refresh=False)

    def _settle(self) -> None:
        """All that was applied is written."""
        self._send()
        self._wait(0)

    def _wait(self, most: int) -> None:
        """Until no more requests than these are made and not answered."""
        with errors():
            while len(self._sent) > most:
                self._sent.popleft().result()

"""An embedded index as this process has it open: read as it was last committed, by whichever
process."""

from __future__ import annotations

import os
import threading
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeVar
from uuid import UUID

import tantivy

from search.engine import EngineUnavailable, Health, Index, Names, NotBuilt, Results, ScorePart
from search.plan import Counted, Plan

from .embedded_documents import SCHEMA
from .embedded_failures import Failure, failures
from .embedded_files import META, damaged
from .embedded_search import Known, Reading

Answer = TypeVar("Answer")

# Words and pairs to remember; the syllables of Vietnamese are a few thousand.
MOST_FREQUENCIES = 100_000
# In an index's folder, once its files are known not to be what was written.
DAMAGED = "damaged"


@dataclass(slots=True)
class _Open:
    """An index that this process has open, and the state of its files when last read."""

    generation: str
    index: tantivy.Index
    stamp: tuple[int, int]
    # What was last read, and what is known of it.
    snapshot: tuple[tantivy.Searcher, Known] | None = None

    def reload(self, stamp: tuple[int, int]) -> None:
        self.index.reload()
        self.stamp, self.snapshot = stamp, (self.index.searcher(), Known())

    def reading(self) -> Reading:
        assert self.snapshot is not None
        searcher, known = self.snapshot
        if len(known.frequencies) > MOST_FREQUENCIES:
            known.frequencies.clear()
        return Reading(searcher, known)


class EmbeddedIndex(Index):
    """One of the indices in the folder `root`."""

    name: ClassVar[str] = "embedded"

    def __init__(self, root: Path) -> None:
        self.root = root
        self._open: _Open | None = None
        self._lock = threading.Lock()

    def cursor(self) -> int:
        return self._ask(Reading.cursor)

    def search(self, plan: Plan) -> Results:
        return self._ask(lambda reading: reading.search(plan))

    def count(self, plan: Plan) -> int:
        return self._ask(lambda reading: reading.count(plan))

    def facets(self, plan: Plan) -> Mapping[str, Mapping[str, int]]:
        return self._ask(lambda reading: reading.facets(plan))

    def frequencies(self, words: Collection[Counted]) -> Mapping[Counted, int]:
        return self._ask(lambda reading: reading.frequencies(words))

    def suggest(self, names: Names) -> tuple[UUID, ...]:
        return self._ask(lambda reading: reading.suggest(names))

    def explain(self, plan: Plan, key: UUID) -> tuple[ScorePart, ...]:
        return self._ask(lambda reading: reading.explain(plan, key))

    def contents(self) -> dict[UUID, int]:
        return self._ask(Reading.contents)

    def damage(self) -> list[str]:
        folder = self.root / self._current()
        if found := damaged(folder):
            # For whoever follows the log: it is to be built anew.
            (folder / DAMAGED).write_text("\n".join(found))
        return found

    def health(self) -> Health:
        try:
            items, cursor = self._ask(lambda reading: (reading.item_count(), reading.cursor()))
            return Health(self.name, True, items, cursor)
        except EngineUnavailable as error:
            return Health(self.name, available=False, problem=str(error))

    @abstractmethod
    def _current(self) -> str:
        """The name of the index to use. Raises `NotBuilt`."""

    def _ask(self, question: Callable[[Reading], Answer]) -> Answer:
        """Ask the index as it was last committed, by whichever process."""
        for attempt in (1, 2):
            reading = self._reading()
            try:
                with failures():
                    return question(reading)
            except Failure as failure:
                # Another process may have adopted a rebuilt index just now.
                self._open = None
                if attempt == 2:
                    found = ", ".join(self.damage()) or "its files are sound"
                    reason = f"The embedded index does not answer: {failure} ({found})"
                    raise EngineUnavailable(reason) from failure
        raise AssertionError("unreachable")

    def _reading(self) -> Reading:
        for attempt in (1, 2):
            try:
                with failures():
                    return self._fresh_index().reading()
            except Failure as failure:
                self._open = None
                if attempt == 2:
                    reason = f"The embedded index cannot be read: {failure}"
                    raise NotBuilt(reason) from failure
        raise AssertionError("unreachable")

    def _fresh_index(self) -> _Open:
        generation = self._current()
        folder = f"{self.root}/{generation}"
        with self._lock:
            # Before it is opened: tantivy would make an empty index where there is none. It
            # replaces this file whenever it commits.
            stamp = stamp_of(f"{folder}/{META}")
            opened = self._open
            if opened is None or opened.generation != generation:
                opened = _Open(generation, tantivy.Index(SCHEMA, path=folder), (0, 0))
            if stamp != opened.stamp:
                opened.reload(stamp)
            self._open = opened
            return opened


def stamp_of(file: str) -> tuple[int, int]:
    """What changes whenever a file is replaced by another."""
    status = os.stat(file)  # noqa: PTH116
    return status.st_mtime_ns, status.st_ino

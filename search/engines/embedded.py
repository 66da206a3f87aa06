"""The embedded engine: tantivy, in files under one folder, no server.

The folder holds one index, named in the file `current`, and while it is rebuilt a
second one beside it. In an index an item is one document that says whether it
matches, and one for each of its passages that says how well. The cursor is a
document too, so that one commit holds both. tantivy's own lock file lets in one
writer at a time and is released when its process dies, however it dies.
"""

from __future__ import annotations

import shutil
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import tantivy

from search.engine import (
    FACETS,
    Changes,
    Engine,
    EngineUnavailable,
    Health,
    IndexedItem,
    NotBuilt,
    OutOfStep,
    Results,
)
from search.plan import Plan

from .embedded_documents import SCHEMA, VERSION, cursor_document, documents_of
from .embedded_search import Reading

# Bytes; the least that tantivy takes is 15 MB a thread.
WRITER_HEAP = 30_000_000
POINTER = "current"


@dataclass(slots=True)
class _Open:
    """An index that this process has open, and the state of its files when last read."""

    generation: str
    index: tantivy.Index
    stamp: tuple[int, int]


class EmbeddedEngine(Engine):
    """An index in the folder `root`; `generation` names one that is not adopted yet."""

    name: ClassVar[str] = "embedded"

    def __init__(self, root: Path, generation: str = "") -> None:
        self.root = root
        self._generation = generation
        self._open: _Open | None = None
        self._lock = threading.Lock()

    def cursor(self) -> int:
        return self._reading().cursor()

    def apply(self, changes: Changes) -> None:
        with self._writer() as (writer, known):
            if known < changes.since:
                raise OutOfStep(f"read up to {known}, not {changes.since}")
            if known >= changes.cursor:
                return
            for item in changes.items:
                if item.change > known:
                    _write(writer, item)
            for key, change in changes.gone.items():
                if change > known:
                    writer.delete_documents_by_term("id", str(key))
            writer.delete_documents_by_term("role", "cursor")
            writer.add_document(cursor_document(changes.cursor))
            writer.commit()

    def search(self, plan: Plan) -> Results:
        return self._reading().search(plan)

    def count(self, plan: Plan) -> int:
        return self._reading().count(plan)

    def facets(self, plan: Plan) -> Mapping[str, Mapping[str, int]]:
        reading = self._reading()
        return {facet: reading.facet(plan, facet) for facet in FACETS}

    def contents(self) -> dict[UUID, int]:
        return self._reading().contents()

    def fresh(self) -> EmbeddedEngine:
        generation = f"v{VERSION}-{uuid.uuid4().hex}"
        (self.root / generation).mkdir(parents=True)
        return EmbeddedEngine(self.root, generation)

    def adopt(self, fresh: Engine) -> None:
        assert isinstance(fresh, EmbeddedEngine)
        draft = self.root / f"{POINTER}.{fresh._generation}"
        draft.write_text(fresh._generation)
        draft.replace(self.root / POINTER)
        for folder in self.root.iterdir():
            if folder.is_dir() and folder.name != fresh._generation:
                shutil.rmtree(folder, ignore_errors=True)

    def clear(self) -> None:
        self._open = None
        if self._generation:
            shutil.rmtree(self.root / self._generation, ignore_errors=True)
            return
        (self.root / POINTER).unlink(missing_ok=True)
        shutil.rmtree(self.root, ignore_errors=True)

    def health(self) -> Health:
        try:
            reading = self._reading()
            return Health(self.name, True, reading.item_count(), reading.cursor())
        except EngineUnavailable as error:
            return Health(self.name, available=False, problem=str(error))

    def _current(self) -> str:
        """The name of the index to use. Raises `NotBuilt`."""
        if self._generation:
            return self._generation
        try:
            generation = (self.root / POINTER).read_text()
        except FileNotFoundError:
            raise NotBuilt("There is no search index yet.") from None
        if not generation.startswith(f"v{VERSION}-"):
            raise NotBuilt("The search index is of another version of the program.")
        return generation

    def _reading(self) -> Reading:
        """The index as it was last committed, by whichever process."""
        for attempt in (1, 2):
            try:
                return Reading(self._fresh_index().searcher())
            except (OSError, ValueError) as error:
                # Another process may have adopted a rebuilt index just now.
                self._open = None
                if attempt == 2:
                    raise NotBuilt(f"The embedded index cannot be read: {error}") from error
        raise AssertionError("unreachable")

    def _fresh_index(self) -> tantivy.Index:
        generation = self._current()
        folder = self.root / generation
        with self._lock:
            opened = self._open
            if opened is None or opened.generation != generation:
                opened = _Open(generation, tantivy.Index(SCHEMA, path=str(folder)), (0, 0))
            stamp = _stamp(folder)
            if stamp != opened.stamp:
                opened.index.reload()
                opened.stamp = stamp
            self._open = opened
            return opened.index

    @contextmanager
    def _writer(self) -> Iterator[tuple[tantivy.IndexWriter, int]]:
        """The one writer there may be, and the cursor, which nobody else moves meanwhile."""
        index = self._fresh_index()
        try:
            writer = index.writer(WRITER_HEAP, 1)
        except ValueError as error:
            raise EngineUnavailable("Another process is writing the embedded index.") from error
        try:
            # A writer that was killed leaves files whose names the next one would use.
            writer.garbage_collect_files()
            yield writer, self._reading().cursor()
        except ValueError as error:
            raise EngineUnavailable(f"The embedded index cannot be written: {error}") from error
        finally:
            # What was not committed is dropped, and the lock with it.
            writer.wait_merging_threads()


def _write(writer: tantivy.IndexWriter, item: IndexedItem) -> None:
    writer.delete_documents_by_term("id", str(item.id))
    for document in documents_of(item):
        writer.add_document(document)


def _stamp(folder: Path) -> tuple[int, int]:
    """What changes whenever the index is committed: tantivy replaces this file."""
    status = (folder / "meta.json").stat()
    return status.st_mtime_ns, status.st_ino

"""An embedded index that is made from the beginning, beside the one that answers."""

from __future__ import annotations

import shutil
import uuid
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import tantivy

from search.engine import Changes, EngineUnavailable, NotBuilt, OutOfStep

from .embedded_documents import SCHEMA, VERSION, add, commit
from .embedded_failures import unwritable
from .embedded_files import META, with_small_blocks
from .embedded_reading import EmbeddedIndex
from .embedded_search import Reading

# Bytes: the larger, the fewer pieces it is made of.
BUILDING_HEAP = 200_000_000


class Building(EmbeddedIndex):
    """An index that is made from the beginning in one go, and adopted or thrown away.

    One process fills it. It commits when it is asked for what it holds: a half of it
    would be of no use to anyone.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.generation = f"v{VERSION}-{uuid.uuid4().hex}"
        self._held: set[UUID] = set()
        self._cursor = self._committed = 0
        with unwritable():
            folder = root / self.generation
            folder.mkdir(parents=True)
            tantivy.Index(SCHEMA, path=str(folder))
            with_small_blocks(folder)
            self._index = tantivy.Index(SCHEMA, path=str(folder))
            self._pen: tantivy.IndexWriter | None = self._index.writer(BUILDING_HEAP, 1)

    def cursor(self) -> int:
        self._current()
        return self._cursor

    def apply(self, changes: Changes) -> None:
        if self._cursor < changes.since:
            raise OutOfStep(f"read up to {self._cursor}, not {changes.since}")
        assert self._pen is not None
        with unwritable():
            for item in changes.items:
                self._drop(item.id)
                self._held.add(item.id)
                add(self._pen, item)
            for key in changes.gone:
                self._drop(key)
        self._cursor = max(self._cursor, changes.cursor)

    def finish(self) -> None:
        """Commit, and let go of the writer."""
        self._save()
        pen, self._pen = self._pen, None
        if pen is not None:
            pen.wait_merging_threads()

    def require(self) -> None:
        """Raises `OutOfStep` when another build was adopted, and has swept this one away."""
        if not (self.root / self.generation / META).exists():
            raise OutOfStep("The index that was being built is gone.")

    def clear(self) -> None:
        self._open = None
        if self._pen is not None:
            with suppress(EngineUnavailable), unwritable():
                self._pen.rollback()
                self._pen.wait_merging_threads()
            self._pen = None
        shutil.rmtree(self.root / self.generation, ignore_errors=True)

    def _drop(self, key: UUID) -> None:
        assert self._pen is not None
        # Each deletion is looked up in all that was written: most have nothing to delete.
        if key in self._held:
            self._held.discard(key)
            self._pen.delete_documents_by_term("id", str(key))

    def _save(self) -> None:
        if self._pen is not None and self._committed != self._cursor:
            try:
                with unwritable():
                    commit(self._pen, self._cursor)
            except EngineUnavailable:
                self.require()
                raise
            self._committed = self._cursor

    def _current(self) -> str:
        if not (self.root / self.generation).is_dir():
            raise NotBuilt("The index that was being built is gone.")
        return self.generation

    def _reading(self) -> Reading:
        self._save()
        return super()._reading()

"""The embedded engine: tantivy, in files under one folder, no server.

The folder holds one index, named in the file `current`, and while it is rebuilt a
second one beside it, which nobody reads before `current` names it. In an index an
item is one document that says whether it matches, and one for each of its passages
that says how well. The cursor is a document too, so that one commit holds both.
tantivy's own lock file lets in one writer at a time and is released when its process
dies, however it dies.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.engine import Changes, Engine, Index, NotBuilt, OutOfStep

from .embedded_building import Building
from .embedded_documents import VERSION, add, commit
from .embedded_failures import unwritable
from .embedded_reading import DAMAGED, EmbeddedIndex, stamp_of
from .embedded_search import Reading

# Bytes; the least that tantivy takes is 15 MB a thread.
WRITER_HEAP = 30_000_000
POINTER = "current"


class EmbeddedEngine(EmbeddedIndex, Engine):
    """The index in the folder `root` that `current` names."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._pointer_file = str(root / POINTER)
        # The file `current` as it was last read: which it was, and what it said.
        self._pointed: tuple[tuple[int, int], str] = ((0, 0), "")

    def apply(self, changes: Changes) -> None:
        with self._writer() as (writer, known):
            if known < changes.since:
                raise OutOfStep(f"read up to {known}, not {changes.since}")
            if known >= changes.cursor:
                return
            for item in changes.items:
                if item.change > known:
                    writer.delete_documents_by_term("id", str(item.id))
                    add(writer, item)
            for key, change in changes.gone.items():
                if change > known:
                    writer.delete_documents_by_term("id", str(key))
            commit(writer, changes.cursor)

    def fresh(self) -> Building:
        return Building(self.root)

    def adopt(self, fresh: Index) -> None:
        assert isinstance(fresh, Building)
        with unwritable(), _alone_in(self.root):
            fresh.finish()
            fresh.require()
            draft = self.root / f"{POINTER}.{fresh.generation}"
            _write_durably(draft, fresh.generation)
            draft.replace(self.root / POINTER)
            for folder in self.root.iterdir():
                if folder.is_dir() and folder.name != fresh.generation:
                    shutil.rmtree(folder, ignore_errors=True)

    def sweep(self, idle: float) -> int:
        try:
            current = self._pointer()
        except NotBuilt:
            current = ""
        limit = time.time() - idle
        leftovers = [
            path
            for path in _children(self.root)
            if path.name not in {POINTER, current} and _last_written(path) < limit
        ]
        for path in leftovers:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(leftovers)

    def clear(self) -> None:
        self._open = None
        (self.root / POINTER).unlink(missing_ok=True)
        shutil.rmtree(self.root, ignore_errors=True)

    def _pointer(self) -> str:
        """What `current` says. It is replaced, never written over, and read when it has been."""
        try:
            stamp = stamp_of(self._pointer_file)
            if stamp != self._pointed[0]:
                self._pointed = stamp, (self.root / POINTER).read_text()
        except FileNotFoundError:
            raise NotBuilt("There is no search index yet.") from None
        return self._pointed[1]

    def _current(self) -> str:
        generation = self._pointer()
        if not generation.startswith(f"v{VERSION}-"):
            raise NotBuilt("The search index is of another version of the program.")
        if os.path.exists(f"{self.root}/{generation}/{DAMAGED}"):  # noqa: PTH110
            raise NotBuilt("The files of the embedded index are damaged.")
        return generation

    @contextmanager
    def _writer(self) -> Iterator[tuple[tantivy.IndexWriter, int]]:
        """The one writer there may be, and the cursor, which nobody else moves meanwhile."""
        self._reading()
        with unwritable():
            index = self._fresh_index().index
            # Fails when another process is writing.
            writer = index.writer(WRITER_HEAP, 1)
            try:
                # A writer that was killed leaves files whose names the next one would use.
                writer.garbage_collect_files()
                # Whoever wrote before us may have committed since we looked.
                index.reload()
                yield writer, Reading(index.searcher()).cursor()
            finally:
                # What was not committed is dropped, and the lock with it.
                writer.wait_merging_threads()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time; the lock goes with the process that has it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write_durably(file: Path, text: str) -> None:
    with file.open("w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _children(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _last_written(path: Path) -> float:
    """When the file, or anything in the folder, was last made or written; 0 when it is gone."""
    try:
        return max(one.stat().st_mtime for one in (path, *_children(path)))
    except FileNotFoundError:
        return 0

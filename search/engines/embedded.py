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
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeVar
from uuid import UUID

import tantivy

from search.engine import (
    Changes,
    Engine,
    EngineUnavailable,
    Health,
    IndexedItem,
    Names,
    NotBuilt,
    OutOfStep,
    Results,
    ScorePart,
)
from search.plan import Counted, Plan

from .embedded_documents import SCHEMA, VERSION, cursor_document, documents_of
from .embedded_files import META, damaged, with_small_blocks
from .embedded_search import Known, Reading

Answer = TypeVar("Answer")

# Bytes; the least that tantivy takes is 15 MB a thread.
WRITER_HEAP = 30_000_000
# While an index is built: the larger, the fewer pieces it is made of.
BUILDING_HEAP = 200_000_000
# Words and pairs to remember; the syllables of Vietnamese are a few thousand.
MOST_FREQUENCIES = 100_000
POINTER = "current"
# In an index's folder, once its files are known not to be what was written.
DAMAGED = "damaged"


class _Failure(Exception):
    """tantivy or the file system could not do it; the message says why."""


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


class EmbeddedEngine(Engine):
    """The index in the folder `root` that `current` names."""

    name: ClassVar[str] = "embedded"

    def __init__(self, root: Path) -> None:
        self.root = root
        self._pointer_file = str(root / POINTER)
        # The file `current` as it was last read: which it was, and what it said.
        self._pointed: tuple[tuple[int, int], str] = ((0, 0), "")
        self._open: _Open | None = None
        self._lock = threading.Lock()

    def cursor(self) -> int:
        return self._ask(Reading.cursor)

    def apply(self, changes: Changes) -> None:
        with self._writer() as (writer, known):
            if known < changes.since:
                raise OutOfStep(f"read up to {known}, not {changes.since}")
            if known >= changes.cursor:
                return
            for item in changes.items:
                if item.change > known:
                    writer.delete_documents_by_term("id", str(item.id))
                    _add(writer, item)
            for key, change in changes.gone.items():
                if change > known:
                    writer.delete_documents_by_term("id", str(key))
            _commit(writer, changes.cursor)

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

    def fresh(self) -> Building:
        return Building(self.root)

    def adopt(self, fresh: Engine) -> None:
        assert isinstance(fresh, Building)
        with _errors("The embedded index cannot be written"), _alone_in(self.root):
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

    def health(self) -> Health:
        try:
            items, cursor = self._ask(lambda reading: (reading.item_count(), reading.cursor()))
            return Health(self.name, True, items, cursor)
        except EngineUnavailable as error:
            return Health(self.name, available=False, problem=str(error))

    def _pointer(self) -> str:
        """What `current` says. It is replaced, never written over, and read when it has been."""
        try:
            stamp = _stamp(self._pointer_file)
            if stamp != self._pointed[0]:
                self._pointed = stamp, (self.root / POINTER).read_text()
        except FileNotFoundError:
            raise NotBuilt("There is no search index yet.") from None
        return self._pointed[1]

    def _current(self) -> str:
        """The name of the index to use. Raises `NotBuilt`."""
        generation = self._pointer()
        if not generation.startswith(f"v{VERSION}-"):
            raise NotBuilt("The search index is of another version of the program.")
        if os.path.exists(f"{self.root}/{generation}/{DAMAGED}"):  # noqa: PTH110
            raise NotBuilt("The files of the embedded index are damaged.")
        return generation

    def _ask(self, question: Callable[[Reading], Answer]) -> Answer:
        """Ask the index as it was last committed, by whichever process."""
        for attempt in (1, 2):
            reading = self._reading()
            try:
                with _failures():
                    return question(reading)
            except _Failure as failure:
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
                with _failures():
                    return self._fresh_index().reading()
            except _Failure as failure:
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
            stamp = _stamp(f"{folder}/{META}")
            opened = self._open
            if opened is None or opened.generation != generation:
                opened = _Open(generation, tantivy.Index(SCHEMA, path=folder), (0, 0))
            if stamp != opened.stamp:
                opened.reload(stamp)
            self._open = opened
            return opened

    @contextmanager
    def _writer(self) -> Iterator[tuple[tantivy.IndexWriter, int]]:
        """The one writer there may be, and the cursor, which nobody else moves meanwhile."""
        self._reading()
        with _errors("The embedded index cannot be written"):
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


class Building(EmbeddedEngine):
    """An index that is made from the beginning in one go, and adopted or thrown away.

    One process fills it. It commits when it is asked for what it holds: a half of it
    would be of no use to anyone.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.generation = f"v{VERSION}-{uuid.uuid4().hex}"
        self._held: set[UUID] = set()
        self._cursor = self._committed = 0
        with _errors("The embedded index cannot be written"):
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
        with _errors("The embedded index cannot be written"):
            for item in changes.items:
                self._drop(item.id)
                self._held.add(item.id)
                _add(self._pen, item)
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
            with suppress(EngineUnavailable), _errors(""):
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
                with _errors("The embedded index cannot be written"):
                    _commit(self._pen, self._cursor)
            except EngineUnavailable:
                self.require()
                raise
            self._committed = self._cursor

    def _pointer(self) -> str:
        return self.generation

    def _current(self) -> str:
        if not (self.root / self.generation).is_dir():
            raise NotBuilt("The index that was being built is gone.")
        return self.generation

    def _reading(self) -> Reading:
        self._save()
        return super()._reading()


@contextmanager
def _failures() -> Iterator[None]:
    """What tantivy and the file system raise, as `_Failure`."""
    try:
        yield
    except (OSError, ValueError) as error:
        busy = "LockBusy" in str(error)
        raise _Failure("another process writes it." if busy else str(error)) from error
    except BaseException as error:
        # A damaged file makes tantivy panic, which arrives as no `Exception`, of a type
        # that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _Failure(f"tantivy gave up: {error}") from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time; the lock goes with the process that has it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _errors(what: str) -> Iterator[None]:
    try:
        with _failures():
            yield
    except _Failure as failure:
        raise EngineUnavailable(f"{what}: {failure}") from failure


def _add(writer: tantivy.IndexWriter, item: IndexedItem) -> None:
    for document in documents_of(item):
        writer.add_document(document)


def _commit(writer: tantivy.IndexWriter, cursor: int) -> None:
    writer.delete_documents_by_term("role", "cursor")
    writer.add_document(cursor_document(cursor))
    writer.commit()


def _stamp(file: str) -> tuple[int, int]:
    """What changes whenever a file is replaced by another."""
    status = os.stat(file)  # noqa: PTH116
    return status.st_mtime_ns, status.st_ino


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

"""What tantivy and the file system raise, in the words of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from search.engine import EngineUnavailable


class Failure(Exception):
    """tantivy or the file system could not do it; the message says why."""


@contextmanager
def failures() -> Iterator[None]:
    """What tantivy and the file system raise, as `Failure`."""
    try:
        yield
    except (OSError, ValueError) as error:
        busy = "LockBusy" in str(error)
        raise Failure("another process writes it." if busy else str(error)) from error
    except BaseException as error:
        # A damaged file makes tantivy panic, which arrives as no `Exception`, of a type
        # that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Failure(f"tantivy gave up: {error}") from error


@contextmanager
def unwritable() -> Iterator[None]:
    """The same, of what writes the index, as `EngineUnavailable`."""
    try:
        with failures():
            yield
    except Failure as failure:
        raise EngineUnavailable(f"The embedded index cannot be written: {failure}") from failure

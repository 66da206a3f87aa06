"""What was read of texts while they were stored, kept in a file until they are published.

To take a law apart takes longer than to store it, and both storing and publishing need it.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
import tempfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

from cms.library.reading import Reading


class KeptReadings:
    """Readings by their text, in a file that goes when it is closed.

    It may forget: where the disk is full, texts are read again.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="import-")
        self._database = sqlite3.connect(Path(self._folder.name) / "readings", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE readings (text BLOB PRIMARY KEY, reading BLOB)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def get(self, text: str) -> Reading | None:
        try:
            rows = self._database.execute(
                "SELECT reading FROM readings WHERE text = ?", (_key(text),)
            )
            found = rows.fetchone()
        except sqlite3.Error:
            return None
        # Only what this process has put there itself.
        return pickle.loads(zlib.decompress(found[0])) if found else None  # noqa: S301

    def put(self, text: str, reading: Reading) -> None:
        stored = zlib.compress(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL), 1)
        try:
            self._database.execute(
                "INSERT OR REPLACE INTO readings VALUES (?, ?)", (_key(text), stored)
            )
        except sqlite3.Error:
            return


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

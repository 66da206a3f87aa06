"""What was read of texts while they were stored, kept in a file until they are published.

To take a law apart takes longer than to store it, and both storing and publishing need it.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
import zlib

from cms.library.reading import Reading

from .scratch import Scratch


class KeptReadings(Scratch):
    """Readings by their text, in a file that goes when it is closed.

    It may forget: where the disk is full, texts are read again.
    """

    TABLE = "CREATE TABLE readings (text BLOB PRIMARY KEY, reading BLOB)"

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

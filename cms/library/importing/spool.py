"""Articles put in the order of their documents without holding them all in memory."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson


class Spool:
    """Rows by group, in a file that goes when it is closed.

    Groups come out in the order in which each was first put in, the rows of a group by
    `rank`, and as they were put in where ranks are equal.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="import-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(
            "CREATE TABLE rows (of INTEGER, rank INTEGER, number INTEGER, row BLOB)"
        )
        self._groups: dict[str, int] = {}

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

    def __len__(self) -> int:
        return len(self._groups)

    def put(self, group: str, rank: int, number: int, row: dict[str, Any]) -> None:
        of = self._groups.setdefault(group, len(self._groups))
        self._database.execute(
            "INSERT INTO rows VALUES (?, ?, ?, ?)", (of, rank, number, orjson.dumps(row))
        )

    def groups(self) -> Iterator[tuple[str, list[tuple[int, dict[str, Any]]]]]:
        """Each group's name and its rows with their numbers."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_group ON rows (of, rank, number)")
        for name, of in self._groups.items():
            found = self._database.execute(
                "SELECT number, row FROM rows WHERE of = ? ORDER BY rank, number", (of,)
            )
            yield name, [(number, orjson.loads(row)) for number, row in found]

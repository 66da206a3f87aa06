"""Articles put in the order of their documents without holding them all in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from .scratch import Scratch


class Spool(Scratch):
    """Rows by group, in a file that goes when it is closed.

    Groups come out in the order in which each was first put in, the rows of a group by
    `rank`, and as they were put in where ranks are equal.
    """

    TABLE = "CREATE TABLE rows (of INTEGER, rank INTEGER, number INTEGER, row BLOB)"

    def __init__(self) -> None:
        super().__init__()
        self._groups: dict[str, int] = {}

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

"""What went wrong, row by row, in a file that can be mended and imported again."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from .records import Problem

COLUMNS = ("row", "lost", "field", "reason", "content")


class Report:
    """Problems written to a CSV file as they come, and counted.

    The file is made with the first problem, so that a clean import leaves none. A cell
    that a spreadsheet would take for a formula is given as text.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self.lost = 0
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, problems: Iterable[Problem]) -> None:
        for one in problems:
            self.counts[one.field or one.reason] += 1
            self.lost += one.lost
            self._writer().writerow(
                [
                    _text(cell)
                    for cell in (one.row, _yes(one.lost), one.field, one.reason, one.content)
                ]
            )

    def _writer(self) -> csv._writer:  # type: ignore[name-defined]
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(COLUMNS)
        return csv.writer(self._file)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _text(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell

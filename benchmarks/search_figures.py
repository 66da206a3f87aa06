"""What `benchmarks.search` found: kept as lines of JSON, told as Markdown.

Of each figure the latest run that has it counts, so that parts of several runs make one report;
the load beside it says how busy the machine was.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from . import tables

WAGTAIL = "Wagtail on PostgreSQL"
# Whom to measure, by engine.
OURS_ON = {"ours-embedded": "embedded", "ours-elasticsearch": "elasticsearch"}
BARE = {"bare-embedded": "embedded", "bare-elasticsearch": "elasticsearch"}
WHO = (*BARE, *OURS_ON, WAGTAIL)
WHOLE_ANSWER, ENGINE_ALONE = "whole answer", "engine alone"
ITS_CLAUSES, TWENTY_BEST = "its clauses, bare", "twenty best"
WHOLE_AIM, OVERHEAD_AIM, BULK_AIM = 15.0, 5.0, 0.8
INDEX_COLUMNS = (
    "",
    "provisions/s",
    "own processor, s",
    "memory, MB",
    "server's memory, MB",
    "on disk, MB",
    "load",
)
ASK_COLUMNS = ("", "median, ms", "99 %, ms", "own processor, ms", "answers/s", "load")

Row = Mapping[str, Any]
Rows = Sequence[Row]


class Figures:
    """The file of figures in a run's folder."""

    def __init__(self, folder: Path, run: float = 0.0) -> None:
        self._file, self._run = folder / "figures.jsonl", run

    @classmethod
    def of_new_run(cls, folder: Path) -> Figures:
        return cls(folder, time.time())

    def note(self, *, what: str, who: str, size: int, told: Row, at_once: int = 1) -> None:
        row = {"run": self._run, "load": os.getloadavg()[0]}
        row |= {"what": what, "who": who, "size": size, "at_once": at_once, "told": told}
        with self._file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row) + "\n")

    def latest(self) -> Rows:
        """All rows but those of which a later run has the like."""
        lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
        rows = [json.loads(line) for line in lines]
        last = {_like(row): row["run"] for row in rows}
        return [row for row in rows if row["run"] == last[_like(row)]]


def _like(row: Row) -> tuple[Any, ...]:
    return row["what"], row["size"], row["at_once"], row["who"]


def report(rows: Rows) -> str:
    return "\n".join([*_indexing(rows), *_asking(rows), *_growth(rows)])


def _indexing(rows: Rows) -> Iterator[str]:
    indexed = [row for row in rows if row["what"] == "index"]
    for size in _sizes(indexed):
        own = {
            who: _middle_of([row for row in indexed if (row["who"], row["size"]) == (who, size)])
            for who in dict.fromkeys(row["who"] for row in indexed if row["size"] == size)
        }
        yield f"\n**Indexing {size:,} provisions**\n"
        yield tables.table(INDEX_COLUMNS, [(who, *_index_cells(row)) for who, row in own.items()])
        for ours, engine in OURS_ON.items():
            bare = own.get(f"bare-{engine}")
            if bare and ours in own:
                ratio = own[ours]["told"]["rate"] / bare["told"]["rate"]
                yield f"\n{engine}: ours / bare **{ratio:.2f}**; the aim is {BULK_AIM}"


def _middle_of(rounds: Rows) -> Row:
    """What one was measured to do in several rounds: of each figure the median."""
    told = {key: median(one["told"][key] for one in rounds) for key in rounds[0]["told"]}
    return {"told": told, "load": median(one["load"] for one in rounds)}


def _index_cells(row: Row) -> Iterator[str]:
    told = row["told"]
    yield f"{told['rate']:.0f}"
    for name in ("cpu_seconds", "peak_mb", "server_mb", "disk_mb"):
        yield f"{told[name]:.0f}" if name in told else "–"
    yield f"{row['load']:.1f}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one was asked in several rounds: the medians of these."""

    name: str
    median_ms: float
    p99_ms: float
    processor_ms: float
    rate: float
    load: float

    def cells(self) -> tuple[str, ...]:
        figures = (self.median_ms, self.p99_ms, self.processor_ms, self.rate, self.load)
        return self.name, *(f"{figure:.1f}" for figure in figures)


def _asking(rows: Rows) -> Iterator[str]:
    for size in _sizes(rows):
        for at_once in sorted({row["at_once"] for row in rows}):
            if asked := _asked(rows, size, at_once):
                yield f"\n**{size:,} provisions, {at_once} at once**\n"
                yield tables.table(ASK_COLUMNS, [one.cells() for one in asked])
                if at_once == 1:
                    yield from _found(rows, size)
                    yield from _verdicts({one.name: one for one in asked})


def _asked(rows: Rows, size: int, at_once: int) -> list[_Asked]:
    taken: dict[str, list[tuple[Row, float]]] = {}
    for row in rows:
        if (row["what"], row["size"], row["at_once"]) == ("ask", size, at_once):
            for part, figures in row["told"].items():
                if isinstance(figures, dict):
                    taken.setdefault(f"{row['who']}, {part}", []).append((figures, row["load"]))
    return [_middle(name, rounds) for name, rounds in taken.items()]


def _middle(name: str, rounds: Sequence[tuple[Row, float]]) -> _Asked:
    figures = (
        median(one[key] for one, _load in rounds)
        for key in ("median_ms", "p99_ms", "processor_ms", "rate")
    )
    return _Asked(name, *figures, median(load for _figures, load in rounds))


def _found(rows: Rows, size: int) -> Iterator[str]:
    shares = {
        row["who"]: row["told"]["found"]
        for row in rows
        if row["what"] == "ask" and row["size"] == size and "found" in row["told"]
    }
    if shares:
        told = ", ".join(f"{who} {share:.0%}" for who, share in shares.items())
        yield f"\nQuestions to which something was found: {told}"


def _verdicts(asked: Mapping[str, _Asked]) -> Iterator[str]:
    for ours, engine in OURS_ON.items():
        whole = asked.get(f"{ours}, {WHOLE_ANSWER}")
        if whole is None:
            continue
        yield f"\n{engine}: the whole answer **{whole.median_ms:.1f} ms**" + (
            f"; the aim is {WHOLE_AIM:.0f}" if engine == "embedded" else ""
        )
        alone = asked.get(f"{ours}, {ENGINE_ALONE}")
        for name, called in (
            (f"{ours}, {ITS_CLAUSES}", "the same clauses"),
            (f"bare-{engine}, {TWENTY_BEST}", "the twenty best of a plain index"),
        ):
            for ask, part in ((alone, ENGINE_ALONE), (whole, WHOLE_ANSWER)):
                if ask and (bare := asked.get(name)):
                    yield _over(
                        ask, bare, f"{engine}: {part}, over {called} asked of the bare engine"
                    )


def _over(ours: _Asked, bare: _Asked, called: str) -> str:
    over, own = ours.median_ms - bare.median_ms, ours.processor_ms - bare.processor_ms
    return (
        f"\n{called} **{over:.1f} ms**, of the asking process's processor {own:.1f}; "
        f"the aim is {OVERHEAD_AIM:.0f}"
    )


def _growth(rows: Rows) -> Iterator[str]:
    sizes = _sizes([row for row in rows if row["what"] == "ask"])
    if len(sizes) < 2:
        return
    small, large = sizes[0], sizes[-1]
    at = {size: {one.name: one for one in _asked(rows, size, 1)} for size in (small, large)}
    both = [name for name in at[small] if name in at[large]]
    times = large / small
    yield f"\n**Growth: medians, ms, one at a time, as there are {times:.1f} times as many**\n"
    yield tables.table(
        ("", f"{small:,}", f"{large:,}", "times"),
        [
            (name, f"{before:.1f}", f"{after:.1f}", f"{after / before:.1f}")
            for name in both
            for before, after in [(at[small][name].median_ms, at[large][name].median_ms)]
        ],
    )


def _sizes(rows: Iterable[Row]) -> list[int]:
    return sorted({row["size"] for row in rows})

"""Search against stock Wagtail's and the bare engines: `python -m benchmarks.search`.

Fills this project's log and a stock Wagtail with the same provisions on a PostgreSQL of
their own, indexes them, and asks the same questions of: our search on either engine, the
engines called directly, and Wagtail's search. Prints Markdown. See `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from scripts.elasticsearch import VERSION as ELASTICSEARCH
from scripts.elasticsearch import Elasticsearch
from scripts.servers import Unavailable

from . import machine, tables
from .cluster import Cluster, NoPostgreSQL, cluster
from .provisions import WHOLE, are_real
from .sites import OURS, STOCK, run

PACKAGES = ("wagtail", "django", "psycopg", "tantivy", "elasticsearch")
EMBEDDED, ELASTIC = "embedded", "elasticsearch"
SMALL = 6_000
AT_ONCE = (1, 16)
ASK_COLUMNS = ("", "median, ms", "99 %, ms", "own processor, ms", "answers/s")
INDEX_COLUMNS = ("", "provisions", "provisions/s", "memory, MB", "on disk, MB")
WHOLE_AIM, OVERHEAD_AIM, BULK_AIM = 15.0, 5.0, 0.8


@dataclass(frozen=True, slots=True)
class Options:
    provisions: int
    small: int
    seconds: float
    rounds: int
    stock: bool
    elasticsearch: bool


class Run:
    """One run, from empty databases to the last table."""

    def __init__(self, server: Cluster, scratch: Path, elastic: str, options: Options) -> None:
        self.server, self.scratch, self.elastic, self.options = server, scratch, elastic, options
        self.engines = (EMBEDDED, ELASTIC) if elastic else (EMBEDDED,)

    def all(self) -> None:
        for line in machine.basics(PACKAGES):
            print(f"- {line}")
        made = "the provisions of the codified law" if are_real() else "made provisions"
        print(
            f"- PostgreSQL {self.server.version}; Elasticsearch {ELASTICSEARCH}, 1 GB heap; {made}"
        )
        sites = [OURS, STOCK] if self.options.stock else [OURS]
        for site in sites:
            self.server.create(site.name)
            run([sys.executable, "-m", "django", "migrate", "-v0"], self._environment(site))
        found = {size: self._at(size) for size in (self.options.small, self.options.provisions)}
        self._growth(found)

    def _at(self, size: int) -> Mapping[str, float]:
        """Index and ask at that size; the medians of those who were asked by one."""
        self._index(size)
        alone: dict[str, float] = {}
        for at_once in AT_ONCE:
            medians = self._ask(size, at_once)
            alone = alone or medians
        self._verdicts(alone)
        return alone

    def _index(self, size: int) -> None:
        rows: dict[str, dict[str, Any]] = {}
        say(f"Ours: {size} provisions into the log")
        self._ours(EMBEDDED, "fill", size)
        for engine in self.engines:
            say(f"Ours, {engine}: index")
            rows[f"ours, {engine}"] = self._ours(engine, "index")
            say(f"Bare {engine}: index")
            rows[f"bare {engine}, the same documents"] = self._bare(
                engine, "index", size, self._place(engine, size)
            )
        if self.options.stock:
            say(f"Wagtail: {size} pages, index")
            self._stock("fill", size)
            rows["Wagtail on PostgreSQL"] = self._stock("index")
        print(f"\n**Indexing {size:,} provisions**\n")
        print(tables.table(INDEX_COLUMNS, [(who, *_index_row(row)) for who, row in rows.items()]))
        for engine in self.engines:
            ratio = (
                rows[f"ours, {engine}"]["rate"] / rows[f"bare {engine}, the same documents"]["rate"]
            )
            print(f"\n{engine}: ours / bare **{ratio:.2f}**; the aim is {BULK_AIM}", flush=True)

    def _ask(self, size: int, at_once: int) -> dict[str, float]:
        taken: dict[str, list[dict[str, float]]] = {}
        shares: dict[str, float] = {}
        for number in range(self.options.rounds):
            steps = self._steps(size, at_once)
            for who, step in steps if number % 2 == 0 else reversed(steps):
                say(f"{size:,}, {at_once} at once, round {number + 1}: {who}")
                for part, figures in step().items():
                    if isinstance(figures, dict):
                        taken.setdefault(f"{who}{part and f', {part}'}", []).append(figures)
                    elif part == "found":
                        shares[who] = figures
        print(f"\n**{size:,} provisions, {at_once} at once**\n")
        print(tables.table(ASK_COLUMNS, [(who, *_ask_row(all_)) for who, all_ in taken.items()]))
        if at_once == 1:
            told = ", ".join(f"{who} {share:.0%}" for who, share in shares.items())
            print(f"\nQuestions to which something was found: {told}", flush=True)
        return {who: median(one["median_ms"] for one in all_) for who, all_ in taken.items()}

    def _steps(self, size: int, at_once: int) -> list[tuple[str, Callable[[], dict[str, Any]]]]:
        seconds = self.options.seconds
        steps: list[tuple[str, Callable[[], dict[str, Any]]]] = []
        for engine in self.engines:
            place = self._place(engine, size)
            steps += [
                (
                    f"bare {engine}",
                    lambda e=engine, p=place: {"": self._bare(e, "ask", p, at_once, seconds)},
                ),
                (f"ours, {engine}", lambda e=engine: self._ours(e, "ask", at_once, seconds)),
            ]
        if self.options.stock:
            steps.append(("Wagtail on PostgreSQL", lambda: self._stock("ask", at_once, seconds)))
        return steps

    def _verdicts(self, alone: Mapping[str, float]) -> None:
        for engine in self.engines:
            whole, bare = alone[f"ours, {engine}, whole answer"], alone[f"bare {engine}"]
            print(
                f"\n{engine}: the whole answer **{whole:.1f} ms**, over the bare engine "
                f"**{whole - bare:.1f} ms**; the aim is {OVERHEAD_AIM:.0f}"
                + (f", and {WHOLE_AIM:.0f} for the whole" if engine == EMBEDDED else ""),
                flush=True,
            )

    def _growth(self, found: Mapping[int, Mapping[str, float]]) -> None:
        sizes = list(found)
        rows = (
            (
                who,
                *(f"{found[size][who]:.1f}" for size in sizes),
                f"{_ratio(found, sizes, who):.1f}",
            )
            for who in found[sizes[0]]
        )
        times = sizes[-1] / sizes[0]
        print(f"\n**Growth: medians, ms, one at a time, as there are {times:.1f} times as many**\n")
        print(tables.table(("", *(f"{size:,}" for size in sizes), "times"), rows), flush=True)

    def _place(self, engine: str, size: int) -> str:
        return self.elastic if engine == ELASTIC else str(self.scratch / f"bare-{size}")

    def _ours(self, engine: str, *arguments: object) -> dict[str, Any]:
        environment = self._environment(OURS) | {"SEARCH_ENGINE": engine}
        return _json(OURS.run(environment, "search", *arguments))

    def _bare(self, engine: str, what: str, *arguments: object) -> dict[str, Any]:
        return _json(OURS.run(self._environment(OURS), "bare_search", what, engine, *arguments))

    def _stock(self, *arguments: object) -> dict[str, Any]:
        return _json(STOCK.run(self._environment(STOCK), "search", *arguments))

    def _environment(self, site: Any) -> dict[str, str]:
        return {
            **site.environment(self.server, site.name, self.scratch),
            "ELASTICSEARCH_URL": self.elastic or "http://127.0.0.1:9",
            "ELASTICSEARCH_REPLICAS": "0",
            # What is measured is how long it takes, not whether we would wait for it.
            "ELASTICSEARCH_TIMEOUT": "60",
        }


def _json(printed: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return told


def _index_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        f"{row['items']:,}",
        f"{row['rate']:.0f}",
        *(f"{row[name]:.0f}" if name in row else "–" for name in ("peak_mb", "disk_mb")),
    )


def _ask_row(rounds: list[dict[str, float]]) -> tuple[str, ...]:
    names = ("median_ms", "p99_ms", "processor_ms", "rate")
    middles = (median(one[name] for one in rounds) for name in names)
    return tuple(f"{value:.1f}" for value in middles)


def _ratio(found: Mapping[int, Mapping[str, float]], sizes: list[int], who: str) -> float:
    return found[sizes[-1]][who] / found[sizes[0]][who]


@contextmanager
def elasticsearch(wanted: bool) -> Iterator[str]:
    """The address of a server for the length of the run; empty, with the reason said, without."""
    if not wanted:
        yield ""
        return
    # Not below the run's folder: the ordinary user as whom it runs must get there.
    with tempfile.TemporaryDirectory(prefix="cms-bench-es-") as folder:
        Path(folder).chmod(0o755)
        server = Elasticsearch(Path(folder) / "node", heap="1g")
        try:
            server.start()
        except Unavailable as reason:
            say(f"Without Elasticsearch: {reason}")
            yield ""
            return
        try:
            yield server.url
        finally:
            server.stop()


def say(what: str) -> None:
    """Progress, apart from the result."""
    print(what, file=sys.stderr, flush=True)


def main() -> int:
    options = _options(_parser().parse_args())
    # Ended by a timeout, it must not leave its servers running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="cms-bench-") as folder:
        # The database's own account must pass through.
        Path(folder).chmod(0o755)
        try:
            with cluster(Path(folder)) as server, elasticsearch(options.elasticsearch) as elastic:
                Run(server, Path(folder), elastic, options).all()
        except NoPostgreSQL as error:
            say(str(error))
            return 1
    return 0


def _options(given: argparse.Namespace) -> Options:
    quick = given.quick
    return Options(
        provisions=min(given.provisions, 400) if quick else given.provisions,
        small=100 if quick else min(SMALL, given.provisions // 2),
        seconds=1 if quick else given.seconds,
        rounds=1 if quick else given.rounds,
        stock=not given.skip_stock,
        elasticsearch=not given.skip_elasticsearch,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--provisions", type=int, default=WHOLE, help="in the large collection")
    parser.add_argument("--seconds", type=float, default=10, help="of each figure in each round")
    parser.add_argument("--rounds", type=int, default=2, help="in turn over all that are asked")
    parser.add_argument("--skip-stock", action="store_true", help="leave Wagtail's search out")
    parser.add_argument(
        "--skip-elasticsearch", action="store_true", help="measure the embedded engine only"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a few provisions and a second each: does it all work?"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

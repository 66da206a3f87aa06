"""The API against stock Wagtail's two, here and now: `python -m benchmarks.api`, or `make bench`.

Builds a stock Wagtail site and this one on a PostgreSQL of its own, fills both with the same
articles, serves both alike, and asks both for the same things in turn. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import machine, tables, targets
from .cluster import Cluster, NoPostgreSQL, cluster
from .load import Target, generator
from .rounds import Case, Spread, take
from .serving import Workers, serving
from .sites import BARE, OURS, STOCK, Site, run

STOCKS = ("stock v2", "stock v3")
SMALL, LARGE, FAR_PAGE = 1_000, 100_000, 1_000
LIST_AIM, ITEM_AIM = 15, 10


@dataclass(frozen=True, slots=True)
class Options:
    articles: int
    templates: int
    seconds: float
    rounds: int
    concurrencies: tuple[int, ...]
    growth: tuple[int, int] | None
    publications: int


def main() -> int:
    options = _options(_parser().parse_args())
    with tempfile.TemporaryDirectory(prefix="cms-bench-") as folder:
        # The database's own account must pass through.
        Path(folder).chmod(0o755)
        try:
            with cluster(Path(folder)) as server:
                Run(server, Path(folder), options).all()
        except NoPostgreSQL as error:
            print(error, file=sys.stderr)
            return 1
    return 0


class Run:
    """One run, from empty databases to the last table."""

    def __init__(self, server: Cluster, scratch: Path, options: Options) -> None:
        self.server, self.scratch, self.options = server, scratch, options
        self.workers = Workers()

    def all(self) -> None:
        for line in machine.description(self.server.version, generator(), self.workers):
            print(f"- {line}")
        sizes = {self.options.articles, *(self.options.growth or ())}
        for site in (STOCK, OURS):
            self._seed(site)
            for size in sorted(sizes):
                self._grow(site, size)
        self._compare()
        if self.options.growth:
            self._growth(*self.options.growth)
            self._publishing(*self.options.growth)

    def _seed(self, site: Site) -> None:
        say(f"{site.name}: {self.options.templates} articles, published one by one")
        self.server.create(f"{site.name}_seed")
        environment = site.environment(self.server, f"{site.name}_seed", self.scratch)
        run([sys.executable, "-m", "django", "migrate", "-v0"], environment)
        site.run(environment, "seed", self.options.templates)

    def _grow(self, site: Site, size: int) -> None:
        say(f"{site.name}: {size} articles")
        self.server.create(f"{site.name}_{size}", f"{site.name}_seed")
        environment = site.environment(self.server, f"{site.name}_{size}", self.scratch)
        site.run(environment, "grow", size)

    @contextmanager
    def _served(self, site: Site, size: int, **more: str) -> Iterator[int]:
        database = f"{OURS.name if site is BARE else site.name}_{size}"
        environment = {**site.environment(self.server, database, self.scratch), **more}
        log = self.scratch / f"{site.name}-{size}.log"
        with serving(site.application, environment, self.workers, log) as port:
            yield port

    def _compare(self) -> None:
        size = self.options.articles
        with ExitStack() as open_:
            stock = open_.enter_context(self._served(STOCK, size))
            once = open_.enter_context(self._served(STOCK, size, STOCK_BODY="once"))
            ours = open_.enter_context(self._served(OURS, size))
            bare = open_.enter_context(self._served(BARE, size))
            ports = {"stock v2": stock, "stock v3": stock, "ours": ours}
            lists = [Case(who, port, (Target(targets.LISTS[who]),)) for who, port in ports.items()]
            keys = targets.keys(self.server, size)
            items = [Case(who, port, targets.items(who, keys[who])) for who, port in ports.items()]
            self._measure(
                f"List of {targets.PAGE}, {size:,} articles",
                [
                    *lists,
                    Case("stock v3, its own few fields", stock, (Target(targets.V3_BARE_LIST),)),
                    Case("stock v3, relations ahead", stock, (Target(targets.V3_AHEAD_LIST),)),
                    Case("bare Django view", bare, (Target("/"),)),
                ],
                LIST_AIM,
            )
            self._measure(
                f"One item with its body, {size:,} articles",
                [
                    *items,
                    *(
                        Case(f"{who}, body as blocks only", once, targets.items(who, keys[who]))
                        for who in STOCKS
                    ),
                ],
                ITEM_AIM,
            )
            self._measure("List, not modified (304)", [_known(case) for case in lists])
            self._measure("Item, not modified (304)", [_known(case) for case in items])

    def _measure(self, title: str, cases: Sequence[Case], aim: float | None = None) -> None:
        for concurrency in self.options.concurrencies:
            say(f"{title}, {concurrency} at once")
            options = self.options
            figures = take(cases, concurrency, options.seconds, options.rounds, say)
            print(f"\n**{title}, concurrency {concurrency}**\n\n{tables.of_rounds(figures)}\n")
            print(tables.verdict(figures, "ours", STOCKS, aim), flush=True)

    def _growth(self, small: int, large: int) -> None:
        with ExitStack() as open_:
            cases = []
            for size in (small, large):
                stock = open_.enter_context(self._served(STOCK, size))
                ports = dict.fromkeys(STOCKS, stock)
                ports["ours"] = open_.enter_context(self._served(OURS, size))
                far = min(FAR_PAGE, size // targets.PAGE)
                for who, port in ports.items():
                    for number in (1, far) if size == large else (1,):
                        asked = targets.page(who, port, number)
                        cases.append(Case(f"{who}, {size:,}, page {number:,}", port, asked))
            cases.sort(key=lambda case: case.who.partition(",")[0])
            say("Growth of the list")
            figures = take(cases, 1, self.options.seconds, self.options.rounds, say)
            title = f"List of {targets.PAGE} as the collection grows, concurrency 1"
            print(f"\n**{title}**\n\n{tables.of_rounds(figures)}\n", flush=True)

    def _publishing(self, small: int, large: int) -> None:
        """Publishing an article of ours, in turn at both sizes."""
        count = self.options.publications
        found: dict[int, list[dict[str, float]]] = {small: [], large: []}
        for number in range(self.options.rounds):
            for size in (small, large) if number % 2 == 0 else (large, small):
                say(f"Publishing at {size:,}")
                environment = OURS.environment(self.server, f"ours_{size}", self.scratch)
                # Beyond every number that is taken already.
                first = 2_000_000 + 1_000 * number
                found[size] += json.loads(OURS.run(environment, "publish", first, count))
        rows = (
            (
                f"{size:,} articles",
                *(
                    Spread.of([one[name] for one in figures]).text()
                    for name in ("page_ms", "log_ms", "page_queries", "log_queries")
                ),
            )
            for size, figures in found.items()
        )
        columns = ("", "Wagtail, ms", "the log, ms", "Wagtail, queries", "the log, queries")
        print(f"\n**Publishing one article**\n\n{tables.table(columns, rows)}\n", flush=True)


def _known(case: Case) -> Case:
    return Case(case.who, case.port, targets.known(case.port, case.targets))


def say(what: str) -> None:
    """Progress, apart from the result."""
    print(what, file=sys.stderr, flush=True)


def _options(given: argparse.Namespace) -> Options:
    if given.quick:
        return Options(
            articles=min(given.articles, 100),
            templates=20,
            seconds=1,
            rounds=1,
            concurrencies=(1, 4),
            growth=None if given.skip_growth else (50, 200),
            publications=2,
        )
    return Options(
        articles=given.articles,
        templates=200,
        seconds=given.seconds,
        rounds=given.rounds,
        concurrencies=(1, 16),
        growth=None if given.skip_growth else (SMALL, LARGE),
        publications=20,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="in the main comparison")
    parser.add_argument("--seconds", type=float, default=5, help="of each figure in each round")
    parser.add_argument("--rounds", type=int, default=3, help="in turn over all sites")
    parser.add_argument("--skip-growth", action="store_true", help="leave the large sites out")
    parser.add_argument(
        "--quick", action="store_true", help="a few articles and a second each: does it all work?"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

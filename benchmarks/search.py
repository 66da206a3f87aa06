"""Search against stock Wagtail's and the bare engines: `python -m benchmarks.search`.

Fills this project's log and a stock Wagtail with the same provisions on a PostgreSQL of
their own, indexes them, and asks the same questions of: our search on either engine, the
engines called directly, and Wagtail's search. Prints Markdown. With a folder to keep, it may be
run in parts, each for itself. See `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.elasticsearch import Elasticsearch
from scripts.servers import Unavailable

from . import machine
from .cluster import Cluster, NoPostgreSQL, cluster
from .provisions import WHOLE
from .search_figures import BARE, OURS_ON, WAGTAIL, WHO, Figures, report
from .sites import OURS, STOCK, Site, run

PACKAGES = ("wagtail", "django", "psycopg", "tantivy", "elasticsearch")
EMBEDDED, ELASTIC = "embedded", "elasticsearch"
SMALL = 6_000
AT_ONCE = (1, 16)
INDEX, ASK = "index", "ask"


@dataclass(frozen=True, slots=True)
class Options:
    sizes: tuple[int, ...]
    who: tuple[str, ...]
    parts: tuple[str, ...]
    seconds: float
    rounds: int


class Run:
    """One run over what the options name. Every size has databases and indexes of its own, so that
    no part undoes another."""

    def __init__(
        self, server: Cluster, scratch: Path, elastic: Elasticsearch | None, options: Options
    ) -> None:
        self.server, self.scratch, self.elastic, self.options = server, scratch, elastic, options
        self.who = [who for who in options.who if elastic or ELASTIC not in who]
        self.figures = Figures.of_new_run(scratch)

    def all(self) -> None:
        if INDEX in self.options.parts:
            self._warm()
        for size in self.options.sizes:
            if INDEX in self.options.parts:
                for number in range(self.options.rounds):
                    for who in self.who if number % 2 == 0 else reversed(self.who):
                        # Wagtail's takes minutes, and nothing is compared with it so closely.
                        if number == 0 or who != WAGTAIL:
                            self._index(who, size, number)
            if ASK in self.options.parts:
                self._warm_to_answer(size)
                for at_once in AT_ONCE:
                    self._ask(size, at_once)

    def _warm(self) -> None:
        """So that whoever indexes first does not pay for the server's having just started."""
        if any(ELASTIC in who for who in self.who):
            size = min(SMALL, *self.options.sizes)
            say("the server indexes, to be warm")
            self._bare(size, "warm", ELASTIC, size, self._place(ELASTIC, size))

    def _warm_to_answer(self, size: int) -> None:
        """The same for whoever asks first: it takes the server most of a minute of questions."""
        for who in self.who:
            if ELASTIC in who:
                say(f"{size:,}: {who} is asked, for the server to be warm")
                self._asked(who, size, max(AT_ONCE))

    def _index(self, who: str, size: int, number: int) -> None:
        self._let_rest()
        say(f"{size:,}: {who}: index, round {number + 1}")
        if who in BARE:
            told = self._bare(size, "index", BARE[who], size, self._place(BARE[who], size))
        elif who == WAGTAIL:
            self._filled(STOCK, size)
            told = json_of(STOCK.run(self._environment(STOCK, size), "search", "index"))
        else:
            self._filled(OURS, size)
            told = self._ours(OURS_ON[who], size, "index")
        if self.elastic and ELASTIC in who:
            told["server_mb"] = machine.most_memory_mb(self.elastic.pid)
        self.figures.note(what=INDEX, who=who, size=size, told=told)

    def _let_rest(self) -> None:
        """Until the server has merged what was indexed last: it is not the next one's work."""
        while self.elastic and _merges(self.elastic.url):
            time.sleep(0.5)

    def _filled(self, site: Site, size: int) -> None:
        """The site's database with the provisions, made where it is not there yet."""
        if self.server.has(name := _database(site, size)):
            return
        self.server.create(name)
        environment = self._environment(site, size)
        run([sys.executable, "-m", "django", "migrate", "-v0"], environment)
        site.run(environment, "search", "fill", size)

    def _ask(self, size: int, at_once: int) -> None:
        for number in range(self.options.rounds):
            for who in self.who if number % 2 == 0 else reversed(self.who):
                say(f"{size:,}, {at_once} at once, round {number + 1}: {who}")
                told = self._asked(who, size, at_once)
                self.figures.note(what=ASK, who=who, size=size, at_once=at_once, told=told)

    def _asked(self, who: str, size: int, at_once: int) -> dict[str, Any]:
        seconds = self.options.seconds
        if who in BARE:
            place = self._place(BARE[who], size)
            answers = self._bare(size, "ask", BARE[who], size, place, at_once, seconds)
            return {"twenty best": answers}
        if who == WAGTAIL:
            environment = self._environment(STOCK, size)
            return json_of(STOCK.run(environment, "search", "ask", at_once, seconds))
        return self._ours(OURS_ON[who], size, "ask", at_once, seconds)

    def _place(self, engine: str, size: int) -> str:
        if engine == ELASTIC and self.elastic:
            return self.elastic.url
        return str(self.scratch / f"bare-{size}")

    def _ours(self, engine: str, size: int, *arguments: object) -> dict[str, Any]:
        environment = self._environment(OURS, size) | {"SEARCH_ENGINE": engine}
        return json_of(OURS.run(environment, "search", *arguments))

    def _bare(self, size: int, *arguments: object) -> dict[str, Any]:
        return json_of(OURS.run(self._environment(OURS, size), "bare_search", *arguments))

    def _environment(self, site: Site, size: int) -> dict[str, str]:
        return {
            **site.environment(self.server, _database(site, size), self.scratch / str(size)),
            "ELASTICSEARCH_URL": self.elastic.url if self.elastic else "http://127.0.0.1:9",
            "ELASTICSEARCH_INDEX": f"bench-{size}",
            "ELASTICSEARCH_REPLICAS": "0",
            # What is measured is how long it takes, not whether we would wait for it.
            "ELASTICSEARCH_TIMEOUT": "60",
        }


def _merges(url: str) -> int:
    with urllib.request.urlopen(f"{url}/_stats/merge", timeout=60) as answer:
        return int(json.load(answer)["_all"]["total"]["merges"]["current"])


def _database(site: Site, size: int) -> str:
    return f"{site.name}_{size}"


def json_of(printed: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return told


@contextmanager
def elasticsearch(scratch: Path, who: tuple[str, ...]) -> Iterator[Elasticsearch | None]:
    """A server for the length of the run; none, with the reason said, where it cannot be had."""
    if not any(ELASTIC in one for one in who):
        yield None
        return
    server = Elasticsearch(scratch / "elasticsearch", heap="1g")
    try:
        yield server if _has_started(server) else None
    finally:
        # Ended while it starts, it would live on.
        server.stop()


def _has_started(server: Elasticsearch) -> bool:
    try:
        server.start()
    except Unavailable as reason:
        say(f"Without Elasticsearch: {reason}")
        return False
    return True


@contextmanager
def folder_for(kept: Path | None) -> Iterator[Path]:
    """The folder of the run: that which is to be kept, or one that goes with it."""
    with ExitStack() as stack:
        if kept is None:
            kept = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cms-bench-")))
        kept.mkdir(parents=True, exist_ok=True)
        # The ordinary users as whom the servers run must pass through.
        kept.chmod(0o755)
        yield kept.resolve()


def say(what: str) -> None:
    """Progress, apart from the result."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> int:
    given = _parser().parse_args()
    options = _options(given)
    # Ended by a timeout, it must not leave its servers running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with folder_for(given.keep) as folder:
        if not given.report:
            try:
                with cluster(folder) as server, elasticsearch(folder, options.who) as elastic:
                    Run(server, folder, elastic, options).all()
            except NoPostgreSQL as error:
                say(str(error))
                return 1
        for line in machine.basics(PACKAGES):
            print(f"- {line}")
        print(report(Figures(folder).latest()))
    return 0


def _options(given: argparse.Namespace) -> Options:
    quick = given.quick
    largest = min(given.provisions, 400) if quick else given.provisions
    small = 100 if quick else min(SMALL, given.provisions // 2)
    left_out = [WAGTAIL] * given.skip_stock + [
        who for who in WHO if ELASTIC in who and given.skip_elasticsearch
    ]
    return Options(
        sizes=tuple(size for size in (small, largest) if given.size in (None, size)),
        who=tuple(who for who in given.who or WHO if who not in left_out),
        parts=tuple(given.only or (INDEX, ASK)),
        seconds=1 if quick else given.seconds,
        rounds=1 if quick else given.rounds,
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
    parts = parser.add_argument_group("in parts")
    parts.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="where databases, indexes and figures are, and stay for the next part",
    )
    parts.add_argument("--only", nargs="+", choices=(INDEX, ASK))
    parts.add_argument("--who", nargs="+", choices=WHO, help="only of these")
    parts.add_argument("--size", type=int, help=f"only that collection: {SMALL} or {WHOLE}")
    parts.add_argument(
        "--report", action="store_true", help="run nothing; print what the kept folder has"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Beacons a second beside the bare view of `benchmarks.polls`; and whether all were counted.

`python -m benchmarks.visits [--seconds 5] [--rounds 3]`. Both sites stand behind the same
gunicorn of two workers on the same PostgreSQL; rounds alternate. The load comes from threads
on the same cores.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from . import targets
from .cluster import Cluster, cluster
from .load import ONCE, Load, Target, load
from .machine import basics
from .polls import AIM, AT_ONCE, CREATE, INSERT, PACKAGES
from .serving import Workers, serving
from .sites import OURS, run

BEACON = Target(
    "/api/v1/visits/beacon/",
    body=json.dumps({"id": ONCE, "page": "/", "referrer": "https://tim.example/"}),
)
ROW = Target("/", body=json.dumps({"options": [1]}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-visits-") as folder:
        scratch = Path(folder)
        with cluster(scratch) as server:
            _measure(server, scratch, options)


def _measure(server: Cluster, scratch: Path, options: argparse.Namespace) -> None:
    server.create("ours")
    server.sql(CREATE, "ours")
    ours = OURS.environment(server, "ours", scratch)
    run([sys.executable, "manage.py", "migrate", "--verbosity=0"], ours)
    print("\n".join([*basics(PACKAGES), f"PostgreSQL {server.version}; {Workers()}", ""]))
    bare = INSERT.environment(server, "ours", scratch)
    with (
        serving(INSERT.application, bare, Workers(), scratch / "bare.log") as one,
        serving(OURS.application, ours, Workers(), scratch / "ours.log") as other,
    ):
        cases = {"bare insert": (one, ROW), "beacon": (other, BEACON)}
        for port, target in cases.values():
            load(port, (target,), 4, 1)
        before = targets.get(other, "/api/v1/visits/")["total"]
        sent = 0
        for at_once in AT_ONCE:
            sent += sum(_round(cases, at_once, options.rounds, options.seconds)["beacon"])
        counted = targets.get(other, "/api/v1/visits/")["total"] - before
        print(f"{sent:,} beacons answered, {counted:,} counted")


def _round(
    cases: Mapping[str, tuple[int, Target]], at_once: int, rounds: int, seconds: float
) -> dict[str, list[int]]:
    """Prints what was measured; of each case, how many requests were answered in each round."""
    runs: dict[str, list[Load]] = {who: [] for who in cases}
    for _ in range(rounds):
        for who, (port, target) in cases.items():
            runs[who].append(load(port, (target,), at_once, seconds))
    rates = {who: median(one.rate for one in loads) for who, loads in runs.items()}
    for who, loads in runs.items():
        print(
            f"{at_once:>3} at once  {who:<12} {rates[who]:>7.0f}/s"
            f"  median {median(one.median_ms for one in loads):>7.2f} ms"
            f"  p99 {median(one.p99_ms for one in loads):>7.2f} ms"
            f"  failures {sum(one.failures for one in loads)}"
        )
    print(f"{at_once:>3} at once  ratio {rates['beacon'] / rates['bare insert']:.2f} (aim {AIM})")
    return {who: [one.requests - one.failures for one in loads] for who, loads in runs.items()}


if __name__ == "__main__":
    main()

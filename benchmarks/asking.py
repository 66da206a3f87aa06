"""Asking one thing many times inside a process, by one or by several at once."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds for the median and the slowest 1 %, and answers a second.

    `processor_ms`: of the median answer, what this process itself worked, in all its threads where
    one is asked at a time; a busy machine makes it wait longer, and work hardly longer.
    """

    median_ms: float
    p99_ms: float
    processor_ms: float
    rate: float
    asked: int


Taken = list[tuple[float, float]]


def measure(ask: Ask, queries: Sequence[str], at_once: int, seconds: float) -> dict[str, float]:
    """Ask for so long, each thread the queries in turn from a place of its own; as JSON.

    Each was asked once before, as far as there was as much time again: a server that has just
    started has yet to read its database, and to learn the syllables that are typed.
    """
    warm = time.perf_counter() + seconds
    for query in queries:
        if time.perf_counter() < warm:
            ask(query)
    found: list[Taken] = [[] for _ in range(at_once)]
    clock = time.process_time if at_once == 1 else time.thread_time
    begun = time.perf_counter()
    threads = [
        threading.Thread(
            target=_ask_until, args=(ask, queries, place, begun + seconds, taken, clock)
        )
        for place, taken in enumerate(found)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - begun
    times = sorted(one for own in found for one, _worked in own)
    worked = median(one for own in found for _time, one in own)
    cuts = quantiles(times, n=100) if len(times) > 1 else [times[0]] * 99
    rate = len(times) / passed
    return asdict(Times(cuts[49] * 1000, cuts[98] * 1000, worked * 1000, rate, len(times)))


def _ask_until(
    ask: Ask,
    queries: Sequence[str],
    place: int,
    end: float,
    taken: Taken,
    clock: Callable[[], float],
) -> None:
    number = place * 7
    while time.perf_counter() < end or not taken:
        begun, worked = time.perf_counter(), clock()
        ask(queries[number % len(queries)])
        taken.append((time.perf_counter() - begun, clock() - worked))
        number += 1


def peak_mb() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20

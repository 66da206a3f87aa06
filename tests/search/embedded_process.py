"""Processes that write or read an embedded index without a database, to be killed or counted.

`write FOLDER` forks, for each line that it is sent, a writer that replaces all items again
and again. `read FOLDER SECONDS` reads for so long, and prints how often, and what it saw
that no commit ever held.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import django

ITEMS = 20


def changes_of_round(number: int):
    """Every item again, with the numbers of that round, from 0."""
    from search.engine import Changes
    from search.evaluation import item_of

    first = number * ITEMS
    text = f"hòa giải vòng {number} " * 20
    rows = ({"id": key, "title": f"Điều {key}", "text": text} for key in range(ITEMS))
    items = tuple(item_of(row, first + place) for place, row in enumerate(rows, start=1))
    return Changes(first, first + ITEMS, items)


def is_one_round(held: dict) -> bool:
    """Whether these are the items of one round, all of them and nothing else."""
    changes = sorted(held.values())
    return (
        len(changes) == ITEMS
        and changes == list(range(changes[0], changes[0] + ITEMS))
        and (changes[-1] % ITEMS == 0)
    )


def write(folder: Path) -> None:
    from search.engines.embedded import EmbeddedEngine

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What each child would otherwise load again.
    changes_of_round(0)
    EmbeddedEngine(folder)
    print("ready", flush=True)
    for _line in sys.stdin:
        child = os.fork()
        if not child:
            _write_for_ever(folder)
        print(child, flush=True)


def _write_for_ever(folder: Path) -> None:
    from search.engine import EngineUnavailable
    from search.engines.embedded import EmbeddedEngine

    engine = EmbeddedEngine(folder)
    while True:
        try:
            engine.apply(changes_of_round(engine.cursor() // ITEMS))
        except EngineUnavailable:
            # The lock of the one that was killed a moment ago.
            time.sleep(0.002)


def read(folder: Path, seconds: float) -> None:
    from search.engines.embedded import EmbeddedEngine

    engine = EmbeddedEngine(folder)
    print("ready", flush=True)
    reads, wrong, end = 0, [], time.monotonic() + seconds
    while time.monotonic() < end:
        reads += 1
        held = engine.contents()
        if not is_one_round(held):
            wrong.append(sorted(held.values()))
    print(reads, wrong[:3], flush=True)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]))
    else:
        read(Path(sys.argv[2]), float(sys.argv[3]))

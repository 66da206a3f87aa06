"""Polls to be voted on, and tallies to be timed. `make`, or `tally VOTES`; prints JSON."""

from __future__ import annotations

import json
import sys
import time
from statistics import median, quantiles
from typing import Any

import django

ROUNDS = 300
LABELS = ("Nhà văn hóa", "Trụ sở", "Trực tuyến", "Tại nhà tổ trưởng")


def make(question: str = "Tập huấn ở đâu?") -> dict[str, Any]:
    """A public poll: its id in the API, its own key, and those of its options."""
    from cms.polls.models import Poll, PollOption
    from cms.publishing.models import Entry
    from cms.publishing.relay import relay

    poll = Poll(question=question, live=False, results="after")
    poll.options = [PollOption(label=label, sort_order=n) for n, label in enumerate(LABELS)]
    poll.save()
    poll.save_revision().publish()
    relay()
    entry = Entry.objects.get(source=f"polls.poll:{poll.pk}")
    options = [option.pk for option in poll.options.order_by("pk")]
    return {"id": str(entry.pk), "poll": poll.pk, "options": options}


def tally(votes: int) -> dict[str, Any]:
    """What it costs, in milliseconds, to read the result of a poll with so many votes."""
    from django.db import connection

    from cms.polls.checking import check_poll
    from cms.polls.tallying import result_of

    poll = make(f"Với {votes} phiếu?")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO polls_vote (poll_id, voter, options, network, unit, suspect,"
            " created_at, changed_at) SELECT %s, 'v' || n, ',' || (%s + n %% 4) || ',', '', '',"
            " false, now(), now() FROM generate_series(1, %s) AS n",
            [poll["poll"], poll["options"][0], votes],
        )
    check_poll(poll["poll"], repair=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE polls_vote; ANALYZE polls_tally")
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        result = result_of(poll["poll"])
        times.append((time.perf_counter() - begun) * 1000)
    if result.voters != votes:
        raise RuntimeError(f"{result.voters} counted of {votes}")
    return {"median_ms": median(times), "p99_ms": quantiles(times, n=100)[98]}


def check() -> dict[str, Any]:
    """How many votes there are, and how many tallies are wrong."""
    from cms.polls.checking import check_poll
    from cms.polls.models import Poll, Vote

    keys = Poll.objects.values_list("pk", flat=True)
    return {
        "votes": Vote.objects.count(),
        "wrong": sum(len(check_poll(key)) for key in keys),
    }


if __name__ == "__main__":
    django.setup()
    work, *given = sys.argv[1:]
    print(json.dumps({"make": make, "tally": tally, "check": check}[work](*map(int, given))))

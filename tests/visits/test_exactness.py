"""Not one visit is lost or counted twice, however many are counted at once and whoever dies.

`VISITS_CLIENTS=50 VISITS_EACH=1000` is the size that is promised; the test run does less.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as current
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from cms.visits import folding
from cms.visits.figures import counted as figures_at
from cms.visits.models import Dimension, Hit, Span, Tally, Visitor

from .conftest import Reader, counted

CLIENTS = int(os.environ.get("VISITS_CLIENTS", "10"))
EACH = int(os.environ.get("VISITS_EACH", "40"))
KILLS = 15

for_all_processes = pytest.mark.django_db(transaction=True)


class Processes:
    """Processes of the house beside the test's own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def start(self, work: str) -> int:
        """The id of a new process that does this work."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{work}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture
def processes() -> Iterator[Processes]:
    database = {name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD")}
    given = {"database": database, "memory": current.DAY_SECRETS["MEMORY"]}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.visits.processes"],
        env={**os.environ, "VISITING": json.dumps(given, default=str)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield Processes(process)
    process.kill()
    process.communicate()


def wait_for(pids: list[int]) -> None:
    for pid in pids:
        while is_alive(pid):
            time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_for([pid])


@pytest.mark.slow
@for_all_processes
def test_many_clients_at_several_workers_count_exactly(processes: Processes) -> None:
    folders = [processes.start("fold") for _ in range(2)]
    clients = [processes.start(f"post {EACH}") for _ in range(CLIENTS)]
    wait_for(clients)
    for folder in folders:
        kill(folder)
    assert figures_at(timezone.now()).total == CLIENTS * EACH
    assert counted("all") == {"": CLIENTS * EACH}
    assert counted("site") == {"": CLIENTS * EACH}
    assert Visitor.objects.count() == min(CLIENTS, 250)


@pytest.mark.slow
@for_all_processes
def test_beacons_sent_again_at_the_same_time_count_once(processes: Processes) -> None:
    folder = processes.start("fold")
    wait_for([processes.start(f"repeat {EACH}") for _ in range(CLIENTS)])
    kill(folder)
    assert figures_at(timezone.now()).total == EACH
    assert counted("all") == {"": EACH}


@pytest.mark.slow
@for_all_processes
def test_a_folder_killed_at_random_moments_loses_and_doubles_nothing(processes: Processes) -> None:
    chance = random.Random(5)
    long_history()
    before = sums()
    client = processes.start("post 300")
    for _ in range(KILLS):
        folder = processes.start("fold")
        time.sleep(chance.random() / 5)
        kill(folder)
    wait_for([client])
    while folding.fold() or folding.fold_months():
        pass
    assert not Hit.objects.exists()
    assert Tally.objects.filter(span=Span.DAY, start__lt=timezone.localdate()).count() == 0
    added = {
        key: hits - before.get(key, (0, 0))[0]
        for key, (hits, _) in sums().items()
        if hits != before.get(key, (0, 0))[0]
    }
    assert added == dict.fromkeys([("all", ""), ("site", ""), ("page", "/"), ("section", "/")], 300)
    assert {key: visitors for key, (_, visitors) in sums().items() if key in before} == {
        key: visitors for key, (_, visitors) in before.items()
    }


@for_all_processes
def test_figures_do_not_waver_while_hits_are_folded(processes: Processes) -> None:
    Hit.objects.bulk_create(
        Hit(at=timezone.now(), what="p", target="/", site="", referrer="", visitor=n)
        for n in range(400)
    )
    folder = processes.start("fold")
    seen = set()
    while Hit.objects.exists():
        found = figures_at(timezone.now())
        seen.add((found.today, found.total, found.online))
    kill(folder)
    assert seen == {(400, 400, 400)}


LONG_AGO = date(2024, 2, 1)


def long_history() -> None:
    """Three months of days of which the counts need no longer be kept apart, and this week."""
    rows = [
        Tally(dimension=d, span=Span.DAY, start=day, key=key, hits=n % 7 + 1, visitors=n % 3)
        for n in range(90)
        for day in [LONG_AGO + timedelta(days=n)]
        for d, key in [("all", ""), ("page", "/"), ("page", f"/p{n % 4}/")]
    ]
    rows.append(Tally(dimension="all", span=Span.DAY, start=timezone.localdate(), key="", hits=5))
    Tally.objects.bulk_create(rows)


def sums() -> dict[Any, Any]:
    rows = Tally.objects.values_list("dimension", "key").order_by()
    return {
        (dimension, key): (hits, visitors)
        for dimension, key, hits, visitors in rows.annotate(Sum("hits"), Sum("visitors"))
    }


@pytest.mark.django_db
def test_old_days_are_folded_into_months_and_every_sum_stays() -> None:
    long_history()
    before = sums()
    while folding.fold_months():
        pass
    assert sums() == before
    months = Tally.objects.filter(dimension=Dimension.ALL, span=Span.MONTH)
    assert list(months.order_by("start").values_list("start", flat=True)) == [
        date(2024, 2, 1),
        date(2024, 3, 1),
        date(2024, 4, 1),
    ]
    assert Tally.objects.filter(span=Span.DAY).count() == 1


@pytest.mark.django_db
def test_the_ids_of_beacons_go_when_the_day_after_is_over(clock: Any) -> None:
    clock("2026-03-18 23:59:59")
    Reader().beacon("/", id=str(uuid.uuid4()))
    clock("2026-03-19 23:59:59")
    assert folding.forget_beacons() == 0
    clock("2026-03-20 00:00:00")
    assert (folding.forget_beacons(), folding.forget_beacons()) == (1, 0)
    assert Hit.objects.count() == 1


@pytest.mark.django_db
def test_of_a_day_that_is_over_only_the_number_of_its_visitors_is_kept() -> None:
    yesterday = timezone.now() - timedelta(days=1)
    for visitor in (1, 2, 2, 3, None):
        Hit.objects.create(at=yesterday, what="p", target="", site="", referrer="", visitor=visitor)
    folding.close_days()
    assert Hit.objects.count() == 5, "what still waits is not closed"
    folding.fold()
    folding.close_days()
    folding.close_days()
    assert not Visitor.objects.exists()
    day = Tally.objects.get(dimension=Dimension.ALL)
    assert (day.hits, day.visitors) == (5, 3)

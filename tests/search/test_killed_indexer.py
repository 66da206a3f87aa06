"""An indexer killed at any moment loses nothing and does nothing twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings as current
from django.db import connection, transaction

from cms.publishing.models import Entry
from search.check import drifts
from search.engine import EngineUnavailable
from search.indexer import catch_up, rebuild
from search.service import answer
from tests import patience
from tests.search.conftest import ask, publish, withdraw

KILLS = 10
REBUILDS = 12
ITEMS = 40

pytestmark = pytest.mark.django_db(transaction=True)


class Editors:
    """Publish, correct and withdraw at random, the same way in every run."""

    def __init__(self) -> None:
        self.random = random.Random(8)
        self.count = 0

    def act(self) -> None:
        self.count += 1
        # Mostly what nobody touches again: what is lost of that stays lost.
        number = self.count if self.random.random() < 0.8 else self.random.randrange(self.count)
        entry = Entry.objects.filter(source=f"test:{number}", withdrawn_at=None).first()
        if entry is not None and self.random.random() < 0.5:
            withdraw(entry)
        else:
            passages = ["hòa giải ở cơ sở"] * self.random.randrange(1, 6)
            publish(f"Tin {self.count}", *passages, source=f"test:{number}")


@pytest.fixture
def indexers(engine) -> Iterator[subprocess.Popen[str]]:
    database = {name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD")}
    given = {"database": database, "search": current.SEARCH}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.search.indexing_process"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.search.indexing_settings",
            "INDEXING": json.dumps(given, default=str),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    # With what it has forked: a test that failed has not killed its indexer, which holds the pipe.
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def start(indexers: subprocess.Popen[str], work: str = "") -> int:
    """The process id of a new indexer."""
    assert indexers.stdin is not None
    assert indexers.stdout is not None
    indexers.stdin.write(f"{work}\n")
    indexers.stdin.flush()
    return int(indexers.stdout.readline())


@pytest.mark.slow
def test_an_indexer_killed_at_random_moments_leaves_an_index_equal_to_the_log(engine, indexers):
    editors = Editors()
    # From an index that is there: one killed while it builds is begun again from nothing.
    catch_up(engine)
    for _ in range(KILLS):
        with transaction.atomic():
            for _ in range(20):
                editors.act()
        kill_at_work(start(indexers), engine, editors.random.random() / 4)

    assert engine.cursor() > 0, "no indexer lived long enough to be killed in its work"
    catch_up_when_the_killed_one_is_gone(engine)

    assert list(drifts(engine)) == []
    public = Entry.objects.filter(withdrawn_at=None).count()
    assert engine.health().items == len(engine.contents()) == public


@pytest.mark.slow
def test_a_rebuild_killed_at_random_moments_leaves_the_old_index_serving(engine, indexers):
    chance = random.Random(13)
    with transaction.atomic():
        for number in range(ITEMS):
            publish(f"Tin {number}", "hòa giải ở cơ sở")
    rebuild(engine)
    for _ in range(REBUILDS):
        rebuilding = start(indexers, "rebuild")
        end = time.monotonic() + chance.random()
        while time.monotonic() < end:
            assert engine.health().items == ITEMS
        os.kill(rebuilding, signal.SIGKILL)
        assert answer(ask("hòa giải")).total == ITEMS
        assert list(drifts(engine)) == []

    # A server may still be at the last request of the one that was killed.
    time.sleep(1)
    patience.until(lambda: engine.sweep(0) == 0)
    assert engine.health().items == ITEMS
    rebuild(engine)
    assert list(drifts(engine)) == []


def kill_at_work(indexer: int, engine, seconds: float) -> None:
    """Let it begin, and kill it so many seconds later."""
    before = engine.cursor()
    end = time.monotonic() + patience.SECONDS
    while engine.cursor() == before and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(seconds)
    os.kill(indexer, signal.SIGKILL)


def catch_up_when_the_killed_one_is_gone(engine) -> None:
    patience.until(lambda: _is_caught_up(engine))


def _is_caught_up(engine) -> bool:
    try:
        catch_up(engine)
    except EngineUnavailable:
        return False
    return True

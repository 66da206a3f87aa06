"""Many at once, and killed in the middle: one row a voter, and tallies that add up.

`POLL_VOTERS=10000` is the size that is promised; the test run does less.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from cms.polls import checking, voting
from cms.polls.checking import check_poll
from cms.polls.models import Vote
from cms.polls.rows import recount
from cms.polls.tallying import result_of
from cms.polls.voting import Given, ballot_of
from tests import patience
from tests.house import make_house
from tests.polls.booth import Booth

REQUESTS, THREADS, KILLS = 1000, 16, 12
VOTERS = int(os.environ.get("POLL_VOTERS", "600"))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def poll():
    make_house()
    return Booth().poll(labels=("A", "B", "C", "D"), choice="several")


def at_once(work: Callable[[int], object], times: int = REQUESTS) -> None:
    """`work(0)`, `work(1)`, … from threads, each with a connection of its own."""

    def share(first: int) -> None:
        try:
            for number in range(first, times, THREADS):
                work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(share, range(THREADS)))


def test_a_thousand_requests_of_one_voter_make_one_row(poll):
    ballot = ballot_of(poll)
    options = sorted(ballot.options)

    def vote(number: int) -> None:
        chosen = frozenset(random.Random(number).sample(options, 1 + number % 3))
        voting.cast(ballot, Given("một người", chosen, known=True), timezone.now())

    at_once(vote)
    assert Vote.objects.count() == 1
    assert result_of(poll.pk).voters == 1
    assert check_poll(poll.pk) == []


def test_a_thousand_requests_with_one_key_make_one_row(poll):
    ballot = ballot_of(poll)
    chosen = frozenset([min(ballot.options)])
    given = Given("một người", chosen, known=False, key="một khóa")
    new: list[bool] = []
    at_once(lambda number: new.append(voting.cast(ballot, given, timezone.now()).new), 300)
    assert Vote.objects.count() == new.count(True) == 1
    assert check_poll(poll.pk) == []


def test_as_many_voters_at_once_as_there_are_make_as_many_rows(poll):
    ballot = ballot_of(poll)
    options = sorted(ballot.options)

    def vote(number: int) -> None:
        chosen = frozenset(random.Random(number).sample(options, 1 + number % 3))
        voting.cast(ballot, Given(f"người {number}", chosen, known=False), timezone.now())

    at_once(vote, VOTERS)
    assert Vote.objects.count() == VOTERS
    assert result_of(poll.pk).voters == VOTERS
    assert check_poll(poll.pk) == []


def test_a_recount_while_voters_change_their_minds_finds_and_spoils_nothing(poll, monkeypatch):
    ballot = ballot_of(poll)

    def slowly(poll: int) -> Counter[tuple[int, int]]:
        found = recount(poll)
        # Time for a vote to come between the rows and the tallies, if it could.
        time.sleep(0.05)
        return found

    monkeypatch.setattr(checking, "recount", slowly)
    options = sorted(ballot.options)

    def vote(number: int) -> None:
        if number % 25 == 0:
            assert check_poll(poll.pk, repair=True) == []
            return
        chosen = frozenset(random.Random(number).sample(options, 1 + number % 3))
        voting.cast(ballot, Given(f"người {number % 9}", chosen, known=True), timezone.now())

    at_once(vote, 300)
    assert check_poll(poll.pk) == []


@pytest.fixture
def voters() -> Iterator[subprocess.Popen[str]]:
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    database = {name: connection.settings_dict[name] for name in names}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.polls.voting_process"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.polls.voting_settings",
            "VOTING_DATABASE": json.dumps(database, default=str),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


def test_voters_killed_in_the_middle_leave_tallies_that_add_up(poll, voters):
    assert voters.stdin is not None
    assert voters.stdout is not None
    moments = random.Random(5)
    for _ in range(KILLS):
        voters.stdin.write(f"{poll.pk}\n")
        voters.stdin.flush()
        child = int(voters.stdout.readline())
        # Else on a slow machine none lives long enough to vote.
        patience.until(Vote.objects.exists)
        time.sleep(moments.uniform(0.05, 0.25))
        os.kill(child, signal.SIGKILL)
    time.sleep(0.2)
    assert Vote.objects.exists()
    assert check_poll(poll.pk) == []
    assert result_of(poll.pk).voters == Vote.objects.count()

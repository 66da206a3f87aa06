"""A process remembers ballots, and takes no vote on one that has changed meanwhile.

On SQLite every ballot is read anew, and the same is promised.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from cms.polls.models import Vote
from cms.polls.tallying import result_of
from cms.publishing.relay import relay
from tests.house import make_house
from tests.polls.booth import Booth

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def poll():
    make_house()
    cache.clear()
    return Booth().poll(labels=("A", "B"))


@pytest.fixture
def vote(client, poll):
    """Votes for an option of the poll as it was when it was made."""
    entry = Booth().entry(poll)
    ids = {one["label"]: one["id"] for one in json.loads(entry.payload)["options"]}

    def send(label, **headers):
        return client.post(
            f"/api/v1/polls/{entry.pk}/votes/",
            {"options": [ids[label]]},
            content_type="application/json",
            headers=headers,
        )

    assert send("A").status_code == 201
    return send


def publish(poll):
    poll.save_revision().publish()
    relay()


def test_votes_that_follow_each_other_are_all_counted(vote, poll):
    assert [vote(label).json()["results"]["voters"] for label in "ABBA"] == [2, 3, 4, 5]
    assert [one.votes for one in result_of(poll.pk).options] == [3, 2]


def test_a_poll_that_is_closed_early_takes_no_vote_of_a_process_that_knew_it_open(vote, poll):
    poll.closes_at = timezone.now()
    publish(poll)
    assert vote("A").status_code == 409
    assert Vote.objects.count() == 1


def test_a_poll_that_is_withdrawn_takes_no_vote_of_a_process_that_knew_it(vote, poll):
    poll.unpublish()
    relay()
    assert vote("A").status_code == 404
    assert Vote.objects.count() == 1


def test_an_option_that_was_taken_away_is_refused_by_a_process_that_knew_it(vote, poll):
    poll.options = [one for one in poll.options.all() if one.label != "B"]
    publish(poll)
    assert vote("B").status_code == 422
    assert vote("A").status_code == 201


def test_a_remembered_ballot_expires_by_the_clock(vote, poll, monkeypatch):
    poll.expire_at = timezone.now() + timedelta(hours=1)
    publish(poll)
    assert vote("A").status_code == 201
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert vote("A").status_code == 404


def test_a_key_that_another_voter_has_used_gives_no_second_vote(vote):
    key = {"Idempotency-Key": "6f1c0b9e-2d43-4a7f-9a53-0c1a2b3c4d5e"}
    first, second = vote("A", **key), vote("B", **key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["options"] == first.json()["options"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="It is PostgreSQL's alone.")
def test_a_newcomers_vote_on_a_remembered_ballot_is_one_statement(vote, django_assert_num_queries):
    vote("A")
    with django_assert_num_queries(1):
        assert vote("A").status_code == 201


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="It is PostgreSQL's alone.")
def test_a_connection_that_the_server_ended_costs_no_vote_on_a_remembered_ballot(vote):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
    finally:
        other.close()
    assert vote("A").status_code == 201
    assert Vote.objects.count() == 2

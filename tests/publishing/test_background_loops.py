"""A step that comes often keeps its connection, and gets another when it was lost."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from cms.publishing import worker

pytestmark = pytest.mark.django_db(transaction=True)

CALLS = 4
seen: list[int] = []
stop = threading.Event()


def look():
    """Ask the database, as every step does; keep by which connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    # Held, so that no later one gets the same identity.
    held.append(connection.connection)
    seen.append(id(connection.connection))
    if len(seen) >= CALLS:
        stop.set()
    return 0


held: list[object] = []


def lose_it_once():
    did = look()
    if len(seen) == 1 and connection.vendor == "postgresql":
        connection.connection.close()
    return did


@pytest.fixture(autouse=True)
def anew():
    seen.clear()
    held.clear()
    stop.clear()


def loop(step, seconds):
    worker.run({f"{__name__}.{step.__name__}": seconds}, stop)


def test_a_frequent_step_keeps_its_connection():
    loop(look, 0.01)
    assert len(set(seen)) == 1


def test_a_rare_step_gives_its_connection_back(monkeypatch):
    monkeypatch.setattr(worker, "KEPT_BELOW", 0.0)
    loop(look, 0.01)
    assert len(set(seen)) == CALLS


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's is a file: none is lost")
def test_a_step_whose_connection_broke_goes_on_with_another():
    loop(lose_it_once, 0.01)
    assert len(set(seen)) == 2
    assert len(seen) == CALLS

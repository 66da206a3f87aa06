"""Forks what a test runs beside itself, for each line that it is sent.

`post N`: a worker of the server that answers N beacons and ends; `repeat N`: the same, and the
ids of its beacons are those of every other such worker; `fold`: a worker that folds for ever.
Loading Django takes seconds and a fork takes none, so that a test can kill many.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.visits.process_settings"
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    from django.test import Client

    from cms.visits import folding

    # What a child would otherwise load again each time, and its first use of the database.
    Client().options("/api/v1/visits/beacon/")
    # Many small batches, so that few moments are not in the middle of one.
    folding.BATCH = 3
    print("ready", flush=True)
    for number, line in enumerate(sys.stdin):
        child = os.fork()
        if not child:
            word, *more = line.split()
            if word == "fold":
                fold_for_ever()
            post(number, int(more[0]), repeated=word == "repeat")
            os._exit(0)
        print(child, flush=True)


def post(number: int, beacons: int, *, repeated: bool) -> None:
    from django.test import Client

    client = Client()
    for beacon in range(beacons):
        body = json.dumps({"page": "/", "id": f"{beacon:032x}"} if repeated else {"page": "/"})
        address = f"203.0.113.{number % 250}"
        answer = client.post(
            "/api/v1/visits/beacon/", body, content_type="text/plain", REMOTE_ADDR=address
        )
        assert answer.status_code == 204, answer.content


def fold_for_ever() -> None:
    from cms.visits import folding

    for _ in itertools.count():
        folding.fold()
        folding.fold_months()


if __name__ == "__main__":
    main()

"""Webhooks to twenty receivers, here and now: `python -m benchmarks.syndication`.

On a PostgreSQL of its own, with real workers and real receivers on this machine: events a
second with one worker and with four, time from commit to receipt, and the same with five dead
receivers beside (they take connections and never answer). Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

RECEIVERS, DEAD = 20, 5
WORKER = """
import django, time
django.setup()
from django.db import connections
connections.settings["default"]["CONN_MAX_AGE"] = 60  # as in settings.production
from cms.syndication.webhooks.sending import send_due
print("ready", flush=True)
while True:
    if not send_due():
        time.sleep(0.02)
"""


class Receivers(ThreadingHTTPServer):
    # Twenty receivers behind one door: with socketserver's five, connections would be refused.
    request_queue_size = 500


@dataclass
class Arrivals:
    """When each event arrived, by subscriber and item."""

    at: dict[tuple[str, str], float] = field(default_factory=dict)

    def serve(self) -> ThreadingHTTPServer:
        arrivals = self.at

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["data"]
                arrivals.setdefault((self.path, data["id"]), time.monotonic())
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        server = Receivers(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=60)
    parser.add_argument("--single", type=int, default=40, help="publications, one at a time")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--dead", type=int, nargs="+", default=[0, DEAD], help="receivers")
    asked = parser.parse_args()
    from scripts.postgresql import PostgreSQL

    server = PostgreSQL()
    server.start()
    try:
        os.environ |= {
            "TEST_DATABASE_URL": server.url,
            "DJANGO_SETTINGS_MODULE": "settings.test",
            "WEBHOOK_ALLOWED_HOSTS": "127.0.0.1",
        }
        cases = [(workers, dead) for dead in asked.dead for workers in asked.workers]
        _measure(cases, asked.events, asked.single)
    finally:
        server.stop()
    return 0


def _measure(cases: list[tuple[int, int]], events: int, single: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    head = "workers | dead receivers | events a second | to receipt, median | 99th percentile"
    print(f"| {head} | tried twice |")
    print("| --- | --- | --- | --- | --- | --- |")
    for workers, dead in cases:
        rate, times = _case(workers, dead, events, single)
        middle, late = statistics.median(times), statistics.quantiles(times, n=100)[98]
        shown = f"{rate:.0f}", f"{middle * 1000:.0f} ms", f"{late * 1000:.0f} ms"
        row = (workers, dead, *shown, _tried_again())
        print("|", " | ".join(map(str, row)), "|", flush=True)


def _case(workers: int, dead: int, events: int, single: int) -> tuple[float, list[float]]:
    from cms.syndication.models import Subscriber

    Subscriber.objects.all().delete()
    arrivals = Arrivals()
    server = arrivals.serve()
    with _silent(dead) as silent:
        for number in range(RECEIVERS):
            _subscribe(f"Sống {number}", f"http://127.0.0.1:{server.server_port}/{number}")
        for number in range(dead):
            _subscribe(f"Chết {number}", f"http://127.0.0.1:{silent}/{number}")
        with _workers(workers):
            times = list(_one_at_a_time(arrivals, single))
            rate = _all_at_once(arrivals, events)
    server.shutdown()
    return rate, times


def _tried_again() -> int:
    """Of the living's deliveries: none should be, or the figures are those of the pauses."""
    from cms.syndication.models import Delivery

    living = Delivery.objects.filter(subscriber__name__startswith="Sống")
    return living.filter(attempts__gt=1).count()


def _subscribe(name: str, url: str) -> None:
    from cms.syndication.models import Subscriber

    Subscriber.objects.create(name=name, how="webhook", webhook_url=url)


def _publish(title: str) -> tuple[str, float]:
    """The item, and when it was committed."""
    from django.db import transaction
    from django.utils import timezone

    from cms.publishing import log
    from cms.publishing.representation import Representation
    from cms.publishing.sources import kinds

    item = Representation(title=title, url="https://x.example/", published_at=timezone.now())
    with transaction.atomic():
        entry = log.append(f"bench:{time.monotonic_ns()}", kinds()["news"], item)
    assert entry is not None
    return str(entry.pk), time.monotonic()


def _one_at_a_time(arrivals: Arrivals, count: int) -> Iterator[float]:
    for number in range(count):
        item, committed = _publish(f"Tin {number}")
        _wait(arrivals, [item])
        yield from (arrivals.at[f"/{one}", item] - committed for one in range(RECEIVERS))


def _all_at_once(arrivals: Arrivals, count: int) -> float:
    started = time.monotonic()
    items = [_publish(f"Loạt {number}")[0] for number in range(count)]
    _wait(arrivals, items)
    return count * RECEIVERS / (time.monotonic() - started)


def _wait(arrivals: Arrivals, items: list[str]) -> None:
    expected = [(f"/{number}", item) for number in range(RECEIVERS) for item in items]
    end = time.monotonic() + 300
    while not all(one in arrivals.at for one in expected):
        if time.monotonic() > end:
            raise SystemExit("Not everything arrived within five minutes.")
        time.sleep(0.002)


@contextmanager
def _silent(wanted: int) -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=500) as server:
        yield int(server.getsockname()[1])


@contextmanager
def _workers(count: int) -> Iterator[None]:
    running: list[subprocess.Popen[Any]] = [
        subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    for one in running:
        assert one.stdout is not None
        one.stdout.readline()
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


if __name__ == "__main__":
    sys.exit(main())

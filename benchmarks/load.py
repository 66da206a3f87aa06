"""The load: the same generator for every site, as cheap as there is on the machine.

`wrk` where it is installed; otherwise threads over kept-alive sockets, which cost
more of the two cores and make every figure smaller, the ratios too.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles

SCRIPT = Path(__file__).with_name("wrk.lua")
TIMEOUT = 30
# Stands in a body for an id that no other request has.
ONCE = "{once}"


@dataclass(frozen=True, slots=True)
class Target:
    """What to ask for: a path with its query, and the ETag that a client already has.

    With a `body`, JSON, it is sent with POST.
    """

    path: str
    etag: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What one run gave: requests a second, and milliseconds for the median and the slowest 1 %."""

    rate: float
    median_ms: float
    p99_ms: float
    requests: int
    failures: int


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "Python threads"


def load(port: int, targets: Sequence[Target], concurrency: int, seconds: float) -> Load:
    """Ask for the targets in turn over `concurrency` connections, as fast as answers come."""
    posting = any(target.body for target in targets)
    run = _with_wrk if shutil.which("wrk") and not posting else _with_threads
    return run(port, targets, concurrency, seconds)


def _with_wrk(port: int, targets: Sequence[Target], concurrency: int, seconds: float) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.writelines(f"{target.path}\t{target.etag}\n" for target in targets)
        file.flush()
        options = [
            "-t1",
            f"-c{concurrency}",
            f"-d{max(1, round(seconds))}s",
            f"--timeout={TIMEOUT}s",
        ]
        command = ["wrk", *options, "-s", str(SCRIPT), f"http://127.0.0.1:{port}", "--", file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout.strip().splitlines()[-1])
    return Load(
        rate=figures["requests"] / figures["seconds"],
        median_ms=figures["median_ms"],
        p99_ms=figures["p99_ms"],
        requests=figures["requests"],
        failures=figures["failures"],
    )


def _with_threads(port: int, targets: Sequence[Target], concurrency: int, seconds: float) -> Load:
    clients = [_Client(port, islice(cycle(targets), n, None), seconds) for n in range(concurrency)]
    started = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    passed = time.perf_counter() - started
    times = sorted(each for client in clients for each in client.times)
    if len(times) < 2:
        return Load(0, 0, 0, len(times), sum(client.failures for client in clients))
    cuts = quantiles(times, n=100)
    failures = sum(client.failures for client in clients)
    return Load(len(times) / passed, cuts[49] * 1000, cuts[98] * 1000, len(times), failures)


class _Client(threading.Thread):
    """One connection, kept open, one request at a time."""

    def __init__(self, port: int, targets: Iterator[Target], seconds: float) -> None:
        super().__init__(daemon=True)
        self.port, self.targets, self.seconds = port, targets, seconds
        self.times: list[float] = []
        self.failures = 0

    def run(self) -> None:
        deadline = time.perf_counter() + self.seconds
        while time.perf_counter() < deadline:
            try:
                self._until(deadline)
            except OSError:
                self.failures += 1

    def _until(self, deadline: float) -> None:
        with socket.create_connection(("127.0.0.1", self.port), TIMEOUT) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (begun := time.perf_counter()) < deadline:
                connection.sendall(_request(next(self.targets)))
                status, keep = _read_answer(connection)
                self.times.append(time.perf_counter() - begun)
                self.failures += status >= 400
                if not keep:
                    return


def _request(target: Target) -> bytes:
    if target.body:
        body = target.body.replace(ONCE, uuid.uuid4().hex).encode()
        head = f"POST {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json"
        return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    condition = f"If-None-Match: {target.etag}\r\n" if target.etag else ""
    return f"GET {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{condition}\r\n".encode()


def _read_answer(connection: socket.socket) -> tuple[int, bool]:
    """The status, and whether the connection stays open. Both servers send Content-Length."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _receive(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").lower().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    left = int(headers.get("content-length", 0)) - len(body)
    while left > 0:
        left -= len(_receive(connection))
    return int(first.split()[1]), headers.get("connection") != "close"


def _receive(connection: socket.socket) -> bytes:
    piece = connection.recv(65536)
    if not piece:
        raise ConnectionError("The server closed the connection.")
    return piece

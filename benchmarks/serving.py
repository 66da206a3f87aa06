"""Each site behind the same web server, with the same workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .cluster import free_port

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Workers:
    """How every site is served: processes, and threads in each."""

    processes: int = 2
    threads: int = 4

    def __str__(self) -> str:
        return f"gunicorn, {self.processes} gthread workers of {self.threads} threads"

    @property
    def options(self) -> list[str]:
        return ["-k", "gthread", "-w", str(self.processes), "--threads", str(self.threads)]


@contextmanager
def serving(
    application: str, environment: Mapping[str, str], workers: Workers, log: Path
) -> Iterator[int]:
    """The WSGI `application` on a port of 127.0.0.1, which is given, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", *workers.options, "-b", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--keep-alive", "30", application],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait(port, process, log)
        yield port
    finally:
        _stop(process)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"The server did not start:\n{log.read_text()[-3000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

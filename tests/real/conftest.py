"""A web server and a background worker that may be killed, on the test's own database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.db import connection
from django.utils import timezone

from scripts.servers import free_port
from tests import patience

Process = subprocess.Popen[str]


@dataclass
class Servers:
    """gunicorn with one web process, and one background worker."""

    url: str
    gunicorn: Process
    workers: Process
    worker: int = 0
    worker_died_at: datetime | None = None

    def start_worker(self) -> None:
        assert self.workers.stdin is not None
        assert self.workers.stdout is not None
        self.workers.stdin.write("\n")
        self.workers.stdin.flush()
        self.worker = int(self.workers.stdout.readline())

    def kill_worker(self) -> None:
        """As a power cut would end it; another is started, as systemd does."""
        with suppress(ProcessLookupError):
            os.kill(self.worker, signal.SIGKILL)
        self.worker_died_at = timezone.now()
        self.start_worker()

    def kill_web(self) -> None:
        """As the kernel does when memory runs out; gunicorn starts another by itself."""
        for process in self._web_processes():
            os.kill(process, signal.SIGKILL)

    def _web_processes(self) -> list[int]:
        task = Path(f"/proc/{self.gunicorn.pid}/task/{self.gunicorn.pid}/children")
        return [int(child) for child in task.read_text().split()]


@pytest.fixture
def servers(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Servers]:
    settings.SEARCH = {**settings.SEARCH, "ENGINE": "embedded", "EMBEDDED_PATH": tmp_path / "index"}
    environment = {**os.environ, **_given()}
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.real.serving:application()", "--preload"]
    options = [f"--bind=127.0.0.1:{port}", "--threads=2", "--timeout=60", "--log-level=error"]
    gunicorn = subprocess.Popen([*command, *options], env=environment, text=True)
    workers = subprocess.Popen(
        [sys.executable, "-m", "tests.real.serving"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    both = Servers(f"http://127.0.0.1:{port}", gunicorn, workers)
    try:
        assert workers.stdout is not None
        assert workers.stdout.readline() == "ready\n"
        both.start_worker()
        patience.until(lambda: answers(f"{both.url}/health/live/"))
        yield both
    finally:
        # Forked workers end with what they were forked from, or are killed here.
        if both.worker:
            with suppress(ProcessLookupError):
                os.kill(both.worker, signal.SIGKILL)
        for process in (gunicorn, workers):
            process.terminate()
            process.communicate()


def _given() -> dict[str, str]:
    database = {
        name: connection.settings_dict[name]
        for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    }
    given = {"database": database, "search": current.SEARCH, "media": current.MEDIA_ROOT}
    given["platforms"] = current.CHANNELS["ROOTS"]
    return {
        "DJANGO_SETTINGS_MODULE": "tests.real.serving_settings",
        "SERVING": json.dumps(given, default=str),
    }


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=patience.SECONDS) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False

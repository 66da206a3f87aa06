"""Real servers for the tests: one of each a run, shared by all workers, gone at its end.

A keeper process (`python -m scripts.…  serve`) owns each server and watches the run's
first process, so that a run that is killed leaves nothing behind.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

FOLDER = "CMS_TEST_SERVERS"
START_SECONDS = 240


def open_folder() -> None:
    """In the run's first process: the place where its workers meet. They inherit its name."""
    if FOLDER not in os.environ:
        folder = tempfile.mkdtemp(prefix="cms-servers-")
        # The servers run as an ordinary user even when the tests are run by root.
        Path(folder).chmod(0o755)
        os.environ[FOLDER] = folder
        os.environ[f"{FOLDER}_PID"] = str(os.getpid())


def close_folder() -> None:
    """In the run's first process: stops what any worker started."""
    if os.environ.get(f"{FOLDER}_PID") != str(os.getpid()):
        return
    folder = Path(os.environ.pop(FOLDER))
    for kept in folder.glob("*.pid"):
        _stop(int(kept.read_text()))
    shutil.rmtree(folder, ignore_errors=True)


def _stop(pid: int) -> None:
    try:
        os.kill(pid, 15)
        for _ in range(150):
            os.kill(pid, 0)
            time.sleep(0.2)
    except ProcessLookupError:
        pass


def address_of(module: str, *options: str) -> str:
    """The address of the run's server; starts it, with these options, when no worker has yet.

    Skips without it.
    """
    folder = Path(os.environ[FOLDER])
    name = module.rpartition(".")[2]
    ready = folder / f"{name}.ready"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _start([module, *options], folder / name, ready)
    said = ready.read_text()
    if said.startswith("error:"):
        absent(name, said.removeprefix("error: "))
    return said


def _start(server: list[str], home: Path, ready: Path) -> None:
    module, *options = server
    command = [sys.executable, "-m", module, "serve", f"--folder={home}", f"--ready={ready}"]
    keeper = subprocess.Popen(
        [*command, *options, f"--while-pid={os.environ[f'{FOLDER}_PID']}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    ready.with_suffix(".pid").write_text(str(keeper.pid))
    end = time.monotonic() + START_SECONDS
    while not ready.exists():
        if keeper.poll() is not None or time.monotonic() > end:
            ready.write_text(f"error: {module} ended without a word")
        time.sleep(0.1)


def absent(name: str, reason: str) -> None:
    """Skips the test by name and reason; in CI, where everything must be had, fails it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not to be had: {reason}", pytrace=False)
    pytest.skip(f"{name} is not to be had: {reason}")

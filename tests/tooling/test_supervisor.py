"""What `make run` starts, it restarts when it dies and stops when asked."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import patience

FAMILY = """
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(sys.argv[1], "a") as file:
    file.write(f"{grandchild.pid}\\n")
time.sleep(600)
"""
STUBBORN = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()}\\n")
time.sleep(600)
"""
SHORT_LIVED = """
import os, sys
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()}\\n")
sys.exit(3)
"""
PARENT = """
import os, sys
from scripts.supervisor import Supervisor
supervisor = Supervisor(patience=3, grace=1, tick=0.05)
supervisor.listen()
code = 0
try:
    for program in sys.argv[2:]:
        supervisor.add("child", [sys.executable, "-c", program, sys.argv[1]], os.environ)
    code = supervisor.watch()
finally:
    supervisor.stop()
sys.exit(code)
"""


def pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def is_running(pid: int) -> bool:
    """A zombie has ended: only its parent has not looked yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def births(tmp_path: Path) -> Iterator[Path]:
    """Where the children write who was born; none is left after the test."""
    file = tmp_path / "pids"
    yield file
    for pid in filter(is_running, pids(file)):
        os.kill(pid, signal.SIGKILL)


def start(births: Path, *programs: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PARENT, str(births), *programs]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_end_of_the_supervisor_is_the_end_of_all_that_it_started(births, number):
    parent = start(births, FAMILY, STUBBORN)
    patience.until(lambda: len(pids(births)) == 2)
    parent.send_signal(number)
    assert parent.wait(timeout=patience.SECONDS) == 0
    patience.until(lambda: not any(is_running(pid) for pid in pids(births)))


def test_a_second_ctrl_c_does_not_interrupt_the_orderly_end(births):
    parent = start(births, STUBBORN)
    patience.until(lambda: len(pids(births)) == 1)
    parent.send_signal(signal.SIGINT)
    time.sleep(0.2)
    parent.send_signal(signal.SIGINT)
    assert parent.wait(timeout=patience.SECONDS) == 0
    patience.until(lambda: not any(is_running(pid) for pid in pids(births)))


def test_a_killed_supervisor_takes_its_children_along(births):
    """A child that heeds SIGTERM ends even when nobody was left to ask it nicely."""
    mild = SHORT_LIVED.replace("sys.exit(3)", "import time; time.sleep(600)")
    parent = start(births, mild)
    patience.until(lambda: len(pids(births)) == 1)
    parent.kill()
    parent.wait()
    patience.until(lambda: not any(is_running(pid) for pid in pids(births)))


def test_a_child_that_dies_is_started_again(births):
    parent = start(births, FAMILY)
    patience.until(lambda: len(pids(births)) == 1)
    # The whole session of the child: its leader is the grandchild's parent.
    os.killpg(os.getpgid(pids(births)[0]), signal.SIGKILL)
    patience.until(lambda: len(pids(births)) == 2)
    parent.send_signal(signal.SIGTERM)
    _, said = parent.communicate(timeout=patience.SECONDS)
    assert "child ended (code -9): starting it again" in said


def test_a_child_that_dies_again_and_again_ends_everything(births):
    parent = start(births, FAMILY, SHORT_LIVED)
    _, said = parent.communicate(timeout=patience.SECONDS)
    assert parent.returncode == 1
    assert "child keeps ending (code 3): stopping everything" in said
    patience.until(lambda: not any(is_running(pid) for pid in pids(births)))

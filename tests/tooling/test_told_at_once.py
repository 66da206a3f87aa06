"""A run that is ended from outside has said what failed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import time, pytest

@pytest.fixture
def broken():
    yield
    raise OSError("in the way")

def test_wrong():
    assert 1 == 2, "not so"

def test_taken_down(broken):
    pass

def test_that_never_ends():
    time.sleep(60)
"""


def test_what_failed_is_named_while_the_run_goes_on(tmp_path):
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]")
    options = ["-q", "-n", "1", "-p", "tests.told_at_once", "-p", "no:django"]
    run = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, "-c", tmp_path / "pytest.ini", tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    )
    said = []
    for line in run.stdout:
        said.append(line.strip())
        if "in the way" in line:
            break
    assert run.poll() is None
    run.kill()
    run.wait()
    assert "FAILED test_it.py::test_wrong - AssertionError: not so" in said
    assert "ERROR at teardown of test_it.py::test_taken_down - OSError: in the way" in said

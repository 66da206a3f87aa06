"""`make run` says in one line what stands in its way, before it does any work."""

import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import demo
from tests import patience

ROOT = Path(__file__).resolve().parents[2]


def script(name: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "scripts" / name), *arguments],
        env={"PATH": os.environ["PATH"], "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=2 * patience.SECONDS,
    )


def the_line(done: subprocess.CompletedProcess[str]) -> str:
    """The only line that a failed command may print."""
    assert done.returncode != 0
    (line,) = (done.stdout + done.stderr).splitlines()
    return line


def fake(folder: Path, name: str, body: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.fixture
def nothing_done(tmp_path: Path) -> dict[str, str]:
    """An environment whose every result would be seen in `tmp_path`."""
    return {"VENV": str(tmp_path / "venv"), "DATA_DIR": str(tmp_path / "data")}


def test_a_taken_port_is_one_line_before_any_work(tmp_path, nothing_done):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        line = the_line(script("run.sh", PORT=port, **nothing_done))
    assert line.startswith(f"error: Port {port} is taken by another program")
    assert "make run PORT=" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("PORT", "70000"), ("SEARCH", "solr"), ("HOST", "a..b")]
)
def test_a_value_that_nobody_can_mean_is_one_line(tmp_path, nothing_done, name, value):
    assert name in the_line(script("run.sh", **nothing_done, **{name: value}))
    assert list(tmp_path.iterdir()) == []


def test_an_old_python_is_one_line_that_says_what_to_do(tmp_path):
    old = fake(tmp_path, "python3", 'case "$1" in -V) echo Python 3.9.2 ;; *) exit 1 ;; esac')
    line = the_line(script("run.sh", PYTHON=str(old)))
    assert "Python 3.11 or newer is needed (found: Python 3.9.2)" in line
    assert "apt install" in line


def test_no_python_is_one_line(tmp_path):
    line = the_line(script("run.sh", PYTHON=str(tmp_path / "no-python")))
    assert "Python 3.11 or newer is needed (found: none)" in line


def test_no_network_and_no_environment_is_one_line(tmp_path):
    """The package index is an address where nobody listens."""
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    done = script("environment.sh", "runtime", VENV=str(tmp_path / "venv"), **nowhere)
    assert done.returncode != 0
    (line,) = done.stderr.splitlines()
    assert "Is the package index reachable?" in line


def test_an_environment_that_is_there_costs_nothing_and_needs_no_network(tmp_path):
    """A stamp of what was installed stands for the packages."""
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    digest = subprocess.check_output(["sha256sum", ROOT / "requirements.txt"], text=True).split()[0]
    (venv / "installed").write_text(f"{digest}\n")
    done = script("environment.sh", "runtime", VENV=str(venv))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_second_demo_on_the_same_data_is_refused(tmp_path):
    lock = demo.hold(tmp_path)
    with pytest.raises(demo.Refused, match="already runs on"):
        demo.hold(tmp_path)
    del lock
    demo.hold(tmp_path)


@pytest.mark.parametrize(
    ("environment", "bind", "portal"),
    [
        ({}, "127.0.0.1:8000", "http://localhost:8000"),
        ({"PORT": "9000"}, "127.0.0.1:9000", "http://localhost:9000"),
        ({"HOST": "0.0.0.0"}, "0.0.0.0:8000", "http://localhost:8000"),
        ({"HOST": "::1"}, "[::1]:8000", "http://localhost:8000"),
        ({"HOST": "192.0.2.7"}, "192.0.2.7:8000", "http://192.0.2.7:8000"),
        ({"PORTAL_URL": "https://a.example"}, "127.0.0.1:8000", "https://a.example"),
    ],
)
def test_the_links_of_the_log_lead_to_where_the_demo_listens(environment, bind, portal):
    options = demo.options_from(environment)
    assert (options.bind, options.portal_url) == (bind, portal)


def test_every_script_is_plain_posix_shell():
    shell = shutil.which("dash") or "sh"
    for file in (*ROOT.glob("scripts/*.sh"), ROOT / ".ci" / "run"):
        subprocess.run([shell, "-n", str(file)], check=True)

"""Files of Maven Central, kept between runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import servers
from scripts.servers import Unavailable


def tools_dir() -> Path:
    """Where downloads are kept between runs: CMS_TOOLS_DIR, or the user's cache."""
    if "CMS_TOOLS_DIR" in os.environ:
        return Path(os.environ["CMS_TOOLS_DIR"]).resolve()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if servers.is_root() and not servers.is_reachable_by_others(cache):
        # The server does not run as root, and could not read in root's home.
        cache = Path("/var/cache")
    return cache / "dong-hoi-cms"


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fetch(artefact: str, name: str, folder: Path) -> Path:
    """The file `name` of `artefact` (`group:artefact:version:type`), in `folder`.

    Raises Unavailable.
    """
    wanted = folder / name
    if wanted.exists():
        return wanted
    maven = shutil.which("mvn")
    if not maven:
        raise Unavailable(f"Maven is needed to download {name}: apt install maven")
    # Beside its final place first: an interrupted download is never taken for a whole one.
    partial = folder / "download"
    command = [maven, "-q", "-B", "dependency:copy", f"-Dartifact={artefact}"]
    command += [f"-DoutputDirectory={partial}", "-Dmdep.overWriteReleases=true"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if done.returncode:
        raise Unavailable(f"Maven could not download {artefact}: {_last_error(done.stdout)}")
    (partial / name).replace(wanted)
    return wanted


def _last_error(output: str) -> str:
    errors = [line for line in output.splitlines() if line.startswith("[ERROR]")]
    return errors[0][:300] if errors else "no reason given"

"""What a run ran on, as far as it bears on the figures."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("wagtail", "django", "djangorestframework", "django-ninja", "psycopg", "gunicorn")


def description(postgresql: str, generator: str, workers: object) -> list[str]:
    """The lines that stand above the tables."""
    return [
        *basics(PACKAGES),
        f"PostgreSQL {postgresql}; {workers}; load by {generator} on the same machine",
    ]


def basics(packages: Sequence[str]) -> list[str]:
    """The machine, how busy it is now, and the versions of what bears on the figures."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return [
        f"{os.cpu_count()} cores ({_processor()}), {_memory_gb():.0f} GB, {platform.system()};"
        f" load before the run {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}, {versions}",
    ]


def most_memory_mb(process: int) -> float:
    """The most memory that a process and those that it started hold, or ever held, together."""
    return sum(_peak_mb(one) for one in _family(process))


def _family(process: int) -> list[int]:
    # Any of its threads may have started one.
    threads = Path(f"/proc/{process}/task").glob("*/children")
    children = [child for thread in threads for child in thread.read_text().split()]
    return [process, *(member for child in children for member in _family(int(child)))]


def _peak_mb(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30

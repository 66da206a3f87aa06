"""The sites of a run: with which settings, on which database, and how their processes start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .cluster import Cluster
from .serving import ROOT

# Long and varied enough for production's own demands; it guards nothing.
SECRET = "benchmark-0123456789-abcdefghij-klmnopqrst-uvwxyz-ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Site:
    """A project: its package here, its settings, its server's entry."""

    name: str
    settings: str
    application: str

    def environment(self, cluster: Cluster, database: str, scratch: Path) -> dict[str, str]:
        """What its processes are told. Each site has a folder of its own for its media."""
        return {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "DATABASE_URL": cluster.url(database),
            "DATA_DIR": str(scratch / self.name),
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PORTAL_URL": "https://127.0.0.1",
            # The load is plain HTTP, and one client's.
            "SECURE_SSL_REDIRECT": "false",
            "API_REQUESTS_PER_MINUTE": "1000000000",
            "SEARCH_ENGINE": "embedded",
            "LOG_LEVEL": "WARNING",
        }

    def run(self, environment: Mapping[str, str], module: str, *arguments: object) -> str:
        """Run `benchmarks.<name>.<module>` as a process; what it printed."""
        command = [sys.executable, "-m", f"benchmarks.{self.name}.{module}", *map(str, arguments)]
        return run(command, environment)


OURS = Site("ours", "settings.production", "settings.wsgi:application")
STOCK = Site("stock", "benchmarks.stock.settings", "benchmarks.stock.wsgi:application")
BARE = Site("bare", "", "benchmarks.bare:application")


def run(command: list[str], environment: Mapping[str, str]) -> str:
    """Run to the end; what it printed. Raises `RuntimeError` with the end of its complaint."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout

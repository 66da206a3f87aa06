"""A portal in processes of its own, which can be killed and started again, and beside it the
commune's site that embeds it: two origins, as in real life."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

from scripts import commune_site, servers
from tests import migrated, patience

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240


@dataclass
class RealPortal:
    """The portal on `port`, with its data in `folder`."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        given = {
            "DJANGO_SETTINGS_MODULE": "settings.local",
            "DATA_DIR": str(self.folder),
            "PORTAL_URL": self.url,
            "SEARCH_ENGINE": "embedded",
            "API_REQUESTS_PER_MINUTE": "0",
            "PYTHONPATH": str(ROOT),
        }
        return {**os.environ, **given}

    def run(self, module: str) -> None:
        """Runs a module in the portal's environment to its end."""
        subprocess.run([sys.executable, "-m", module], env=self.environment, check=True, cwd=ROOT)

    def start(self) -> None:
        """Starts the web server and returns once it answers."""
        command = [sys.executable, "-m", "gunicorn", "settings.wsgi:application"]
        command += [f"--bind=127.0.0.1:{self.port}", "--workers=1", "--threads=4"]
        command += ["--log-level=warning", "--no-control-socket"]
        self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT)
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None, "the web server ended"
            assert time.monotonic() < end, "the web server does not answer"
            time.sleep(0.1)

    def kill(self) -> None:
        """As by a power cut: its processes are gone, whatever they were doing."""
        if self.process:
            subprocess.run(["pkill", "-KILL", "-P", str(self.process.pid)], check=False)
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/embed/v1.js", timeout=patience.SECONDS):
                return True
        except OSError:
            return False


@dataclass
class Commune:
    """The commune's site, and the portal that it embeds."""

    portal: RealPortal
    site: ThreadingHTTPServer

    @property
    def url(self) -> str:
        return f"http://localhost:{self.site.server_port}"

    def page(self, name: str) -> str:
        return f"{self.url}/{name}"


def open_commune(folder: Path) -> Commune:
    """Furnishes a portal in `folder`, starts it, and opens the commune's site."""
    portal = RealPortal(folder, servers.free_port())
    kept = migrated.kept_copy()
    if kept is not None and kept.exists():
        shutil.copyfile(kept, folder / "db.sqlite3")
    portal.run("tests.browser.furnished_commune")
    portal.start()
    site = commune_site.server("127.0.0.1", 0, portal.url)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    return Commune(portal, site)


def close_commune(commune: Commune) -> None:
    commune.site.shutdown()
    commune.site.server_close()
    commune.portal.kill()

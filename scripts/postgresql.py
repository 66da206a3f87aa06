"""A throwaway PostgreSQL: `python -m scripts.postgresql run -- COMMAND…` or `serve`.

`run` gives the command its address in TEST_DATABASE_URL. Debian's own server is used,
in a cluster of its own that is deleted at the end.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts import servers
from scripts.servers import Unavailable

START_SECONDS = 60
# Losing it all at a power cut is fine, and waiting for the disk is not.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]


def programs() -> Path:
    """The folder of initdb and postgres: PGBIN, PATH, or Debian's newest. Raises Unavailable."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    places = [os.environ.get("PGBIN"), on_path and str(Path(on_path).parent), *reversed(debian)]
    for place in places:
        if place and (Path(place) / "initdb").exists() and (Path(place) / "postgres").exists():
            return Path(place)
    raise Unavailable("PostgreSQL is not installed: apt install postgresql")


class PostgreSQL:
    """A cluster in a folder of its own, on a loopback port, with a password made here."""

    def __init__(self, folder: Path | None = None, *, port: int | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="cms-postgresql-"))
        self.port = port or servers.free_port()
        self.password = secrets.token_hex(16)
        self.url = f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it takes connections. Raises Unavailable, with what it said."""
        bin_ = programs()
        servers.own_folder(self.folder)
        self._make_cluster(bin_)
        options = [*FAST, f"port={self.port}", "listen_addresses=127.0.0.1"]
        options += ["unix_socket_directories="]
        command = [str(bin_ / "postgres"), "-D", str(self.folder / "data")]
        command += [word for option in options for word in ("-c", option)]
        self._process = subprocess.Popen(
            servers.unprivileged(command),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / "output.log").open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if not servers.wait_until(self.answers, self.is_alive, seconds=START_SECONDS):
            said = (self.folder / "output.log").read_text(errors="replace").strip()
            self.stop()
            raise Unavailable(f"PostgreSQL did not start: {said[-300:]}")

    def _make_cluster(self, bin_: Path) -> None:
        secret = self.folder / "password"
        secret.write_text(self.password)
        command = [str(bin_ / "initdb"), "-D", str(self.folder / "data"), "-U", "postgres"]
        command += ["-E", "UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", "--no-sync"]
        command += [f"--pwfile={secret}"]
        made = subprocess.run(
            servers.unprivileged(command),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        secret.unlink()
        if made.returncode:
            raise Unavailable(f"initdb failed: {made.stderr.strip()[-300:]}")

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return "ready to accept connections" in (self.folder / "output.log").read_text()

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Ends the server at once and deletes the cluster."""
        if self._process and self.is_alive():
            # INT is PostgreSQL's fast shutdown; TERM would wait for every client.
            self._process.send_signal(2)
            servers.wait_until(lambda: not self.is_alive(), lambda: True, seconds=10)
            servers.stop_group(self._process, seconds=5)
        shutil.rmtree(self.folder, ignore_errors=True)


def run(command: list[str]) -> int:
    """Runs a command with TEST_DATABASE_URL set; its exit code, or 69 when there is no server."""
    server = PostgreSQL()
    try:
        server.start()
        environment = {**os.environ, "TEST_DATABASE_URL": server.url}
        return subprocess.run(command, env=environment, check=False).returncode
    except Unavailable as error:
        print(f"error: {error}", file=sys.stderr)
        return 69
    finally:
        server.stop()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.postgresql", description=__doc__)
    parser.add_argument("action", choices=["run", "serve"])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--port", type=int)
    parser.add_argument("--ready", type=Path, help="a file that will hold the address")
    parser.add_argument("--while-pid", type=int, help="stop when this process has ended")
    parser.add_argument("command", nargs="*")
    options = parser.parse_args(arguments)
    if options.action == "run":
        return run(options.command)
    server = PostgreSQL(options.folder and options.folder.resolve(), port=options.port)
    return servers.keep(server, ready=options.ready, while_pid=options.while_pid)


if __name__ == "__main__":
    sys.exit(main())

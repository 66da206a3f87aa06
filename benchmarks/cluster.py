"""A PostgreSQL of our own for the length of a run, gone afterwards unless its folder is kept."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

SERVER_ACCOUNT = "postgres"
# Production does not start without one. The server asks nobody for it.
PASSWORD = "of-no-account"


class NoPostgreSQL(RuntimeError):
    """The server's programs are not on this machine."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server: where its programs and its port are."""

    bin: Path
    port: int

    def url(self, database: str) -> str:
        # A connection outlives its request, as it would in production.
        return f"postgresql://bench:{PASSWORD}@127.0.0.1:{self.port}/{database}?conn_max_age=600"

    def create(self, database: str, template: str = "template0") -> None:
        """A database, empty or a copy of `template`, to which no one may be connected."""
        names = sql.Identifier(database), sql.Identifier(template)
        self.sql(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def has(self, database: str) -> bool:
        return bool(
            self.sql(
                sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(
                    sql.Literal(database)
                )
            )
        )

    def sql(self, statement: Any, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement; its rows."""
        with psycopg.connect(self.url(database).partition("?")[0], autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @property
    def version(self) -> str:
        return str(self.sql("SHOW server_version")[0][0])


@contextmanager
def cluster(scratch: Path) -> Iterator[Cluster]:
    """A server with its data below `scratch`, listening on a free port of 127.0.0.1.

    What an earlier run left there is there again.
    """
    bin_dir = _programs()
    data = scratch / "postgresql"
    is_new = not data.exists()
    data.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        # The server refuses to run as root; whoever it runs as must reach its folder.
        shutil.chown(data, SERVER_ACCOUNT)
        scratch.chmod(0o755)
    port = free_port()
    create: list[str | Path] = [bin_dir / "initdb", "-D", data, "-U", "bench", "-A", "trust"]
    if is_new:
        _run(data, [*create, "-E", "UTF8", "--locale=C.UTF-8"])
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1"
    options += " -c shared_buffers=1GB -c max_connections=200"
    control: list[str | Path] = [bin_dir / "pg_ctl", "-D", data, "-w"]
    _run(data, [*control, "-o", options, "-l", data / "log", "start"])
    try:
        yield Cluster(bin_dir, port)
    finally:
        _run(data, [*control, "-m", "fast", "stop"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _programs() -> Path:
    """The folder of the newest server found."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if not folders and on_path:
        return Path(on_path).resolve().parent
    if not folders:
        raise NoPostgreSQL("PostgreSQL's programs (initdb, pg_ctl) are needed: install postgresql.")
    return max(folders, key=lambda folder: float(folder.parent.name))


def _run(folder: Path, command: Sequence[str | Path]) -> None:
    account = pwd.getpwnam(SERVER_ACCOUNT) if os.geteuid() == 0 else None
    done = subprocess.run(
        command,
        cwd=folder,
        # pg_ctl's child would keep a pipe open; a file does not wait for it.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        # A Ctrl-C is for us: we stop the server in order.
        start_new_session=True,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed; see {folder / 'log'}")

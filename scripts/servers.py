"""What the real servers that tests and the demo start have in common.

Standard library only: the demo runs these before anything else may be trusted to work.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

UNPRIVILEGED = "nobody"


class Unavailable(Exception):
    """A server cannot be had on this machine; the message says why and what to do."""


class Server(Protocol):
    """A server with its own folder, on a loopback port."""

    url: str

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def is_alive(self) -> bool: ...


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_root() -> bool:
    return os.geteuid() == 0


def unprivileged(command: Sequence[str]) -> list[str]:
    """The command as it is, or as an ordinary user when we are root.

    Elasticsearch and PostgreSQL refuse to run as root.
    """
    if not is_root():
        return list(command)
    if not shutil.which("setpriv"):
        raise Unavailable("setpriv is needed to start a server as root: apt install util-linux")
    user = pwd.getpwnam(UNPRIVILEGED)
    drop = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return [*drop, *command]


def own_folder(path: Path) -> Path:
    """Makes a folder that the server's user may write."""
    path.mkdir(parents=True, exist_ok=True)
    if is_root():
        user = pwd.getpwnam(UNPRIVILEGED)
        os.chown(path, user.pw_uid, user.pw_gid)
    return path


def is_reachable_by_others(path: Path) -> bool:
    """Whether an ordinary user can walk down to this path."""
    existing = [parent for parent in (path, *path.parents) if parent.exists()]
    return all(parent.stat().st_mode & 0o001 for parent in existing)


def wait_until(ready: Callable[[], bool], alive: Callable[[], bool], *, seconds: float) -> bool:
    """Polls until ready; gives up when the server has died or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        if not alive():
            return False
        time.sleep(0.2)
    return False


def stop_group(process: subprocess.Popen[bytes], *, seconds: float = 20) -> None:
    """Ends a process started in a session of its own, and all that it started."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def keep(server: Server, *, ready: Path | None = None, while_pid: int | None = None) -> int:
    """Runs a server until SIGTERM, its own death, or the end of the process `while_pid`.

    Writes the address to `ready` when it answers, or `error: …` when it cannot be had.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    try:
        try:
            server.start()
        except Unavailable as error:
            tell(ready, f"error: {error}")
            return 1
        tell(ready, server.url)
        while server.is_alive():
            if while_pid is not None and not is_running(while_pid):
                return 0
            time.sleep(0.5)
        return 1
    finally:
        server.stop()


def tell(ready: Path | None, what: str) -> None:
    """Leaves the whole line at once, so that a reader never sees half of it."""
    print(what, flush=True)
    if ready is not None:
        part = ready.with_suffix(".part")
        part.write_text(what)
        part.replace(ready)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

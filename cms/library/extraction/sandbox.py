"""What the child gives up before it opens a file: memory, processor, disk, the network."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from typing import Any

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
MOST_FILES = 256


def confine(*, memory_bytes: int, cpu_seconds: int, written_bytes: int, parent: int) -> None:
    """Bind this process, and all that it starts, to these limits. There is no way back.

    It ends with `parent`, the process that started it.
    """
    _limit(resource.RLIMIT_AS, memory_bytes)
    # The soft limit's signal ends the process; the hard one is for what ignores it.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    _limit(resource.RLIMIT_FSIZE, written_bytes)
    _limit(resource.RLIMIT_NOFILE, MOST_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    os.nice(10)
    _leave_network()
    # After the namespace: the kernel forgets the signal when credentials change.
    _die_with_parent(parent)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _leave_network() -> None:
    """An empty network where the kernel allows one; Python's own sockets are closed anyway."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Root needs no namespace of users, and would lose the right to its own files in one.
    if libc.unshare(CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWUSER | CLONE_NEWNET):
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    sys.addaudithook(_no_sockets)


def _no_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        raise PermissionError(f"{event}: a file that is being read has no network")


def _die_with_parent(parent: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # It may have died before the line above.
    if os.getppid() != parent:
        os._exit(1)

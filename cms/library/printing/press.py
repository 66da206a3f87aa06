"""The press: each edition is printed once, few at a time, in child processes that may die."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

from .typesetting import FONTS, TEMPLATE

Manuscript = Mapping[str, Any]

# Of a server's threads so many may stand at the press: the others have pages to serve.
STANDING = 2
_room = threading.BoundedSemaphore(STANDING)


class PressBusy(Exception):
    """Every press is at work: ask again in a moment."""


class PressFailed(Exception):
    """This edition could not be printed; the message is for the log."""


@cache
def house_style() -> str:
    """Changes whenever the look does, so that no edition of an older look is handed out."""
    sources = [TEMPLATE, *sorted(TEMPLATE.parent.glob("*.py")), *sorted(FONTS.glob("*.ttf"))]
    digest = hashlib.sha256(version("typst").encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _setting(name: str) -> Any:
    return settings.PRINTING[name]


def edition(*parts: object) -> str:
    """The name of an edition: of what it is printed from, in which form, in which look."""
    named = json.dumps([house_style(), *(str(part) for part in parts)])
    return hashlib.sha256(named.encode()).hexdigest()[:40]


def printed(name: str, write: Callable[[], Manuscript]) -> Path:
    """The PDF file of the edition `name`; `write` gives its manuscript if it is not printed yet.

    Raises `PressBusy` when no press is free within `PRINTING["PATIENCE"]` seconds, or
    others of this process wait for one already; `PressFailed` when this edition cannot
    be printed.
    """
    shelf = Path(_setting("PATH"))
    copy = shelf / f"{name}.pdf"
    if _taken_from(copy):
        return copy
    shelf.mkdir(parents=True, exist_ok=True)
    with _press(shelf):
        # Another may have printed it while we waited.
        if not _taken_from(copy):
            pdf = _print(write())
            partial = copy.with_suffix(f".{os.getpid()}.partial")
            partial.write_bytes(pdf)
            partial.replace(copy)
            _clear(shelf, keep=copy)
    return copy


def _taken_from(copy: Path) -> bool:
    """Whether `copy` is there; if so it counts as used now."""
    try:
        os.utime(copy)
    except FileNotFoundError:
        return False
    return True


@contextmanager
def _press(shelf: Path) -> Iterator[None]:
    """Holds one of the presses. A lock of the system's goes with its process, whatever kills it."""
    if not _room.acquire(blocking=False):
        raise PressBusy
    try:
        with _free_press(shelf):
            yield
    finally:
        _room.release()


@contextmanager
def _free_press(shelf: Path) -> Iterator[None]:
    deadline = time.monotonic() + _setting("PATIENCE")
    while True:
        for number in range(_setting("PRESSES")):
            with (shelf / f"press-{number}.lock").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() >= deadline:
            raise PressBusy
        time.sleep(0.05)


def _print(manuscript: Manuscript) -> bytes:
    command = [sys.executable, "-m", "cms.library.printing.typesetting"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(manuscript).encode(),
            capture_output=True,
            timeout=_setting("SECONDS"),
            cwd=settings.BASE_DIR,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PressFailed(f"not printed within {error.timeout} s") from error
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PressFailed(done.stderr.decode(errors="replace")[-2000:] or f"exit {done.returncode}")
    return done.stdout


def _clear(shelf: Path, keep: Path) -> None:
    """Takes away what was not asked for longest, until the shelf holds what it may."""
    copies = sorted(shelf.glob("*.pdf"), key=lambda copy: copy.stat().st_mtime, reverse=True)
    held = 0
    for copy in copies:
        held += copy.stat().st_size
        if held > _setting("SHELF_BYTES") and copy != keep:
            copy.unlink(missing_ok=True)

"""The salt of a day: 32 random bytes that are never written to a disk.

Each process holds it in memory. That all processes hold the same, they meet in Redis where
there is one, else in a file of the machine's memory (`VISITS["MEMORY"]`, a tmpfs). They meet
again every `MEET` seconds: should Redis have lost its memory, or a process have begun while
it was away, they agree on one salt again, and until then someone who is served by two of
them counts as two visitors. Visits themselves are not touched by this.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

from .options import option

LENGTH = 32
# Seconds after which a process asks whether the others still use its salt.
MEET = 60.0
# A beacon of yesterday's last second may be worked off a little later.
SECONDS_KEPT = 25 * 3600

_lock = threading.Lock()
_held: tuple[date, bytes, float] | None = None


def salt_of(day: date) -> bytes:
    """The salt of `day`, which is today. Yesterday's is forgotten."""
    held = _held
    if held is not None and held[0] == day and time.monotonic() < held[2]:
        return held[1]
    return _meet(day)


def _meet(day: date) -> bytes:
    global _held
    with _lock:
        ours = _held[1] if _held is not None and _held[0] == day else secrets.token_bytes(LENGTH)
        agreed = _in_cache(day, ours) if option("SHARED_CACHE") else None
        agreed = agreed or _in_memory(day, ours) or ours
        _held = (day, agreed, time.monotonic() + MEET)
        return agreed


def forget() -> None:
    """Hold nothing, as a process does that has just begun."""
    global _held
    _held = None


def _in_cache(day: date, ours: bytes) -> bytes | None:
    """The salt that the cache holds, which is ours if it held none. `None` while it is away."""
    cache, key = caches["default"], f"visits-salt:{day}"
    cache.add(key, ours, SECONDS_KEPT)
    found = cache.get(key)
    return found if isinstance(found, bytes) and len(found) == LENGTH else None


def _in_memory(day: date, ours: bytes) -> bytes | None:
    """The same in a file of the machine's memory. `None` where there is no such place."""
    folder = option("MEMORY")
    if not folder or not Path(folder).is_dir():
        return None
    path = Path(folder) / f"{_name()}-{day}"
    try:
        _place(path, ours)
        found = _read(path)
        _forget_other_days(path)
    except OSError:
        return None
    return found


def _name() -> str:
    """One for each installation; it does not tell the secret of which it is made."""
    known = f"{os.geteuid()}\0{settings.DATA_DIR}\0{settings.SECRET_KEY}"
    return f"cms-visits-{hashlib.sha256(known.encode()).hexdigest()[:16]}"


def _place(path: Path, ours: bytes) -> None:
    """Put our salt there unless another is: a link is made whole, and only once."""
    if path.exists():
        return
    mine = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    handle = os.open(mine, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
    try:
        os.write(handle, ours)
        os.link(mine, path, follow_symlinks=False)
    except FileExistsError:
        pass
    finally:
        os.close(handle)
        mine.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    """What the file holds, if it is ours: the folder is open to every account."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        found = os.read(handle, LENGTH) if os.fstat(handle).st_uid == os.geteuid() else b""
    finally:
        os.close(handle)
    return found if len(found) == LENGTH else None


def _forget_other_days(path: Path) -> None:
    for other in path.parent.glob(f"{_name()}-*"):
        if not other.name.startswith(path.name):
            other.unlink(missing_ok=True)

"""A secret of a day: 32 random bytes that are never written to a disk, and go with the day.

With it a visitor or a network gets a number that nobody can make again afterwards. Each
process holds it in memory. That all processes hold the same, they meet in Redis where there
is one, else in a file of the machine's memory (`DAY_SECRETS["MEMORY"]`, a tmpfs). They meet
again every `MEET` seconds: should Redis have lost its memory, or a process have begun while
it was away, they agree on one secret again, and until then what two of them see of one
person are two numbers. Nothing that is counted is lost by this.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

LENGTH = 32
# Seconds after which a process asks whether the others still use its secret.
MEET = 60.0
# A clock that is behind finds the secret of the day that has just ended.
SLACK = timedelta(minutes=10)


class DaySecret:
    """The secrets that serve one purpose, a new one each day in Vietnam."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        self._lock = threading.Lock()
        self._held: tuple[date, bytes, float] | None = None

    def of(self, day: date) -> bytes:
        """The secret of `day`, which is today. Yesterday's is forgotten."""
        held = self._held
        if held is not None and held[0] == day and time.monotonic() < held[2]:
            return held[1]
        return self._meet(day)

    def forget(self) -> None:
        """Hold nothing, as a process does that has just begun."""
        self._held = None

    def destroy_before(self, day: date) -> None:
        """Delete what lies in the machine's memory of the days before `day`."""
        for path in _folder().glob(f"{self._name()}-*"):
            if path.name < self._file_of(day).name:
                path.unlink(missing_ok=True)

    def _meet(self, day: date) -> bytes:
        with self._lock:
            held = self._held
            ours = held[1] if held is not None and held[0] == day else secrets.token_bytes(LENGTH)
            agreed = self._in_cache(day, ours) if settings.DAY_SECRETS["SHARED_CACHE"] else None
            agreed = agreed or self._in_memory(day, ours) or ours
            self._held = (day, agreed, time.monotonic() + MEET)
            return agreed

    def _in_cache(self, day: date, ours: bytes) -> bytes | None:
        """What the cache holds, which is ours if it held none. `None` while it is away."""
        cache, key = caches["default"], f"{self.purpose}:{day}"
        cache.add(key, ours, _seconds_left(day))
        found = cache.get(key)
        return found if isinstance(found, bytes) and len(found) == LENGTH else None

    def _in_memory(self, day: date, ours: bytes) -> bytes | None:
        """The same in a file of the machine's memory. `None` where there is no such place."""
        if not settings.DAY_SECRETS["MEMORY"] or not _folder().is_dir():
            return None
        path = self._file_of(day)
        try:
            _place(path, ours)
            found = _read(path)
            self.destroy_before(day)
        except OSError:
            return None
        return found

    def _file_of(self, day: date) -> Path:
        return _folder() / f"{self._name()}-{day}"

    def _name(self) -> str:
        """One for each installation; it does not tell the secret of which it is made."""
        known = f"{os.geteuid()}\0{settings.DATA_DIR}\0{settings.SECRET_KEY}"
        return f"cms-{self.purpose}-{hashlib.sha256(known.encode()).hexdigest()[:16]}"


VISITORS = DaySecret("visits-salt")
NETWORKS = DaySecret("polls-networks")


def destroy_old() -> None:
    """Delete the secrets of days that are over, also on a day on which nobody comes."""
    if settings.DAY_SECRETS["MEMORY"]:
        for one in (VISITORS, NETWORKS):
            one.destroy_before(timezone.localdate())


def _folder() -> Path:
    return Path(str(settings.DAY_SECRETS["MEMORY"]))


def _seconds_left(day: date) -> int:
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
    return max(60, int((midnight + SLACK - timezone.now()).total_seconds()))


def _place(path: Path, ours: bytes) -> None:
    """Put our secret there unless another is: a link is made whole, and only once."""
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

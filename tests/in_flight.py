"""The requests that a live server is still at when its test is over.

What they write would come into the next test's database: a page that is closed has told the
counter of itself a moment ago.
"""

from __future__ import annotations

import threading
import time

from django.core.signals import request_finished, request_started

from . import patience

_open: set[threading.Thread] = set()


def watch() -> None:
    """From now on it is known which there are."""
    request_started.connect(_starts)
    request_finished.connect(_ends)


def wait() -> None:
    """Returns when there are none, or none that anyone would wait for."""
    end = time.monotonic() + patience.SECONDS
    while _are_any() and time.monotonic() < end:
        time.sleep(0.01)


def _are_any() -> bool:
    """In other threads than the test's own, whose client may leave an answer unread."""
    me = threading.current_thread()
    return any(thread.is_alive() for thread in list(_open) if thread is not me)


def _starts(**kwargs: object) -> None:
    _open.add(threading.current_thread())


def _ends(**kwargs: object) -> None:
    _open.discard(threading.current_thread())

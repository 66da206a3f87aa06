"""How long the tests wait for what is to come.

It costs nothing where the thing comes, and a machine that is busy with something else may be ten
times slower. What must not happen within a time is another matter: those times stand in the tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 90
MILLISECONDS = 1000 * SECONDS


def until(is_so: Callable[[], bool], *, seconds: float = SECONDS) -> None:
    """Returns once it is so, and fails when that is not to be waited for any longer."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)

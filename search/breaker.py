"""A circuit breaker: after a failure, leave a service alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable


class Breaker:
    """Says whether to try. Shared by threads: at worst two of them try at once."""

    def __init__(self, pause: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._pause = pause
        self._clock = clock
        self._failed_at: float | None = None

    @property
    def open(self) -> bool:
        """Whether the last try failed."""
        return self._failed_at is not None

    def allows(self) -> bool:
        """Whether to try now. While open, one try is let through each `pause` seconds."""
        if self._failed_at is None:
            return True
        if self._clock() - self._failed_at < self._pause:
            return False
        # Others keep away while this one tries.
        self._failed_at = self._clock()
        return True

    def failed(self) -> bool:
        """Note a failure; whether it is the first after a success."""
        first = self._failed_at is None
        self._failed_at = self._clock()
        return first

    def succeeded(self) -> bool:
        """Note a success; whether it is the first after a failure."""
        first = self._failed_at is not None
        self._failed_at = None
        return first

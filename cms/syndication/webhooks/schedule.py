"""When a delivery is tried again. Pure: the jitter is handed in."""

from __future__ import annotations

from datetime import timedelta

ATTEMPTS = 10
# After the first failure, the second …: about three days in all.
PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 12 * 3600, 20 * 3600, 30 * 3600)
)
# Nobody is waited for longer than this, whatever Retry-After says.
LONGEST_WAIT = timedelta(hours=24)
# So many failures in a row are no stumbling: what waits need wait no longer once it answers.
DEAD_AFTER = 3
# How long a receiver that fails is left alone before one delivery tries it again.
LONGEST_QUIET = timedelta(minutes=5)
# What waits behind a receiver that has been dead for so long is given up.
GIVE_UP = timedelta(days=4)


def pause(attempts: int, jitter: float, retry_after: float | None = None) -> timedelta | None:
    """The pause after so many attempts, or `None` when there were enough.

    `jitter` from 0 to 1 spreads it from 90 % to 110 %, so that receivers which failed
    together are not all tried together. A longer `retry_after` (seconds) is honoured.
    """
    if attempts >= ATTEMPTS:
        return None
    planned = PAUSES[attempts - 1] * (0.9 + 0.2 * jitter)
    return max(planned, _asked(retry_after))


def quiet(failures: int, retry_after: float | None = None) -> timedelta:
    """How long a receiver that failed so many times in a row is left alone."""
    planned = PAUSES[min(failures, len(PAUSES)) - 1]
    return max(min(planned, LONGEST_QUIET), _asked(retry_after))


def _asked(retry_after: float | None) -> timedelta:
    return timedelta(seconds=min(retry_after or 0, LONGEST_WAIT.total_seconds()))

"""Times as both engines keep them: whole numbers that compare exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ORDER_BITS = 20

NEVER = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // _MICROSECOND


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970; laws are older than that, and negative."""
    return (moment - _EPOCH) // _MICROSECOND


def date_order(moment: datetime | None, key: UUID) -> int:
    """A number by which items sort by date, to the second; the id settles what is left."""
    seconds = 0 if moment is None else (moment - _FIRST) // timedelta(seconds=1)
    return (seconds << _ORDER_BITS) | (key.int & (2**_ORDER_BITS - 1))

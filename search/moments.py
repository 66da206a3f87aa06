"""Times as both engines keep them: whole numbers that compare exactly."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ORDER_BITS = 20
_YEAR_BITS = 14
# Above every number with its year, and every `date_order`.
_UNNUMBERED_BITS = 60
# Of the Republic; before it no law has such a number.
_FIRST_YEAR = 1945
_NUMBERED = re.compile(r"(?P<number>\d{1,6})(?!\d)(?:/(?P<year>\d{4})(?!\d))?")

NEVER = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // _MICROSECOND


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970; laws are older than that, and negative."""
    return (moment - _EPOCH) // _MICROSECOND


def date_order(moment: datetime | None, key: UUID) -> int:
    """A number by which items sort by date, to the second; the id settles what is left."""
    seconds = 0 if moment is None else (moment - _FIRST) // timedelta(seconds=1)
    return (seconds << _ORDER_BITS) | (key.int & (2**_ORDER_BITS - 1))


def year_in(number: str) -> int | None:
    """The year in a document number such as 15/2014/NĐ-CP, where there is one that may be."""
    found = _NUMBERED.match(number)
    year = int(found["year"] or 0) if found else 0
    return year if year >= _FIRST_YEAR else None


def number_order(number: str, order: int) -> int:
    """A number by which items sort by document number: 9/2014 before 15/2013 before 15/2014.

    `order` is the item's `date_order`; what has no number comes last, the newest first.
    """
    found = _NUMBERED.match(number)
    if found is None:
        return (2 << _UNNUMBERED_BITS) - order
    first, year = int(found["number"]), int(found["year"] or 0)
    return (first << _YEAR_BITS | year) << _ORDER_BITS | order & (2**_ORDER_BITS - 1)

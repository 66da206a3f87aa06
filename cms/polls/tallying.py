"""What a poll has come to, by its tallies: as quick at the millionth vote as at the tenth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .models import PollOption, Tally
from .rows import BEYOND_FIRST
from .shares import share_of_people, shares


@dataclass(frozen=True, slots=True)
class Count:
    """One option's votes. `percent` is its share of all votes; these add up to a hundred.

    `of_voters` is the share of people who chose it, which may be more where several are
    chosen. A `retired` option can no longer be chosen.
    """

    id: int
    label: str
    votes: int
    percent: int
    of_voters: int
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """How many people voted, how many options they chose, and which."""

    voters: int
    votes: int
    options: tuple[Count, ...]


# Where each option stands, and last what was chosen beyond each voter's first option.
RESULT = f"""
SELECT o.id, o.label, o.retired, o.sort_order, CAST(COALESCE(SUM(t.count), 0) AS bigint)
FROM {PollOption._meta.db_table} o
LEFT JOIN {Tally._meta.db_table} t ON t.poll_id = o.poll_id AND t.option = o.id
WHERE o.poll_id = %s GROUP BY o.id, o.label, o.retired, o.sort_order
UNION ALL
SELECT {BEYOND_FIRST}, '', false, NULL, CAST(COALESCE(SUM(count), 0) AS bigint)
FROM {Tally._meta.db_table} WHERE poll_id = %s AND option = {BEYOND_FIRST}
"""  # noqa: S608


def result_of(poll: int) -> Result:
    """The result of a poll as it stands: one query, which sees all of a vote or nothing."""
    with connection.cursor() as cursor:
        cursor.execute(RESULT, [poll, poll])
        return result_in(cursor.fetchall(), {})


def result_in(found: Iterable[tuple[Any, ...]], changes: Mapping[int, int]) -> Result:
    """The result in the rows of `RESULT`, with changes to tallies that they do not show yet."""
    rows = [(*row[:4], row[4] + changes.get(row[0], 0)) for row in found]
    beyond = sum(row[4] for row in rows if row[0] == BEYOND_FIRST)
    # An option that was taken away before anybody chose it never was one.
    options = [row for row in rows if row[0] != BEYOND_FIRST and (not row[2] or row[4])]
    options.sort(key=lambda row: (row[3] is None, row[3] or 0, row[0]))
    votes = [row[4] for row in options]
    people = sum(votes) - beyond
    return Result(
        voters=people,
        votes=sum(votes),
        options=tuple(
            Count(key, label, number, percent, share_of_people(number, people), bool(retired))
            for (key, label, retired, _place, number), percent in zip(
                options, shares(votes), strict=True
            )
        ),
    )

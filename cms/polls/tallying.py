"""What a poll has come to, by its tallies: as quick at the millionth vote as at the tenth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from .models import PollOption, Tally
from .shares import share_of_people, shares
from .voting import BEYOND_FIRST


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


def result_of(poll: int) -> Result:
    """The result of a poll as it stands. Two queries."""
    counted = counts_of(poll)
    rows = PollOption.objects.filter(poll=poll).values_list("pk", "label", "retired")
    # An option that was taken away before anybody chose it never was one.
    options = [
        row for row in rows.order_by("sort_order", "pk") if not row[2] or counted.get(row[0])
    ]
    votes = [counted.get(key, 0) for key, _, _ in options]
    people = sum(votes) - counted.get(BEYOND_FIRST, 0)
    return Result(
        voters=people,
        votes=sum(votes),
        options=tuple(
            Count(key, label, number, percent, share_of_people(number, people), retired)
            for (key, label, retired), number, percent in zip(
                options, votes, shares(votes), strict=True
            )
        ),
    )


def counts_of(poll: int) -> Mapping[int, int]:
    """The sum of each option's slots."""
    rows = Tally.objects.filter(poll=poll).values("option").annotate(total=Sum("count"))
    return dict(rows.values_list("option", "total"))

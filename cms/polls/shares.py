"""Percentages that add up to a hundred. Pure."""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 100


def shares(counts: Sequence[int]) -> list[int]:
    """Whole percentages of counts, by the method of the largest remainder (Hamilton's).

    They add up to 100 wherever there is anything to share, and to 0 where there is not;
    none is off by a whole per cent or more, and a larger count never has the smaller
    share. Of equal remainders the larger count is rounded up, then the earlier one.
    """
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    found = [count * WHOLE // total for count in counts]
    missing = WHOLE - sum(found)
    by_remainder = sorted(
        range(len(counts)), key=lambda n: (-(counts[n] * WHOLE % total), -counts[n], n)
    )
    for place in by_remainder[:missing]:
        found[place] += 1
    return found


def share_of_people(votes: int, people: int) -> int:
    """What part of the people chose something, in whole per cent, a half rounded up."""
    return (votes * WHOLE * 2 + people) // (people * 2) if people else 0

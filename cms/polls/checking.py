"""Whether tallies equal their rows, and how they are made to again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from .models import Poll, Tally
from .rows import recount


@dataclass(frozen=True, slots=True)
class Drift:
    """A tally that is not what the rows say."""

    poll: int
    option: int
    slot: int
    tally: int
    rows: int


@transaction.atomic
def check_poll(poll: int, *, repair: bool = False) -> list[Drift]:
    """Compare every tally of a poll with its rows, and with `repair` put it right.

    While it counts no vote on this poll is taken: voters wait.
    """
    # A vote's foreign key asks for a share of this lock.
    if not Poll.objects.select_for_update().filter(pk=poll).exists():
        return []
    rows = recount(poll)
    kept = Tally.objects.filter(poll=poll).values_list("option", "slot", "count")
    tallies = {(option, slot): count for option, slot, count in kept}
    drifts = [
        Drift(poll, *place, tally=tallies.get(place, 0), rows=rows.get(place, 0))
        for place in sorted(tallies.keys() | rows.keys())
        if tallies.get(place, 0) != rows.get(place, 0)
    ]
    if drifts and repair:
        Tally.objects.filter(poll=poll).delete()
        Tally.objects.bulk_create(
            Tally(poll_id=poll, option=option, slot=slot, count=count)
            for (option, slot), count in rows.items()
        )
    return drifts

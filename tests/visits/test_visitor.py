"""A visitor is a number that nobody can make again after the day."""

from __future__ import annotations

from datetime import date

import pytest

from cms.daysecret import VISITORS
from cms.visits.visitor import visitor_number

TODAY, TOMORROW = date(2026, 3, 18), date(2026, 3, 19)


def test_a_visitor_is_one_all_day_and_another_the_next_day_and_elsewhere() -> None:
    who = ("203.0.113.7", "Firefox", "")
    assert visitor_number(TODAY, *who) == visitor_number(TODAY, *who)
    others = {
        visitor_number(TODAY, "203.0.113.8", "Firefox", ""),
        visitor_number(TODAY, "203.0.113.7", "Chrome", ""),
        visitor_number(TODAY, "203.0.113.7", "Firefox", "xa.example"),
        visitor_number(TOMORROW, *who),
    }
    assert len(others | {visitor_number(TODAY, *who)}) == 4 + 1


@pytest.mark.django_db
def test_no_column_of_the_database_holds_a_salt_an_address_or_an_agent() -> None:
    from cms.visits.folding import fold
    from cms.visits.models import Hit, Tally, Visitor

    from .conftest import FIREFOX, Reader

    reader = Reader()
    reader.beacon("/", referrer="https://a.example/secret")
    kept = list(Hit.objects.values())
    fold()
    kept += [*Visitor.objects.values(), *Tally.objects.values()]
    held = VISITORS._held
    assert held is not None
    for told in (reader.sent["REMOTE_ADDR"], FIREFOX, "secret", held[1].hex(), str(held[1])):
        assert told not in repr(kept)

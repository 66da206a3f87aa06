"""Validity on a date, as a table: dates and relations in, a state out."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.library.validity import (
    Effect,
    State,
    Term,
    first_moment,
    next_turn,
    state_on,
    term_of_provision,
)
from cms.library.vocabulary import RelationKind

AMENDS, REPLACES, REPEALS = RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPEALS
GUIDES, CITES = RelationKind.GUIDES, RelationKind.CITES

D2014, D2016, D2018, D2020 = (date(year, 1, 1) for year in (2014, 2016, 2018, 2020))
EVE = timedelta(days=1)


def term(begins=D2014, ends=None, *effects):
    return Term(begins, ends, tuple(Effect(*effect) for effect in effects))


@pytest.mark.parametrize(
    ("known", "day", "state"),
    [
        (term(), D2014 - EVE, State.NOT_YET),
        (term(), D2014, State.IN_FORCE),
        (term(), D2020, State.IN_FORCE),
        # Its own end is the first day without it.
        (term(D2014, D2018), D2018 - EVE, State.IN_FORCE),
        (term(D2014, D2018), D2018, State.ENDED),
        # Replaced or repealed as a whole.
        (term(D2014, None, (REPLACES, False, D2018)), D2018 - EVE, State.IN_FORCE),
        (term(D2014, None, (REPLACES, False, D2018)), D2018, State.ENDED),
        (term(D2014, None, (REPEALS, False, D2018)), D2020, State.ENDED),
        # In part.
        (term(D2014, None, (REPLACES, True, D2016)), D2016 - EVE, State.IN_FORCE),
        (term(D2014, None, (REPLACES, True, D2016)), D2016, State.PARTLY_ENDED),
        (term(D2014, None, (REPEALS, True, D2016)), D2016, State.PARTLY_ENDED),
        # What is amended no longer reads as it did, whether or not anyone ticked "in part".
        (term(D2014, None, (AMENDS, False, D2016)), D2016, State.PARTLY_ENDED),
        (term(D2014, None, (AMENDS, True, D2016)), D2018, State.PARTLY_ENDED),
        # First in part, then as a whole.
        (
            term(D2014, None, (AMENDS, True, D2016), (REPLACES, False, D2018)),
            D2018 - EVE,
            State.PARTLY_ENDED,
        ),
        (term(D2014, None, (AMENDS, True, D2016), (REPLACES, False, D2018)), D2018, State.ENDED),
        # Whichever end comes first.
        (term(D2014, D2016, (REPLACES, False, D2018)), D2016, State.ENDED),
        (term(D2014, D2020, (REPLACES, False, D2018)), D2018, State.ENDED),
        # What guides or cites it changes nothing.
        (term(D2014, None, (GUIDES, False, D2016), (CITES, False, D2016)), D2018, State.IN_FORCE),
        # Replaced before it ever came into force.
        (term(D2018, None, (REPLACES, False, D2016)), D2016, State.ENDED),
        # Nothing known of its beginning.
        (term(None), D2020, State.UNKNOWN),
        (term(None, D2018), D2016, State.UNKNOWN),
        (term(None, D2018), D2018, State.ENDED),
        (term(None, None, (REPLACES, False, D2018)), D2018, State.ENDED),
        # Ended by another, no one says when.
        (term(D2014, None, (REPLACES, False, None)), D2016, State.UNKNOWN),
        (term(D2014, D2018, (REPLACES, False, None)), D2018, State.ENDED),
        (term(D2014, None, (AMENDS, False, None)), D2016, State.PARTLY_ENDED),
    ],
)
def test_the_state_on_a_day_follows_from_dates_and_relations(known, day, state):
    assert state_on(known, day) is state


@pytest.mark.parametrize(
    ("known", "day", "turn"),
    [
        (term(D2016), D2014, D2016),
        (term(D2014, D2018), D2014, D2018),
        (term(D2014, None, (AMENDS, True, D2016), (REPLACES, False, D2018)), D2014, D2016),
        # A second amendment changes nothing of the state.
        (term(D2014, D2020, (AMENDS, True, D2016), (AMENDS, True, D2018)), D2016, D2020),
        (term(D2014, D2018, (AMENDS, True, D2020)), D2018, None),
        (term(), D2014, None),
        (term(None), D2014, None),
    ],
)
def test_the_next_day_on_which_the_state_turns_over_is_known(known, day, turn):
    assert next_turn(known, day) == turn


@pytest.mark.parametrize(
    ("effect", "anchor", "state"),
    [
        (Effect(REPEALS, True, D2016, ("dieu-5",)), "dieu-5", State.ENDED),
        (Effect(REPEALS, True, D2016, ("dieu-5",)), "dieu-5-khoan-1", State.ENDED),
        (Effect(REPEALS, True, D2016, ("dieu-5",)), "dieu-50", State.IN_FORCE),
        (Effect(REPEALS, True, D2016, ("dieu-5-khoan-1",)), "dieu-5", State.PARTLY_ENDED),
        (Effect(REPEALS, True, D2016, ("dieu-5-khoan-1",)), "dieu-5-khoan-2", State.IN_FORCE),
        (Effect(AMENDS, True, D2016, ("dieu-5",)), "dieu-5", State.PARTLY_ENDED),
        # Which provisions it concerns was not said: it may be this one.
        (Effect(REPEALS, True, D2016), "dieu-5", State.PARTLY_ENDED),
        (Effect(REPLACES, False, D2016, ("dieu-5",)), "dieu-9", State.ENDED),
    ],
)
def test_a_provision_shares_only_what_is_done_to_it(effect, anchor, state):
    whole = Term(D2014, None, (effect,))
    assert state_on(term_of_provision(whole, anchor), D2020) is state


def test_a_day_of_the_law_begins_at_midnight_in_vietnam():
    assert first_moment(date(2026, 7, 1)).astimezone(UTC).isoformat() == "2026-06-30T17:00:00+00:00"


def test_a_document_without_dates_and_relations_has_no_known_term():
    assert not term(None).is_known
    assert not term(None, None, (GUIDES, False, D2016)).is_known
    assert term(None, None, (REPEALS, True, None)).is_known


days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
effects = st.builds(Effect, st.sampled_from(list(RelationKind)), st.booleans(), st.none() | days)
terms = st.builds(
    Term, st.none() | days, st.none() | days, st.lists(effects, max_size=4).map(tuple)
)


@given(terms, days, days)
def test_what_has_ended_stays_ended(known, day, later):
    first, second = sorted((day, later))
    if state_on(known, first) is State.ENDED:
        assert state_on(known, second) is State.ENDED


@given(terms, days)
def test_between_a_day_and_the_next_turn_the_state_is_one(known, day):
    turn = next_turn(known, day)
    horizon = turn or date(2031, 1, 1)
    for between in (day + (horizon - day) / 2, horizon - EVE):
        if day <= between < horizon:
            assert state_on(known, between) is state_on(known, day)
    if turn:
        assert state_on(known, turn) is not state_on(known, day)

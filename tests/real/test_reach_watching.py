"""Whoever watches the page in the chaos test does find a lie."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext

from cms.syndication.channels.models import State as PostState
from cms.syndication.reach import State

from .reach_watching import Claim, Judge, Known, Log, Moment, Reading, Told

ITEM, PLACE, PAGE = "an-item", "Đồng Phú", "Trang Facebook"
FIRST, GONE, SECOND, ANEW = Told(1, False), Told(2, True), Told(2, False), Told(3, False)


def moment(now: Told, *had: Told, posts: tuple[str, ...] = ()) -> Moment:
    """The log has the item as it is `now`, the receiver was told of these, the page has posts."""
    newest = {ITEM: had[-1]} if had else {}
    known = Known(True, newest, {(ITEM, told) for told in had})
    log = Log({ITEM: now}, {ITEM: "Tin"}, {}, {PLACE: []}, set())
    return Moment(log, {PLACE: known}, {ITEM: list(posts)} if posts else {})


def cell(state: State, seen: int = 0, version: int = 0) -> Claim:
    return Claim(ITEM, PLACE, str(state.label), seen=seen, version=version)


def post(state: PostState, action: str = "", seen: int = 0, version: int = 0) -> Claim:
    label = str(state.label)
    return Claim(ITEM, PAGE, label, action and gettext(action), seen, version, is_post=True)


def lies(claim: Claim, before: Moment, after: Moment, above: str = "lacks 1") -> list[str]:
    reading = Reading({PLACE: above}, {ITEM: after.log.entries[ITEM]}, [claim])
    return list(Judge(before, after, reading).lies())


@pytest.mark.parametrize(
    ("claim", "before", "after"),
    [
        (cell(State.HAS, 1, 1), moment(FIRST), moment(FIRST)),
        (cell(State.HAS, 2, 2), moment(SECOND, FIRST), moment(SECOND, FIRST)),
        (cell(State.BEHIND, 1, 2), moment(SECOND, FIRST, SECOND), moment(SECOND, FIRST, SECOND)),
        (cell(State.WAITING), moment(FIRST, FIRST), moment(FIRST, FIRST)),
        (cell(State.NEVER_HAD), moment(GONE, FIRST), moment(GONE, FIRST)),
        (cell(State.WITHDRAWN), moment(GONE, FIRST), moment(GONE, FIRST)),
        (cell(State.SENT), moment(FIRST), moment(FIRST)),
        (post(PostState.POSTED, seen=1, version=1), moment(FIRST), moment(FIRST)),
        (
            post(PostState.POSTED, seen=1, version=1),
            moment(FIRST, posts=("Khác",)),
            moment(FIRST, posts=("Khác",)),
        ),
        (
            post(PostState.DUE, "post"),
            moment(FIRST, posts=("Tin",)),
            moment(FIRST, posts=("Tin",)),
        ),
        (post(PostState.REMOVED), moment(GONE, posts=("Tin",)), moment(GONE, posts=("Tin",))),
    ],
)
def test_a_claim_that_a_receiver_does_not_bear_out_is_found(
    claim: Claim, before: Moment, after: Moment
) -> None:
    before.log.deliveries[PLACE].append(("another-item", "waiting", 0, None, None))
    after.log.deliveries[PLACE].append(("another-item", "waiting", 0, None, None))
    assert lies(claim, before, after)


@pytest.mark.parametrize(
    ("claim", "before", "after"),
    [
        (cell(State.HAS, 1, 1), moment(FIRST), moment(FIRST, FIRST)),
        (cell(State.WAITING), moment(FIRST), moment(FIRST, FIRST)),
        (cell(State.WAITING), moment(ANEW, FIRST), moment(ANEW, FIRST, GONE)),
        (cell(State.WITHDRAWN), moment(GONE, FIRST), moment(GONE, FIRST, GONE)),
        (post(PostState.DUE, "post"), moment(FIRST), moment(FIRST, posts=("Tin",))),
    ],
)
def test_what_was_so_at_a_moment_of_the_reading_is_no_lie(
    claim: Claim, before: Moment, after: Moment
) -> None:
    assert not lies(claim, before, after)


def test_a_column_that_has_all_and_does_not_is_found() -> None:
    now = moment(FIRST)
    assert lies(cell(State.HAS, 1, 1), now, moment(FIRST), gettext("has all"))
    assert lies(cell(State.SENT), now, moment(FIRST, FIRST), gettext("has all"))

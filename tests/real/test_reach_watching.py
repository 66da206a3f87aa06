"""Whoever watches the page in the chaos test does find a lie."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils.translation import gettext

from cms.syndication.channels.models import State as PostState
from cms.syndication.reach import State

from .reach_watching import Claim, Judge, Known, Log, Moment, Reading, Told

ITEM, PLACE, PAGE = "an-item", "Đồng Phú", "Trang Facebook"
FIRST, GONE, SECOND, ANEW = Told(1, False), Told(2, True), Told(2, False), Told(3, False)


def moment(
    now: Told, *had: Told, posts: Mapping[str, str] | None = None, whole: bool = True
) -> Moment:
    """The log has the item as it is `now`, the receiver was told of these, the page has posts."""
    newest = {ITEM: had[-1]} if had else {}
    known = Known(whole, newest, {(ITEM, told) for told in had})
    log = Log({ITEM: now}, {ITEM: "Tin"}, {}, {PLACE: []}, set())
    return Moment(log, {PLACE: known}, {ITEM: posts} if posts else {})


def mirror(now: Told, *has: Told) -> Moment:
    """The same, of a receiver that keeps no record: what it has is all that is known of it."""
    return moment(now, *has, whole=False)


def cell(state: State, seen: int = 0, version: int = 0) -> Claim:
    return Claim(ITEM, PLACE, str(state.label), seen=seen, version=version)


def post(state: PostState, action: str = "", seen: int = 0, version: int = 0) -> Claim:
    label = str(state.label)
    return Claim(ITEM, PAGE, label, action and gettext(action), seen, version, is_post=True)


def lies(
    claim: Claim,
    before: Moment,
    after: Moment,
    above: str = "lacks 1",
    row: Told | None = None,
) -> list[str]:
    """Of a page that has the item as it is `row`, or as it is afterwards."""
    reading = Reading({PLACE: above}, {ITEM: row or after.log.entries[ITEM]}, [claim])
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
            moment(FIRST, posts={"1": "Khác"}),
            moment(FIRST, posts={"1": "Khác"}),
        ),
        (
            post(PostState.DUE, "post"),
            moment(FIRST, posts={"1": "Tin"}),
            moment(FIRST, posts={"1": "Tin"}),
        ),
        (
            post(PostState.REMOVED),
            moment(GONE, posts={"1": "Tin"}),
            moment(GONE, posts={"1": "Tin", "2": "Tin"}),
        ),
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
        (post(PostState.DUE, "post"), moment(FIRST), moment(FIRST, posts={"1": "Tin"})),
        (
            post(PostState.DUE, "post"),
            moment(GONE, posts={"1": "Tin"}),
            moment(ANEW, posts={"2": "Tin"}),
        ),
        (
            post(PostState.REMOVED),
            moment(FIRST, posts={"1": "Tin"}),
            moment(ANEW, posts={"2": "Tin"}),
        ),
    ],
)
def test_what_was_so_at_a_moment_of_the_reading_is_no_lie(
    claim: Claim, before: Moment, after: Moment
) -> None:
    assert not lies(claim, before, after)


WITHDRAWN = cell(State.WITHDRAWN)


@pytest.mark.parametrize("before", [mirror(FIRST, FIRST), mirror(GONE, FIRST), mirror(GONE)])
@pytest.mark.parametrize("after", [mirror(GONE), mirror(ANEW), mirror(ANEW, ANEW)])
def test_a_mirror_may_lose_an_item_and_be_given_it_again_in_one_reading(
    before: Moment, after: Moment
) -> None:
    assert not lies(WITHDRAWN, before, after, row=GONE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (mirror(GONE, FIRST), mirror(GONE, FIRST)),
        (mirror(GONE), mirror(ANEW, FIRST)),
        (mirror(GONE, SECOND), mirror(ANEW, ANEW)),
        (mirror(GONE, ANEW), mirror(ANEW, ANEW)),
    ],
)
def test_a_mirror_that_never_lost_an_item_had_no_withdrawal(before: Moment, after: Moment) -> None:
    found = lies(WITHDRAWN, before, after, row=GONE)
    had, has = (one.records[PLACE].newest.get(ITEM) for one in (before, after))
    assert [f"it had {had} before and has {has} after" in lie for lie in found] == [True]


def test_a_column_that_has_all_and_does_not_is_found() -> None:
    now = moment(FIRST)
    assert lies(cell(State.HAS, 1, 1), now, moment(FIRST), gettext("has all"))
    assert lies(cell(State.SENT), now, moment(FIRST, FIRST), gettext("has all"))

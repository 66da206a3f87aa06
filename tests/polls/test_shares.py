"""Percentages add up, and are fair."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.polls.shares import share_of_people, shares

counts = st.lists(st.integers(0, 10**7), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("votes", "percentages"),
    [
        ([1, 1, 1], [34, 33, 33]),
        ([151, 125], [55, 45]),
        ([0, 0], [0, 0]),
        ([5, 0], [100, 0]),
        ([1, 1, 1, 1, 1, 1], [17, 17, 17, 17, 16, 16]),
        ([999_999, 1], [100, 0]),
    ],
)
def test_percentages_of(votes, percentages):
    assert shares(votes) == percentages


@given(counts)
def test_percentages_add_up(votes):
    assert sum(shares(votes)) == (100 if any(votes) else 0)


@given(counts)
def test_no_percentage_is_off_by_a_whole_per_cent(votes):
    total = sum(votes)
    for count, share in zip(votes, shares(votes), strict=True):
        assert total == 0 or abs(share * total - 100 * count) < total


@given(counts)
def test_more_votes_never_have_the_smaller_percentage(votes):
    pairs = sorted(zip(votes, shares(votes), strict=True))
    for (fewer, small), (more, large) in pairwise(pairs):
        assert small <= large or fewer == more


def test_the_share_of_people_is_rounded_and_may_pass_that_of_votes():
    assert share_of_people(1, 8) == 13
    assert share_of_people(3, 3) == 100
    assert share_of_people(0, 0) == 0

"""What is read of the log for an answer."""

from __future__ import annotations

import pytest

from search.stored import passages_at
from tests.search.conftest import publish

pytestmark = pytest.mark.django_db


def test_passages_are_taken_out_of_a_text_in_the_order_asked_for():
    law = publish("Luật", *(f'Khoản {number}: "đất" \\ …' for number in range(9)))
    notice = publish("Thông báo", "Chỉ một đoạn")

    found = passages_at({law.id: [7, 0, 2], notice.id: [0]})

    assert found[law.id] == tuple(law.passages[place] for place in (7, 0, 2))
    assert found[notice.id] == notice.passages


def test_what_a_text_no_longer_has_is_left_out():
    notice = publish("Thông báo", "Chỉ một đoạn")

    assert passages_at({notice.id: [5, 0]})[notice.id] == notice.passages


def test_nothing_asked_for_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert passages_at({}) == {}

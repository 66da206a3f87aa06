"""What is read of the log for an answer."""

from __future__ import annotations

import pytest
from django.utils import timezone

from search.stored import public_entries
from tests.search.conftest import publish

pytestmark = pytest.mark.django_db


def passages_at(places):
    return {key: one.passages for key, one in public_entries(places, timezone.now()).items()}


def test_passages_are_taken_out_of_a_text_in_the_order_asked_for():
    law = publish("Luật", *(f'Khoản {number}: "đất" \\ …' for number in range(9)))
    notice = publish("Thông báo", "Chỉ một đoạn")

    found = passages_at({law.id: [7, 0, 2], notice.id: [0]})

    assert found[law.id] == tuple(law.passages[place] for place in (7, 0, 2))
    assert found[notice.id] == notice.passages


def test_what_a_text_no_longer_has_is_left_out():
    notice = publish("Thông báo", "Chỉ một đoạn")

    assert passages_at({notice.id: [5, 0]})[notice.id] == notice.passages


def test_what_leads_an_entry_is_its_first_passage_wherever_it_is_asked_for():
    plan = publish("Kế hoạch", "Đoạn 1", "Đoạn 2", lead="Về thi hành luật")
    first, second = plan.passages

    found = {places: passages_at({plan.id: places})[plan.id] for places in ((2, 0), (1, 2), (0,))}

    assert [one.text for one in found[2, 0]] == ["Đoạn 2", "Về thi hành luật"]
    assert found[1, 2] == (first, second)
    assert [one.text for one in found[0,]] == ["Về thi hành luật"]


def test_an_entry_of_whose_text_nothing_is_wanted_comes_without_any():
    law, notice = publish("Luật", "Khoản 1", "Khoản 2"), publish("Thông báo", "Chỉ một đoạn")

    assert passages_at({law.id: [1], notice.id: []}) == {law.id: law.passages[1:], notice.id: ()}


def test_nothing_asked_for_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert passages_at({}) == {}


def test_entries_and_their_passages_are_one_query_for_twenty(django_assert_num_queries):
    entries = [publish(f"Tin {number}", "Một đoạn") for number in range(21)]

    with django_assert_num_queries(2):
        found = passages_at({one.id: [0] for one in entries})

    assert found == {one.id: one.passages for one in entries}

"""Editors' synonyms, on both engines: at the next query, without a new index."""

from __future__ import annotations

import pytest

from search.indexer import catch_up
from search.models import Synonym
from search.service import answer
from tests.search.conftest import ask, found, publish


def test_a_synonym_finds_what_is_written_otherwise_at_once_and_marks_it(engine):
    publish("Cấp giấy chứng nhận quyền sử dụng đất")
    publish("Lịch tiếp dân")
    catch_up(engine)
    assert found("bìa đỏ") == []

    Synonym.objects.create(typed="bìa đỏ", meant="giấy chứng nhận", both_ways=False)

    (hit,) = answer(ask("bìa đỏ")).hits
    assert "<mark>giấy chứng nhận</mark>" in hit.title_html
    assert found("bia do") == ["Cấp giấy chứng nhận quyền sử dụng đất"]
    assert found("thủ tục cấp bìa đỏ") == []


@pytest.mark.parametrize(("both_ways", "expected"), [(True, ["Chuyện bìa đỏ"]), (False, [])])
def test_a_synonym_goes_in_one_direction_or_in_both(engine, both_ways, expected):
    publish("Chuyện bìa đỏ")
    catch_up(engine)
    Synonym.objects.create(typed="bìa đỏ", meant="giấy chứng nhận", both_ways=both_ways)

    assert found("giấy chứng nhận") == expected


def test_what_is_written_as_typed_stands_before_what_a_synonym_finds(engine):
    publish("Giấy chứng nhận", "giấy chứng nhận")
    publish("Bìa đỏ", "bìa đỏ")
    catch_up(engine)
    Synonym.objects.create(typed="bìa đỏ", meant="giấy chứng nhận")

    assert found("bìa đỏ") == ["Bìa đỏ", "Giấy chứng nhận"]

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


def test_what_the_law_calls_otherwise_leads_before_what_shares_the_peoples_words(engine):
    publish("Danh dự", "Chồng tôn trọng danh dự của vợ; vợ tôn trọng danh dự của chồng.")
    publish("Nghị định", "Danh mục vô tuyến chống nhiễu.")
    publish("Phòng ngừa", "Chồng gây ra bạo lực gia đình bị cấm tiếp xúc với vợ.")
    catch_up(engine)
    Synonym.objects.create(typed="đánh vợ", meant="bạo lực gia đình", both_ways=False)

    first = answer(ask("chong danh vo")).hits[0]

    assert first.entry.title == "Phòng ngừa"
    assert "<mark>bạo lực gia đình</mark>" in first.passages[0].html


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cho can nguoi", ["Vật nuôi"]),
        ("cho can bo", ["Chế độ"]),
        ("cho cán bộ", ["Chế độ"]),
        ("chó cắn bộ", ["Vật nuôi"]),
    ],
)
def test_what_only_looks_like_a_synonym_without_diacritics_is_none(engine, typed, expected):
    publish("Chế độ", *["chế độ cho cán bộ"] * 20)
    publish("Vật nuôi", "súc vật gây thiệt hại cho người, cho bộ đội")
    catch_up(engine)
    Synonym.objects.create(typed="chó cắn", meant="súc vật gây thiệt hại", both_ways=False)

    assert found(typed) == expected


def test_a_phrase_of_two_parts_is_said_with_others_between_them(engine):
    publish("Súc vật", "Súc vật gây thiệt hại thì chủ bồi thường")
    publish("Thú nuôi", "Chó, mèo phải được tiêm phòng hằng năm")
    catch_up(engine)
    Synonym.objects.create(typed="chó … cắn", meant="súc vật gây thiệt hại", both_ways=False)

    assert found("chó cắn") == ["Súc vật"]
    assert found("chó nhà hàng xóm cắn con tôi")[0] == "Súc vật"
    assert found("chó mà tiêm phòng đủ hằng năm thì có cắn")[0] == "Thú nuôi"


def test_neighbours_between_the_parts_of_a_phrase_leave_it_one_that_is_typed_without_diacritics(
    engine,
):
    publish("Súc vật", "Súc vật gây thiệt hại thì chủ bồi thường")
    publish("Trợ giúp", *["cho hàng xóm, cần giúp thì cho người cần"] * 9)
    catch_up(engine)
    Synonym.objects.create(typed="chó … cắn", meant="súc vật gây thiệt hại", both_ways=False)

    assert found("cho nha hang xom can")[0] == "Súc vật"
    # Others may stand between *cho* and *cần* as well.
    assert found("cho nguoi nao can")[0] == "Trợ giúp"

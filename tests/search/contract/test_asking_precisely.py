"""Quotes, exclusions, abbreviations and cited laws, on both engines alike."""

from __future__ import annotations

import pytest

from cms.publishing.representation import Passage
from search.indexer import catch_up
from search.service import answer
from tests.search.conftest import ask, found, publish


def test_words_in_quotes_must_stand_side_by_side(engine):
    publish("Một", "Việc hòa giải ở cơ sở")
    publish("Hai", "Hòa bình và giải thưởng ở cơ sở")
    catch_up(engine)

    assert found('"hòa giải" cơ sở') == ["Một"]
    assert sorted(found("hòa giải cơ sở")) == ["Hai", "Một"]


def test_what_is_not_wanted_is_left_out(engine):
    publish("Tranh chấp đất đai")
    publish("Tranh chấp hợp đồng")
    catch_up(engine)

    assert found("tranh chấp -đất") == ["Tranh chấp hợp đồng"]
    assert found('tranh chấp -"hợp đồng"') == ["Tranh chấp đất đai"]
    assert answer(ask("tranh chấp -đất")).total == 1


def test_an_abbreviation_finds_its_words_and_they_find_it(engine):
    publish("Thù lao của hòa giải viên")
    publish("Danh sách HGV của phường")
    catch_up(engine)

    for typed in ("HGV", "hgv", "hòa giải viên", "hoa giai vien"):
        assert len(found(typed)) == 2, typed


def test_a_cited_provision_comes_first_and_opens_where_it_is(engine):
    for number in range(3):
        publish(f"Tìm hiểu Điều 12 Luật Hòa giải ở cơ sở, kỳ {number}", "Điều 12 luật hòa giải")
    publish("Khong dau", "Dieu 12 luat 35/2013/QH13: luat hoa giai o co so")
    publish(
        "Luật Hòa giải ở cơ sở",
        Passage("dieu-1", "Điều 1. Phạm vi", "Luật này nói về hòa giải ở cơ sở"),
        Passage("dieu-12", "Điều 12. Giải quyết vướng mắc", "Khi có vướng mắc thì hỏi tổ trưởng"),
        summary={"number": "35/2013/QH13"},
    )
    catch_up(engine)

    for typed in (
        "dieu 12 luat hoa giai o co so",
        "Điều 12 Luật Hòa giải ở cơ sở",
        "điều 12 LHGCS",
        "điều 12 luật 35/2013/QH13",
    ):
        first = answer(ask(typed)).hits[0]
        assert first.entry.title == "Luật Hòa giải ở cơ sở", typed
        assert first.url.endswith("#dieu-12"), typed
        assert answer(ask(typed)).suggestion is None, typed


def test_a_cited_document_is_found_in_any_order(engine):
    publish("Quy chế theo Luật Hòa giải ở cơ sở", "Làm theo luật số 35/2013/QH13")
    publish("Luật Hòa giải ở cơ sở", "Phạm vi", summary={"number": "35/2013/QH13"})
    catch_up(engine)

    for sort in ("relevance", "date", "number"):
        assert "Luật Hòa giải ở cơ sở" in found(f"q=luật số 35/2013/QH13&sort={sort}"), sort
    assert found("q=luật số 35/2013/QH13&sort=number")[0] == "Luật Hòa giải ở cơ sở"


@pytest.mark.parametrize(
    "typed", ["thông tư 56/2023", "thong tu so 56/2023", "TT 56/2023", "điều 4 thông tư 56/2023"]
)
def test_a_document_is_found_first_by_its_number_without_its_body(engine, typed):
    publish("Kinh phí hòa giải", "Chi cho hòa giải viên", summary={"number": "56/2023/TT-BTC"})
    publish("Tuyển dụng", "Làm việc", summary={"number": "56/2023/NĐ-CP"})
    publish("Hỏi đáp", "Thông tư 56/2023 nói gì? Xem Điều 4 Thông tư 56, năm 2023")
    catch_up(engine)

    assert found(typed)[0] == "Kinh phí hòa giải"


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("nghị định 15", ["Nghị định mới", "Nghị định cũ"]),
        ("nghi dinh 15 2014", ["Nghị định cũ"]),
        ("nghị định số 15 năm 2014", ["Nghị định cũ"]),
        ("kế hoạch 104", ["Kế hoạch"]),
        ("ke hoach 104 nam 2021", ["Kế hoạch"]),
        ("mau so 2", ["Mẫu văn bản"]),
        ("luật 35 năm 2099", ["Luật của năm 2099"]),
    ],
)
def test_documents_of_a_kind_and_number_are_found_first_the_newest_before_others(
    engine, typed, titles
):
    for title, number, issued_on in [
        ("Nghị định cũ", "15/2014/NĐ-CP", "2014-02-27"),
        ("Nghị định mới", "15/2020/NĐ-CP", "2020-02-03"),
        ("Thông tư", "15/2014/TT-BTC", "2014-03-01"),
        ("Kế hoạch", "104/KH-UBND", "2021-05-06"),
        ("Mẫu văn bản", "Mẫu số 02", ""),
        ("Luật của năm 2099", "35/2099/QH20", "2099-01-01"),
        ("Nghị quyết của năm 2099", "36/2099/QH20", "2099-01-01"),
    ]:
        publish(title, "Chi tiết", summary={"number": number, "issued_on": issued_on})
    for number in range(3):
        text = "Nghị định 15 2014, kế hoạch 104 năm 2021, mẫu số 02, luật 35 năm 2099"
        publish(f"Hỏi về {text} {number}", text)
    catch_up(engine)

    assert found(typed)[: len(titles)] == titles


def test_keys_without_an_input_method_find_what_they_were_meant_to_write(engine):
    publish("Thù lao của hòa giải viên", "Bác sĩ và kỹ sư cũng là hòa giải viên")
    publish("Hoa giai nhân")
    catch_up(engine)

    for typed in ("hoaf giair vieen", "hoa2 giai3 vie6n", "HOAF GIAIR", "bác sỹ", "kĩ sư"):
        assert found(typed) == ["Thù lao của hòa giải viên"], typed


@pytest.mark.parametrize(
    "typed", ["ai bầu tổ trưởng", "tổ trưởng do ai bầu?", "ai bau to truong", "bầu TTHG thế nào"]
)
def test_words_that_only_ask_need_not_be_found(engine, typed):
    publish("Bầu tổ trưởng tổ hòa giải")
    publish("Bầu hòa giải viên")
    catch_up(engine)

    assert found(typed) == ["Bầu tổ trưởng tổ hòa giải"]


def test_the_neighbours_of_whom_people_complain_need_not_be_found(engine):
    publish("Ranh giới", "Không được lấn chiếm đất của chủ sở hữu liền kề")
    publish("Xóm", "Hàng cây đầu xóm")
    publish("Hàng", "Mua bán hàng hóa")
    catch_up(engine)

    assert "Ranh giới" in found("hàng xóm lấn đất")
    assert "Ranh giới" in found("hang xom lan dat")
    assert found("hang xom") == ["Xóm"]


def test_a_phrase_that_stands_for_one_thing_counts_by_its_words(engine):
    publish("Làm hòa giải viên")
    publish("Làm hòa giải")
    catch_up(engine)

    assert found("muốn làm hòa giải viên") == ["Làm hòa giải viên"]


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("khoản 2 Điều 12 Luật Hòa giải ở cơ sở", "dieu-12-khoan-2"),
        ("khoan 2 dieu 12 luat hoa giai o co so", "dieu-12-khoan-2"),
        ("ĐIỀU 12 KHOẢN 2 LUẬT HÒA GIẢI Ở CƠ SỞ", "dieu-12-khoan-2"),
        ("Đ12 LHGCS", "dieu-12"),
        ("đ12 lhgcs", "dieu-12"),
        ("d12 lhgcs", "dieu-12"),
        ("k2 đ12 LHGCS", "dieu-12-khoan-2"),
        ("dieu 12 luat 35/2013/qh13", "dieu-12"),
        ("Điều 12 35/2013/QH13", "dieu-12"),
        ("luật hòa giải ở cơ sở điều 12 khoản 2", "dieu-12-khoan-2"),
    ],
)
def test_a_citation_in_any_shape_opens_the_very_clause(engine, typed, anchor):
    publish("Tìm hiểu Điều 12 Luật Hòa giải ở cơ sở", "Điều 12 khoản 2 luật hòa giải ở cơ sở")
    publish(
        "Luật Hòa giải ở cơ sở",
        Passage("dieu-11", "Điều 11. Thôi làm", "Điều này và khoản 2 Điều 12"),
        Passage(
            "dieu-12",
            "Điều 12. Tổ hòa giải",
            "1. Tổ có tổ trưởng. 2. Chủ tịch quyết định số lượng.",
            inner=((0, "dieu-12-khoan-1"), (21, "dieu-12-khoan-2")),
        ),
        summary={"number": "35/2013/QH13"},
    )
    catch_up(engine)

    first = answer(ask(typed)).hits[0]

    assert first.entry.title == "Luật Hòa giải ở cơ sở"
    assert first.url.endswith(f"#{anchor}")


@pytest.mark.parametrize("typed", ["khoản 2 Điều 12", "Điều này quy định gì", "luật này"])
def test_a_citation_of_no_document_is_words_like_others(engine, typed):
    publish("Luật này", Passage("dieu-12", "Điều 12", "khoản 2 Điều 12 quy định điều này"))
    catch_up(engine)

    assert found(typed) == ["Luật này"]


def test_a_cited_article_is_shown_once_and_the_words_of_its_laws_name_are_not_marked_alone(engine):
    publish(
        "Luật Hòa giải ở cơ sở",
        Passage("dieu-11", "Điều 11. Thôi làm", "Có một số trường hợp thôi làm"),
        Passage(
            "dieu-12",
            "Điều 12. Tổ hòa giải",
            "1. Tổ có tổ trưởng, theo Luật Hòa giải ở cơ sở. 2. Có một số tổ viên.",
            inner=((0, "dieu-12-khoan-1"), (51, "dieu-12-khoan-2")),
        ),
        summary={"number": "35/2013/QH13"},
    )
    catch_up(engine)

    first = answer(ask("dieu 12 luat hoa giai o co so")).hits[0]

    assert [one.heading for one in first.passages].count("Điều 12. Tổ hòa giải") == 1
    assert "<mark>Luật Hòa giải ở cơ sở</mark>" in first.passages[0].html
    assert "<mark>Có</mark>" not in "".join(one.html for one in first.passages)


def test_what_was_typed_is_never_suggested_in_its_own_place(engine):
    publish("Luật Hòa giải ở cơ sở", Passage("dieu-8", "Điều 8", "khoan 2 dieu 8 luat hgcs"))
    # More has what an abbreviation stands for without its diacritics than with them.
    publish("Luat hoa giai o co so", "dieu 8 khoan 2")
    catch_up(engine)

    assert answer(ask("luat hgcs")).total == 1
    assert answer(ask("luat hgcs")).suggestion is None
    assert answer(ask("luat HGƠCS")).suggestion is None
    assert answer(ask("khoan 2 dieu 8 luat hgcs")).suggestion is None
    assert answer(ask("Khoan 2 Dieu 8 Luat HGCS")).suggestion is None


def test_a_phrase_that_stands_in_very_many_items_is_found_in_all_of_them(engine, monkeypatch):
    monkeypatch.setattr("search.engines.embedded_queries.MOST_WITH_PHRASE", 1)
    for title in ("Một", "Hai", "Ba"):
        publish(title, "cơ quan nhà nước")
    publish("Bốn", "nhà nước và cơ quan")
    catch_up(engine)

    assert sorted(found('"cơ quan nhà nước"')) == ["Ba", "Hai", "Một"]
    assert found('nước -"cơ quan nhà nước"') == ["Bốn"]

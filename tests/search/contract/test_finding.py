"""What is found, on both engines alike."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest

from cms.publishing.representation import Label, Passage
from search.indexer import catch_up
from search.service import answer
from tests.search.conftest import ask, found, publish

NHAT_LE = Label("phuong-nhat-le", "Phường Nhật Lệ")
HAI_DINH = Label("phuong-hai-dinh", "Phường Hải Đình")
TRAINING = Label("tap-huan", "Tập huấn")
LAND = Label("dat-dai", "Đất đai")


@pytest.mark.parametrize(
    "typed",
    [
        "dong hoi",
        "Đồng Hới",
        "ĐỒNG HỚI",
        "DONG HOI",
        "đồng hới",
        "dong hới",
        unicodedata.normalize("NFD", "Đồng Hới"),
        "q=Ｄong Ｈoi",
    ],
)
def test_a_name_is_found_however_it_is_typed(engine, typed):
    publish("Hội nghị tại Đồng Hới", "Sáng nay.")
    publish("Hội nghị tại Lệ Thủy", "Sáng nay.")
    catch_up(engine)

    assert found(typed) == ["Hội nghị tại Đồng Hới"]


def test_a_decomposed_text_is_found_as_well(engine):
    publish(unicodedata.normalize("NFD", "Hòa giải ở Đồng Hới"))
    catch_up(engine)

    assert len(found("đồng hới")) == 1


@pytest.mark.parametrize("typed", ["hoà giải", "hòa giải", "hoa giai", "Hoà Giải"])
def test_either_place_of_the_tone_finds_the_other(engine, typed):
    publish("Luật hòa giải ở cơ sở")
    publish("Tổ hoà giải phường")
    catch_up(engine)

    assert sorted(found(typed)) == ["Luật hòa giải ở cơ sở", "Tổ hoà giải phường"]


def test_what_is_typed_with_diacritics_does_not_drown_in_what_only_looks_alike(engine):
    publish("Tranh chấp đất", "đất")
    for number in range(5):
        publish(f"Đạt kết quả cao {number}", "dat đạt đặt dắt")
    catch_up(engine)

    result = answer(ask("đất"))

    assert [hit.entry.title for hit in result.hits] == ["Tranh chấp đất"]
    assert result.total == 1
    assert result.suggestion == "dat"
    assert answer(ask("dat")).total == 6


def test_diacritics_that_nothing_has_are_overlooked_and_the_answer_says_so(engine):
    publish("Hội nghị tại Đồng Hới")
    catch_up(engine)

    result = answer(ask("đông hơi"))

    assert result.total == 1
    assert result.loosened


def test_without_diacritics_what_was_probably_meant_comes_first_the_rest_after_it(
    engine,
):
    publish("Hạng xom, hạng xom", "hạng xom hạng xom")
    for number in range(12):
        publish(f"Hàng xóm ở tổ dân phố số {number}, phường nào cũng có", "Họp sáng nay.")
    catch_up(engine)

    typed = found("hang xom")

    assert len(set(typed)) == answer(ask("hang xom")).total == 13
    assert typed[-1] == "Hạng xom, hạng xom"


def test_an_exact_match_comes_before_a_folded_one(engine):
    publish("Giai đoạn hoa", "hoa giai")
    publish("Hòa giải", "Hòa giải")
    publish("Hoa giai", "hoa giai")
    catch_up(engine)

    assert found("hòa giải")[0] == "Hòa giải"
    assert found("hoa giai")[0] == "Hoa giai"


def test_words_side_by_side_count_for_more_than_words_apart(engine):
    publish("Một", "Ông Cơ kể rằng tòa sở cũ vẫn mở cửa hằng ngày cho dân")
    publish("Hai", "Việc hòa giải ở cơ sở cũng vẫn mở cửa hằng ngày cho dân")
    catch_up(engine)

    assert found("cơ sở") == ["Hai", "Một"]


def test_a_title_counts_for_more_than_a_text(engine):
    publish("Một ngày ở phường", "Buổi tập huấn đã diễn ra")
    publish("Tập huấn hòa giải viên", "Một ngày ở phường")
    catch_up(engine)

    assert found("tập huấn")[0] == "Tập huấn hòa giải viên"


def test_words_may_stand_in_different_passages_of_one_item(engine):
    publish("Kế hoạch", "Tập huấn trong tháng ba", "Kinh phí từ ngân sách")
    catch_up(engine)

    assert found("tập huấn kinh phí") == ["Kế hoạch"]
    assert found("tập huấn tháng chín") == []


def test_the_lead_is_searched(engine):
    publish("Kế hoạch", lead="Về thi hành Luật Đất đai")
    catch_up(engine)

    assert found("luật đất đai") == ["Kế hoạch"]


def test_a_document_number_is_found_as_a_whole_and_by_its_parts(engine):
    publish("Luật 35/2013/QH13")
    publish("Luật 36/2013/QH13")
    catch_up(engine)

    assert found("35/2013/qh13") == ["Luật 35/2013/QH13"]
    assert found("luật 36") == ["Luật 36/2013/QH13"]


def test_a_long_question_need_not_be_met_in_every_word(engine):
    publish("Thù lao", "Hòa giải viên được hưởng thù lao theo vụ, việc khi hòa giải")
    catch_up(engine)

    assert found("xin hỏi hòa giải viên có được hưởng thù lao khi tham gia không") == ["Thù lao"]


def test_what_has_but_a_word_in_another_spelling_is_found_behind_the_others(engine):
    publish("Giáo")
    publish("Bàn giao mặt bằng", "Trách nhiệm bàn giao mặt bằng thi công")
    catch_up(engine)

    typed = "trách nhiệm bàn giao mặt bằng thi công nạo vét luồng đường thủy"

    assert found(typed) == ["Bàn giao mặt bằng", "Giáo"]
    assert answer(ask(typed)).total == 2


def test_an_item_is_found_once_and_leads_to_its_best_passage(engine):
    publish(
        "Luật hòa giải ở cơ sở",
        Passage("dieu-1", "Điều 1", "Luật này quy định nguyên tắc hòa giải"),
        Passage("dieu-9", "Điều 9", "Quyền của hòa giải viên: được hưởng thù lao hòa giải"),
        Passage("dieu-20", "Điều 20", "Hòa giải được tiến hành"),
    )
    catch_up(engine)

    result = answer(ask("thù lao hòa giải viên"))

    assert result.total == 1
    (hit,) = result.hits
    assert hit.passages[0].anchor == "dieu-9"
    assert hit.passages[0].heading == "Điều 9"
    assert hit.url.endswith("#dieu-9")


def test_a_heading_leads_to_its_passage(engine):
    publish(
        "Sổ tay",
        Passage("a", "Chuẩn bị", "Gặp hai bên"),
        Passage("b", "Lập biên bản", "Ghi lại những gì hai bên đồng ý"),
    )
    catch_up(engine)

    assert answer(ask("biên bản")).hits[0].passages[0].anchor == "b"


def test_an_item_without_text_is_found_by_its_title(engine):
    publish("Danh sách tổ hòa giải")
    catch_up(engine)

    assert found("danh sách") == ["Danh sách tổ hòa giải"]


def test_filters_choose_by_kind_unit_topic_and_date(engine):
    publish("Tin một", units=(NHAT_LE,), topics=(TRAINING,))
    publish(
        "Tin hai", units=(HAI_DINH,), topics=(LAND,), published_at=datetime(2023, 1, 2, tzinfo=UTC)
    )
    publish("Thông báo tin", kind="notice", units=(NHAT_LE,))
    catch_up(engine)

    assert found("q=tin&kind=notice") == ["Thông báo tin"]
    assert sorted(found("q=tin&unit=phuong-nhat-le")) == ["Thông báo tin", "Tin một"]
    assert found("q=tin&topic=dat-dai") == ["Tin hai"]
    assert found("q=tin&published_after=2022-12-31") == ["Tin hai"]
    assert sorted(found("q=tin&published_before=2023-01-02")) == ["Thông báo tin", "Tin một"]
    assert len(found("q=tin&topic=dat-dai&topic=tap-huan")) == 2
    assert found("q=tin&topic=khong-co") == []


def test_facets_count_items_and_leave_out_their_own_choice(engine):
    publish("Tin một", "tin tin", "tin nữa", units=(NHAT_LE, HAI_DINH), topics=(TRAINING,))
    publish("Tin hai", units=(HAI_DINH,), published_at=datetime(2021, 1, 2, tzinfo=UTC))
    publish("Thông báo tin", kind="notice")
    publish("Chuyện khác", units=(NHAT_LE,))
    catch_up(engine)

    facets = answer(ask("q=tin&kind=news")).facets

    def counts(name):
        return {facet.value: facet.count for facet in facets[name]}

    assert counts("kind") == {"news": 2, "notice": 1}
    assert counts("unit") == {"phuong-hai-dinh": 2, "phuong-nhat-le": 1}
    assert counts("topic") == {"tap-huan": 1}
    assert counts("year") == {"2022": 1, "2021": 1}


def test_pages_follow_one_another_without_gap_or_repeat(engine):
    for number in range(23):
        publish(f"Tin {number}", "hòa giải", published_at=datetime(2022, 1, 1 + number, tzinfo=UTC))
    catch_up(engine)

    for sort in ("relevance", "date"):
        pages = [found(f"q=hòa giải&sort={sort}&page={page}&page_size=10") for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [10, 10, 3, 0]
        assert len({title for page in pages for title in page}) == 23
    assert answer(ask("q=hòa giải&page_size=10")).pages == 3


def test_sorting_by_date_puts_the_newest_first(engine):
    publish("Cũ: hòa giải hòa giải", published_at=datetime(1945, 9, 2, tzinfo=UTC))
    publish("Mới", "hòa giải", published_at=datetime(2024, 1, 1, tzinfo=UTC))
    publish("Giữa", "hòa giải", published_at=datetime(2023, 1, 1, tzinfo=UTC))
    catch_up(engine)

    assert found("q=hòa giải&sort=date") == ["Mới", "Giữa", "Cũ: hòa giải hòa giải"]


def test_without_words_everything_is_listed_newest_first(engine):
    publish("Cũ", published_at=datetime(2021, 1, 1, tzinfo=UTC))
    publish("Mới", published_at=datetime(2024, 1, 1, tzinfo=UTC))
    catch_up(engine)

    assert found("q=") == ["Mới", "Cũ"]


@pytest.mark.parametrize("typed", ["!!!", "“…”", "*", "AND OR NOT", "title:x", "a" * 400, "\ufeff"])
def test_signs_and_operators_are_no_syntax(engine, typed):
    publish("Tin hòa giải")
    catch_up(engine)

    assert found(typed) == []


def test_kinds_that_are_not_searchable_are_never_indexed(engine):
    publish("Đất đai", kind="topic")
    publish("Đất đai ở phường")
    catch_up(engine)

    assert found("đất đai") == ["Đất đai ở phường"]
    assert len(engine.contents()) == 1


def test_a_query_without_diacritics_is_offered_as_it_is_written(engine):
    publish("Hội nghị tại Đồng Hới", "Thành phố Đồng Hới")
    catch_up(engine)

    assert answer(ask("dong hoi")).suggestion == "Đồng Hới"


def test_an_answer_costs_few_queries(engine, django_assert_max_num_queries):
    for number in range(30):
        publish(f"Tin {number}", "hòa giải", units=(NHAT_LE,), topics=(TRAINING,))
    publish("Tập huấn", kind="topic", summary={"code": "tap-huan"})
    catch_up(engine)

    with django_assert_max_num_queries(6):
        result = answer(ask("hòa giải"))

    assert len(result.hits) == 20
    assert result.facets["topic"][0].label == "Tập huấn"


def publish_document(title, number, issued_on, *texts, **fields):
    summary = {"number": number, "issued_on": issued_on}
    return publish(title, *texts, kind="notice", summary=summary, **fields)


def test_labels_that_a_kind_declares_choose_and_are_counted(engine):
    mediators, teachers = Label("hoa-giai-vien", "Hòa giải viên"), Label("giao-vien", "Giáo viên")
    publish("Sổ tay hòa giải", kind="notice", labels={"audience": (mediators, teachers)})
    publish("Mẫu biên bản hòa giải", kind="notice", labels={"audience": (mediators,)})
    publish("Tin hòa giải")
    catch_up(engine)

    assert found("q=hòa giải&audience=giao-vien") == ["Sổ tay hòa giải"]
    assert len(found("q=hòa giải&audience=giao-vien&audience=hoa-giai-vien")) == 2
    facets = answer(ask("q=hòa giải&audience=giao-vien")).facets
    assert [(one.label, one.count) for one in facets["audience"]] == [
        ("Hòa giải viên", 2),
        ("Giáo viên", 1),
    ]
    assert [(one.value, one.count) for one in facets["kind"]] == [("notice", 1)]


def test_facets_are_right_under_several_choices(engine):
    publish("Tin một", topics=(TRAINING,), units=(NHAT_LE,))
    publish("Tin hai", topics=(TRAINING,), units=(HAI_DINH,))
    publish("Tin ba", topics=(LAND,), units=(NHAT_LE,))
    catch_up(engine)

    facets = answer(ask("q=tin&topic=tap-huan&unit=phuong-nhat-le")).facets

    assert {one.value: one.count for one in facets["topic"]} == {"tap-huan": 1, "dat-dai": 1}
    assert {one.value: one.count for one in facets["unit"]} == {
        "phuong-nhat-le": 1,
        "phuong-hai-dinh": 1,
    }
    assert {one.value: one.count for one in facets["kind"]} == {"news": 1}


def test_only_what_was_in_force_on_a_day_is_found(engine):
    old = {"valid_from": date(2005, 1, 1), "valid_until": date(2014, 7, 1)}
    publish("Luật Đất đai cũ", kind="notice", **old)
    publish("Luật Đất đai mới", kind="notice", valid_from=date(2014, 7, 1))
    publish("Tin về Luật Đất đai")
    publish("Luật Đất đai chưa rõ ngày", kind="notice", valid_until=date(2030, 1, 1))
    catch_up(engine)

    assert found("q=đất đai&valid_on=2014-06-30") == ["Luật Đất đai cũ"]
    assert found("q=đất đai&valid_on=2014-07-01") == ["Luật Đất đai mới"]
    assert found("q=đất đai&valid_on=2004-12-31") == []
    assert len(found("q=đất đai")) == 4


def test_a_document_is_of_the_year_in_which_it_was_issued(engine):
    publish_document("Luật Hòa giải ở cơ sở", "35/2013/QH13", "2013-06-20")
    publish("Tin về luật")
    catch_up(engine)

    assert found("q=luật&year=2013") == ["Luật Hòa giải ở cơ sở"]
    assert found("q=luật&year=2022") == ["Tin về luật"]
    years = answer(ask("q=luật&year=2013")).facets["year"]
    assert [(one.value, one.count) for one in years] == [("2022", 1), ("2013", 1)]


def test_a_document_without_its_date_is_of_the_year_in_its_number_or_of_its_coming_into_force(
    engine,
):
    undated = {"kind": "notice", "published_at": datetime(2026, 1, 1, tzinfo=UTC)}
    for title, number, begins in [
        ("Luật năm 2016", "301/2016/TT-BTC", "2017-01-01"),
        ("Luật năm 1993", "73-CP", "1993-10-25"),
        ("Luật năm 2015", "57/2015/TT", None),
    ]:
        summary = {"number": number, "issued_on": None, "effective_from": begins}
        publish(title, summary=summary, **undated)
    publish("Tin về luật")
    catch_up(engine)

    newest = ["Tin về luật", "Luật năm 2016", "Luật năm 2015", "Luật năm 1993"]
    assert found("q=luật&sort=date") == newest
    years = answer(ask("luật")).facets["year"]
    assert [one.value for one in years] == ["2022", "2016", "2015", "1993"]


def test_documents_sort_by_number_and_what_has_none_comes_last(engine):
    publish_document("Luật năm 14", "15/2014/NĐ-CP", "2014-02-27")
    publish_document("Luật số 104", "104/2013/KH", "2013-03-01")
    publish("Tin cũ về luật", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    publish("Tin mới về luật", published_at=datetime(2021, 1, 1, tzinfo=UTC))
    publish_document("Luật năm 13", "15/2013/QH13", "2013-06-20")
    publish_document("Luật số 9", "9/2014/TT-BTP", "2014-01-01")
    catch_up(engine)

    assert found("q=luật&sort=number") == [
        "Luật số 9",
        "Luật năm 13",
        "Luật năm 14",
        "Luật số 104",
        "Tin mới về luật",
        "Tin cũ về luật",
    ]
    first, second = (found(f"q=luật&sort=number&page_size=3&page={page}") for page in (1, 2))
    assert [*first, *second] == found("q=luật&sort=number")


def test_within_an_item_all_its_passages_that_match_are_named(engine):
    articles = [Passage(f"dieu-{n}", f"Điều {n}", f"Hòa giải viên {n}") for n in range(1, 8)]
    entry = publish("Luật hòa giải", *articles, Passage("dieu-9", "Điều 9", "Điều khoản khác"))
    publish("Tin hòa giải viên")
    catch_up(engine)

    (hit,) = answer(ask(f"q=hòa giải viên&within={entry.id}")).hits

    assert len(answer(ask("q=luật hòa giải viên")).hits[0].passages) == 3
    assert sorted(one.anchor for one in hit.passages) == [f"dieu-{n}" for n in range(1, 8)]


def test_a_hit_leads_to_the_clause_in_which_its_words_stand(engine):
    text = "1. Được tập huấn.\n2. Được hưởng thù lao theo vụ, việc.\n3. Được khen thưởng."
    inner = ((0, "dieu-9-khoan-1"), (18, "dieu-9-khoan-2"), (55, "dieu-9-khoan-3"))
    publish("Luật hòa giải", Passage("dieu-9", "Điều 9", text, inner))
    catch_up(engine)

    (hit,) = answer(ask("thù lao")).hits

    assert hit.url.endswith("#dieu-9-khoan-2")
    assert hit.passages[0].anchor == "dieu-9-khoan-2"
    assert hit.passages[0].heading == "Điều 9"


def test_an_item_says_whether_more_of_its_passages_match(engine):
    publish("Một", *(Passage(f"a{n}", "", "thù lao") for n in range(4)))
    publish("Hai", *(Passage(f"a{n}", "", "thù lao") for n in range(3)))
    catch_up(engine)

    hits = {hit.entry.title: hit for hit in answer(ask("thù lao")).hits}

    assert [len(hit.passages) for hit in hits.values()] == [3, 3]
    assert (hits["Một"].more, hits["Hai"].more) == (True, False)


@pytest.mark.parametrize("typed", ["tổ hòa giải", "to hoa giai", "tổ hòa giải là gì?"])
def test_an_item_opens_on_the_provision_that_is_called_as_was_asked(engine, typed):
    head = "Tổ trưởng tổ hòa giải"
    text = "Tổ trưởng tổ hòa giải do tổ hòa giải bầu để phụ trách tổ hòa giải."
    publish(
        "Luật Hòa giải ở cơ sở",
        Passage("dieu-14", f"Điều 14. {head}", text),
        Passage("dieu-12", "Điều 12. Tổ hòa giải", "Có tổ trưởng và các hòa giải viên."),
    )
    catch_up(engine)

    (hit,) = answer(ask(typed)).hits

    assert [one.anchor for one in hit.passages] == ["dieu-12", "dieu-14"]
    assert hit.url.endswith("#dieu-12")

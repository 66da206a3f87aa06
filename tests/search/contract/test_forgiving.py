"""Typing errors, on both engines alike: forgiven when little is found, and ranked below."""

from __future__ import annotations

import pytest

from search.asking import LITTLE
from search.indexer import catch_up
from search.service import answer
from tests.search.conftest import ask, found, publish


@pytest.fixture
def library(engine):
    """A few items, whose words stand together often enough to tell what was meant."""
    ours = ["Tiêu chuẩn hòa giải viên, nguyên tắc hòa giải ở cơ sở"] * 10
    theirs = ["Đăng ký kết hôn; bạo lực gia đình; quyền sử dụng đất"] * 10
    for number in range(3):
        publish(f"Hòa giải viên {number}", *ours)
        publish(f"Việc gia đình {number}", *theirs)
    publish("Biên bản", "Đăng ký kết hợp với điều tra")
    publish("Lớp học", "Lớp tắt đèn khi về")
    catch_up(engine)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hòa giải viênn", "hòa giải viên"),
        ("tieu chuan hoa giai vienn", "tiêu chuẩn hòa giải viên"),
        ("tieu chuan hoagiai vien", "tiêu chuẩn hòa giải viên"),
        ("tiêu chuẩn hao giải viên", "tiêu chuẩn hòa giải viên"),
        ("nguyên tắt hòa giải", "nguyên tắc hòa giải"),
        ("bạo lực gai đình", "bạo lực gia đình"),
        ("đăng ký kết hôm", "đăng ký kết hôn"),
        ("quyen su dug dat", "quyền sử dụng đất"),
        ("nguyên tawcs hòa gỉa", "nguyên tawcs hòa giải"),
    ],
)
def test_one_wrong_letter_tone_or_space_is_forgiven_and_the_right_spelling_offered(
    library, typed, meant
):
    result = answer(ask(typed))

    assert result.total == 3
    assert result.suggestion == meant
    assert result.forgiven


def test_two_typing_errors_are_forgiven(library):
    assert answer(ask("nguyen tat hoa gai o co so")).suggestion == "nguyên tắc hòa giải ở cơ sở"


def test_what_has_the_words_as_they_were_typed_comes_first(library, engine):
    publish("Tổ trưởng", "nguyên tắt, hòa, giải")
    catch_up(engine)

    result = answer(ask("nguyên tắt hòa giải"))

    assert result.forgiven
    assert result.total == 4
    assert result.hits[0].entry.title == "Tổ trưởng"
    assert {one.count for one in result.facets["kind"]} == {4}


def test_pages_of_a_corrected_question_follow_one_another_without_gap_or_repeat(library, engine):
    for number in range(3):
        publish(f"Đúng như đã gõ {number}", "nguyên tắt hòa giải")
    catch_up(engine)

    pages = [
        title
        for page in range(1, 5)
        for title in found(f"q=nguyên tắt hòa giải&page_size=2&page={page}")
    ]

    assert len(pages) == len(set(pages)) == 6
    assert all(title.startswith("Đúng") for title in pages[:3])


def test_what_is_found_often_enough_is_not_taken_for_an_error(engine):
    for number in range(LITTLE + 1):
        publish(f"Khu đất gai {number}", "Hàng rào gai đình làng")
    for number in range(40):
        publish(f"Gia đình {number}", "Gia đình văn hóa")
    catch_up(engine)

    result = answer(ask("gai đình"))

    assert result.total == LITTLE + 1
    assert not result.forgiven


def test_a_filter_leaves_what_it_was_said_to_leave(engine):
    for number in range(LITTLE + 1):
        kind = "notice" if number else "news"
        publish(f"Khu đất gai {number}", "Hàng rào gai đình làng", kind=kind)
    for number in range(40):
        publish(f"Gia đình {number}", "Gia đình văn hóa")
    publish("Không dấu", "Hang rao gai dinh lang", kind="page")
    catch_up(engine)

    for typed in ("gai đình", "hàng rào gai đình"):
        said = {one.value: one.count for one in answer(ask(typed)).facets["kind"]}
        left = {kind: answer(ask(f"q={typed}&kind={kind}")) for kind in ("news", "notice", "page")}

        assert {kind: one.total for kind, one in left.items()} == {"page": 0, **said}
        assert not any(one.forgiven or one.loosened for one in left.values())


def test_more_from_a_document_that_was_found_by_what_was_meant_shows_it(library):
    hit = answer(ask("hòa giải viênn")).hits[0]

    within = answer(ask(f"q=hòa giải viênn&within={hit.entry.id}"))

    assert [one.entry for one in within.hits] == [hit.entry]
    assert len(within.hits[0].passages) == 10


def test_what_people_say_is_no_error_where_the_law_has_another_word_beside_it(engine):
    for number in range(LITTLE + 1):
        publish(f"Hòa giải {number}", *["hòa giải hội không làm theo", "rồi mới hòa giải"] * 2)
    catch_up(engine)

    for typed in ("hòa giải rồi không làm theo", "hoa giai roi khong", "hòa giải mới không làm"):
        assert answer(ask(typed)).suggestion is None, typed


def test_a_word_written_as_some_speak_it_is_taken_for_the_one_that_sounds_so(engine):
    for number in range(LITTLE + 1):
        publish(f"Hàng {number}", "hàng xóm", "hàng hóa lấn làn, khai thác sớm")
    publish("Hàng số", *["hàng số"] * 320)
    catch_up(engine)

    assert answer(ask("hang som")).suggestion == "hàng xóm"


@pytest.mark.parametrize("typed", ['"hòa giải viênn"', "ZZXYQW", "12345", "!!", "Nguyễn Văn Xyzt"])
def test_what_is_in_quotes_or_like_nothing_is_left_as_it_is(library, typed):
    result = answer(ask(typed))

    assert not result.forgiven
    assert result.suggestion is None


def test_filters_hold_for_what_is_forgiven(library):
    assert answer(ask("q=hòa giải viênn&kind=news")).total == 3
    assert answer(ask("q=hòa giải viênn&published_before=2001-01-01")).total == 0


def test_a_wrong_tone_finds_what_has_the_right_one_and_says_how_it_is_written(library):
    result = answer(ask("hòa giãi viên"))

    assert result.total == 3
    assert result.suggestion == "hòa giải viên"


@pytest.mark.parametrize("others", [LITTLE // 2, 2 * LITTLE])
def test_neighbours_written_as_some_speak_the_word_are_found_first_though_no_law_names_them(
    engine, others
):
    for number in range(others):
        publish(f"Hàng hóa {number}", "giao hàng trước hạn", "trả nợ sớm")
    publish("Hai nhà", "hàng xóm")
    catch_up(engine)

    result = answer(ask("hang som"))

    assert result.hits[0].entry.title == "Hai nhà"
    assert result.forgiven
    # What stands so as it was typed is no other word.
    assert not answer(ask("tra no som")).forgiven

"""What is understood of a question, as tables of cases."""

from __future__ import annotations

import time
import unicodedata

import pytest

from search.analysis import tokens_of
from search.common_words import without_common_terms
from search.plan import RankedWord
from search.planning import plan, score_terms
from search.query import Query
from search.synonyms import Synonyms
from search.understanding import understood
from tests.search.conftest import SPRING


def words(text: str) -> str:
    return " ".join(token.exact for token in understood(text).words)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Hoà giải", "hòa giải"),
        ("HÒA GIẢI", "hòa giải"),
        (unicodedata.normalize("NFD", "Hòa giải"), "hòa giải"),
        ("hòa giải ,;. viên??", "hòa giải viên"),
        ("(hòa giải)…", "hòa giải"),
        ("xin hỏi luật sư hàng xóm lấn đất", "hàng xóm lấn đất"),
        ("Cho tôi hỏi thủ tục ly hôn", "thủ tục ly hôn"),
        ("cho toi hoi thu tuc ly hon", "thu tuc ly hon"),
        # Too little would be left.
        ("xin hỏi", "xin hỏi"),
        ("Luật 35/2013/QH13", "luật 35/2013/qh13"),
    ],
)
def test_the_words_of_a_question_are_those_that_say_something(typed, asked):
    assert words(typed) == asked


@pytest.mark.parametrize(
    ("typed", "asked", "phrases", "unwanted"),
    [
        ('"hòa giải viên" thù lao', "hòa giải viên thù lao", ["hòa giải viên"], []),
        ("“hòa giải” «cơ sở»", "hòa giải cơ sở", ["hòa giải", "cơ sở"], []),
        ('"đất"', "đất", [], []),
        ("tranh chấp -đất", "tranh chấp", [], ["đất"]),
        ('tranh chấp -"đất đai"', "tranh chấp", [], ["đất đai"]),
        # A dash between words is no exclusion, nor is one within a word.
        ("tranh chấp - đất", "tranh chấp đất", [], []),
        ("hòa-giải", "hòa giải", [], []),
        ("-5 độ", "5 độ", [], []),
        ('một "dở dang', "một dở dang", [], []),
        ('""""', "", [], []),
    ],
)
def test_quotes_keep_words_together_and_a_hyphen_keeps_them_out(typed, asked, phrases, unwanted):
    meant = understood(typed)

    assert words(typed) == asked
    assert [" ".join(one.exact for one in run) for run in meant.phrases] == phrases
    assert [" ".join(one.exact for one in run) for run in meant.unwanted] == unwanted


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("UBND xã", "ủy ban nhân dân"),
        ("ubnd xa", "ủy ban nhân dân"),
        ("ủy ban nhân dân xã", "ubnd"),
        ("uy ban nhan dan xa", "ubnd"),
        ("thù lao HGV", "hòa giải viên"),
        ("quyền của NLĐ", "người lao động"),
        ("thẻ BHYT", "bảo hiểm y tế"),
        ("BLDS về thừa kế", "bộ luật dân sự"),
        ("HNGĐ", "hôn nhân và gia đình"),
    ],
)
def test_an_abbreviation_stands_for_its_words_and_they_for_it(typed, also):
    (one,) = understood(typed).alternatives

    assert also in [" ".join(token.exact for token in other) for other in one.others]


def test_editors_synonyms_are_taken_in():
    (one,) = understood("bò đạp lúa", Synonyms.of([("bò đạp", "trâu giẫm", False)])).alternatives

    assert [token.exact for token in one.others[0]] == ["trâu", "giẫm"]
    assert (one.start, one.end) == (0, 2)


def test_a_synonym_is_not_of_words_typed_with_other_diacritics():
    land = Synonyms.of([("sổ đỏ", "giấy chứng nhận", False)])

    assert understood("so do", land).alternatives
    assert understood("sổ do", land).alternatives
    assert not understood("số đó", land).alternatives


def test_an_abbreviation_is_ranked_by_the_words_it_stands_for():
    ranked = plan(Query("UBND xã"), SPRING, folded=False).words

    assert [word.exact for word in ranked] == ["ủy", "ban", "nhân", "dân", "xã"]
    assert ranked[0] == RankedWord("ủy", "uy", by_folded=False)


def test_what_an_abbreviation_stands_for_is_marked_as_a_whole_and_not_word_by_word():
    marked = plan(Query("luat HNGĐ, UBND nhan"), SPRING, folded=False).together

    assert {"va", "uy", "ban", "dan"} <= marked
    assert "nhan" not in marked


@pytest.mark.parametrize(
    ("typed", "key", "anchor"),
    [
        ("dieu 12 luat hoa giai o co so", "luat hoa giai o co so", "dieu-12"),
        ("Điều 12 Luật Hòa giải ở cơ sở", "luat hoa giai o co so", "dieu-12"),
        ("luật hòa giải ở cơ sở điều 12", "luat hoa giai o co so", "dieu-12"),
        ("kh 2 điều 7 LHGCS", "luat hoa giai o co so", "dieu-7"),
        ("BLDS điều 174", "bo luat dan su", "dieu-174"),
        ("khoản 2 Điều 5 Nghị định số 15/2014/NĐ-CP", "15/2014/nd-cp", "dieu-5-khoan-2"),
        ("35/2013/QH13", "35/2013/qh13", ""),
        ("35/2013", "35/2013/qh13", ""),
        ("luat so 35/2013", "35/2013/qh13", ""),
        ("nđ 15/2014", "15/2014/nd", ""),
        ("ND15/2014 dieu 5", "15/2014/nd", "dieu-5"),
        ("thông tư liên tịch 100/2014", "100/2014/ttlt", ""),
        ("QĐ 08/2023 điều 2", "8/2023/qd", "dieu-2"),
        ("nghị định 15", "15/nd", ""),
        ("NĐ số 015", "15/nd", ""),
        ("nghị định 15 quy định gì", "15/nd", ""),
        ("điều 5 nghị định 15 về hòa giải ở cơ sở", "15/nd", "dieu-5"),
        ("nghị định số 15 năm 2014", "15/2014/nd", ""),
        ("nghi dinh 15 2014", "15/2014/nd", ""),
        ("Nghị định 15 ngày 27/02/2014", "15/2014/nd", ""),
        ("Nghị định 15 ngày 27 tháng 2 năm 2014", "15/2014/nd", ""),
        ("kế hoạch 104", "104/kh", ""),
        ("KH 104", "104/kh", ""),
        ("ke hoach 104 nam 2021", "104/2021/kh", ""),
        ("quyết định 12-2021", "12/2021/qd", ""),
        ("nghị quyết 30a", "30a/nq", ""),
        ("mẫu số 02", "2/mau", ""),
        ("mau so 2", "2/mau", ""),
        ("biểu mẫu 02", "2/mau", ""),
        ("luật số 35", "35/luat", ""),
        ("luật 88 năm 2099", "88/2099/luat", ""),
        ("Đ12 luật hòa giải cơ sở", "luat hoa giai o co so", "dieu-12"),
        ("luat hoa giai tai toa an", "luat hoa giai doi thoai tai toa an", ""),
        ("điều 175 luật dân sự 2015", "91/2015/qh13", "dieu-175"),
        ("luat bao luc gia dinh", "luat phong chong bao luc gia dinh", ""),
    ],
)
def test_a_question_that_cites_the_law_is_read_as_law(typed, key, anchor):
    (found,) = understood(typed).provisions

    assert (found.key, found.anchor) == (key, anchor)


@pytest.mark.parametrize(
    "typed",
    [
        "kỷ luật lao động",
        "ky luat lao dong",
        "hòa giải",
        "5/2013",
        "điều 15",
        "khoản 2",
        "nghị định 15 ngày",
        "quyết định 3 năm tù",
        "quyết định 500.000 đồng",
        "quyết định 15%",
        "quyết định 5 phần trăm",
        "kế hoạch 2021",
        "ke hoach 5 nam",
        "kế hoạch 5/10",
        "thông báo 15",
        "luật 18",
        "kỷ luật số 5",
        "màu 2",
        "mẫu 5 sào",
        "nghị định điều 5",
    ],
)
def test_what_only_sounds_like_a_law_names_none(typed):
    assert understood(typed).provisions == ()


HOSTILE = [
    "a" * 1_000_000,
    '"' * 10_000,
    '"a ' * 300_000,
    "-" * 1_000_000,
    '-"' * 500_000,
    "* ? " * 250_000,
    "1/" * 500_000,
    "điều " * 200_000,
    "\u0301" * 1_000_000,
    "a\u0301" * 500_000,
    "\x00\x01\x02" * 300_000,
    "ubnd " * 200_000,
    "(" * 500_000 + ")" * 500_000,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=[text[:6].encode().hex() for text in HOSTILE])
def test_no_text_takes_long_to_understand(typed):
    spent = time.process_time()
    plan(Query(typed), SPRING, folded=False)

    # A linear reading takes a few milliseconds; one that is not would take minutes.
    assert time.process_time() - spent < 1


def test_what_is_nearly_everywhere_scores_no_passage_where_enough_else_does():
    score = score_terms(list(tokens_of("Hòa giải viên được quy định của pháp luật")), folded=False)
    left = {term.token for term in without_common_terms(score)}

    assert {"hòa", "giải_viên", "định_của", "quy"} <= left
    assert not left & {"định", "quy_định", "của"}

    common = score_terms(list(tokens_of("có của")), folded=False)
    assert without_common_terms(common) == tuple(common)

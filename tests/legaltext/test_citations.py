"""References to provisions and documents, as laws write them and as people type them."""

import pytest

from cms.legaltext.citations import find


def read(text: str, *, typed: bool = False) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (text[c.start : c.end], c.document, c.key, c.article, c.clause, c.point)
        for c in find(text, typed=typed)
    ]


LAW = "luat hoa giai o co so"

WRITTEN = [
    (
        "theo Điều 12 Luật Hòa giải ở cơ sở,",
        [("Điều 12 Luật Hòa giải ở cơ sở", "name", LAW, "12", "", "")],
    ),
    (
        "tại khoản 2 Điều 5 Nghị định số 15/2014/NĐ-CP ngày 27 tháng 02 năm 2014",
        [("khoản 2 Điều 5 Nghị định số 15/2014/NĐ-CP", "number", "15/2014/nd-cp", "5", "2", "")],
    ),
    (
        "Điều 5 Nghị quyết liên tịch số 01/2014/NQLT/CP-UBTƯMTTQVN",
        [
            (
                "Điều 5 Nghị quyết liên tịch số 01/2014/NQLT/CP-UBTƯMTTQVN",
                "number",
                "1/2014/nqlt-cp-ubtwmttqvn",
                "5",
                "",
                "",
            )
        ],
    ),
    (
        "khoản 1 Điều 3 TT số 01/2020/TT-BTP",
        [("khoản 1 Điều 3 TT số 01/2020/TT-BTP", "number", "1/2020/tt-btp", "3", "1", "")],
    ),
    (
        "Điều 12 và 13 BLDS",
        [
            ("Điều 12", "name", "bo luat dan su", "12", "", ""),
            ("13 BLDS", "name", "bo luat dan su", "13", "", ""),
        ],
    ),
    ("quy định tại Điều này", [("Điều này", "this", "", "này", "", "")]),
    ("quy định tại khoản này", [("khoản này", "this", "", "này", "này", "")]),
    (
        "khoản 1 và khoản 3 Điều 7",
        [
            ("khoản 1", "implied", "", "7", "1", ""),
            ("khoản 3 Điều 7", "implied", "", "7", "3", ""),
        ],
    ),
    (
        "các điểm a, b và c khoản 2 Điều 8 của Luật này",
        [
            ("điểm a", "this", "", "8", "2", "a"),
            ("b", "this", "", "8", "2", "b"),
            ("c khoản 2 Điều 8 của Luật này", "this", "", "8", "2", "c"),
        ],
    ),
    (
        "Điều 5, 6 và 7",
        [
            ("Điều 5", "implied", "", "5", "", ""),
            ("6", "implied", "", "6", "", ""),
            ("7", "implied", "", "7", "", ""),
        ],
    ),
    (
        "điểm c khoản 1 và khoản 2 Điều này",
        [
            ("điểm c khoản 1", "this", "", "này", "1", "c"),
            ("khoản 2 Điều này", "this", "", "này", "2", ""),
        ],
    ),
    (
        "khoản 1 Điều 15 và khoản 1 Điều 16 Nghị định số 218/2013/NĐ-CP",
        [
            ("khoản 1 Điều 15", "number", "218/2013/nd-cp", "15", "1", ""),
            (
                "khoản 1 Điều 16 Nghị định số 218/2013/NĐ-CP",
                "number",
                "218/2013/nd-cp",
                "16",
                "1",
                "",
            ),
        ],
    ),
    (
        "Điểm đ, Khoản 3, Điều 20 Thông tư này",
        [("Điểm đ, Khoản 3, Điều 20 Thông tư này", "this", "", "20", "3", "đ")],
    ),
    (
        "Luật Phòng, chống bạo lực gia đình và Nghị định 76/2023/NĐ-CP",
        [
            (
                "Luật Phòng, chống bạo lực gia đình",
                "name",
                "luat phong chong bao luc gia dinh",
                "",
                "",
                "",
            ),
            ("Nghị định 76/2023/NĐ-CP", "number", "76/2023/nd-cp", "", "", ""),
        ],
    ),
    (
        "Điều 12 Luật Sĩ quan Quân đội nhân dân Việt Nam ngày 21 tháng 12 năm 1999",
        [
            (
                "Điều 12 Luật Sĩ quan Quân đội nhân dân Việt Nam ngày 21 tháng 12 năm 1999",
                "name",
                "luat si quan quan doi nhan dan viet nam",
                "12",
                "",
                "",
            )
        ],
    ),
    ("Điều 5 và 10 ngày làm việc", [("Điều 5", "implied", "", "5", "", "")]),
    ("trường hợp quy định tại khoản 2,", [("khoản 2", "this", "", "này", "2", "")]),
    (
        "theo khoản 1 và điểm b khoản 3 thì",
        [("khoản 1", "this", "", "này", "1", ""), ("điểm b khoản 3", "this", "", "này", "3", "b")],
    ),
    ("nêu tại các điểm a", [("điểm a", "this", "", "này", "này", "a")]),
    (
        "quy định tại khoản 2 Nghị định số 15/2014/NĐ-CP",
        [
            ("Nghị định số 15/2014/NĐ-CP", "number", "15/2014/nd-cp", "", "", ""),
        ],
    ),
    (
        "Điều 5 Nghị định này và khoản 2 Điều 7 Nghị định số 15/2014/NĐ-CP",
        [
            ("Điều 5 Nghị định này", "this", "", "5", "", ""),
            ("khoản 2 Điều 7 Nghị định số 15/2014/NĐ-CP", "number", "15/2014/nd-cp", "7", "2", ""),
        ],
    ),
    (
        "khoản 1 Điều 4 Nghị định số 15/2014/NĐ-CP, Điều 6 và Điều 8 Nghị định này",
        [
            ("khoản 1 Điều 4 Nghị định số 15/2014/NĐ-CP", "number", "15/2014/nd-cp", "4", "1", ""),
            ("Điều 6", "this", "", "6", "", ""),
            ("Điều 8 Nghị định này", "this", "", "8", "", ""),
        ],
    ),
    (
        "khoản 2 Điều này và Điều 7 Nghị định số 15/2014/NĐ-CP",
        [
            ("khoản 2 Điều này", "this", "", "này", "2", ""),
            ("Điều 7 Nghị định số 15/2014/NĐ-CP", "number", "15/2014/nd-cp", "7", "", ""),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_the_references_of_a_text_are_found_with_their_spans(text, expected):
    assert read(text) == expected


TYPED = [
    ("dieu 12 luat hoa giai o co so", LAW, "12", "", ""),
    ("luat hoa giai o co so dieu 12", LAW, "12", "", ""),
    ("Điều 5 khoản 2 luật hoà giải ở cơ sở", LAW, "5", "2", ""),
    ("blds dieu 651 khoan 1 diem a", "bo luat dan su", "651", "1", "a"),
    ("điều 8 HNGĐ", "luat hon nhan gia dinh", "8", "", ""),
    ("dieu 203 luat dat dai 2013", "45/2013/qh13", "203", "", ""),
    ("nghị định 15/2014 điều 3", "15/2014/nd", "3", "", ""),
    ("BLTTDS điều 416", "bo luat to tung dan su", "416", "", ""),
]


@pytest.mark.parametrize(("text", "key", "article", "clause", "point"), TYPED)
def test_what_people_type_is_read_in_either_order_and_without_diacritics(
    text, key, article, clause, point
):
    [citation] = find(text, typed=True)
    assert (citation.start, citation.end) == (0, len(text))
    assert (citation.key, citation.article) == (key, article)
    assert (citation.clause, citation.point) == (clause, point)


@pytest.mark.parametrize(
    "text",
    [
        "Điều lệ công ty",
        "thả diều 5 con",
        "điểm 5 môn Văn",
        "khoản 2 nói trên",
        "Sửa đổi, bổ sung khoản 2 như sau:",
        "tỷ lệ 5/10",
    ],
)
def test_what_only_looks_like_a_reference_is_none(text):
    assert find(text) == ()


def test_a_range_says_where_it_ends():
    first, last = find("từ Điều 5 đến Điều 8 của Luật Đất đai năm 2013")
    assert (first.article, first.until, last.article) == ("5", "8", "8")
    assert {first.number, last.number} == {"45/2013/QH13"}


def test_this_provision_is_that_of_the_reader():
    [citation] = find("điểm a khoản này")
    assert citation.anchor("dieu-9-khoan-4-diem-b") == "dieu-9-khoan-4-diem-a"
    assert citation.anchor() == ""


def test_positions_are_those_of_the_text_as_given_when_it_is_decomposed():
    import unicodedata

    text = unicodedata.normalize("NFD", "xem Điều 12 của Luật Đất đai nhé")
    [citation] = find(text)
    assert (
        unicodedata.normalize("NFC", text[citation.start : citation.end])
        == "Điều 12 của Luật Đất đai"
    )


@pytest.mark.parametrize(
    ("here", "anchor"),
    [("dieu-9-khoan-4", "dieu-9-khoan-4-diem-a"), ("dieu-9", "dieu-9-diem-a"), ("", "")],
)
def test_a_point_alone_is_one_of_the_clause_or_article_that_names_it(here, anchor):
    [citation] = find("trường hợp nêu tại điểm a")
    assert citation.anchor(here) == anchor

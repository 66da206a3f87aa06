"""One key for every way of writing the name or the number of a document."""

import pytest

from cms.legaltext.bodies import body_names
from cms.legaltext.laws import KNOWN, same_name_key
from cms.legaltext.well_known import WELL_KNOWN

SAME = [
    (
        "Luật Hòa giải ở cơ sở",
        "luật hoà giải ở cơ sở",
        "luat hoa giai o co so",
        "Luật Hòa giải ở cơ sở năm 2013",
    ),
    ("Luật Hôn nhân và gia đình", "luật hôn nhân gia đình", "HNGĐ", "Luật HN&GĐ"),
    ("Bộ luật Dân sự", "BLDS", "bo luat dan su 2015"),
    ("Luật Phòng, chống bạo lực gia đình", "luat phong chong bao luc gia dinh"),
    ("Luật Quản lý thuế", "luật quản lí thuế"),
    ("15/2014/NĐ-CP", "Nghị định số 15/2014/NĐ-CP", "nghi dinh 15/2014/nd-cp"),
    ("01/2020/NĐ-CP", "1/2020/nđ-cp"),
    (
        "01/2014/NQLT/CP-UBTƯMTTQVN",
        "Nghị quyết liên tịch số 01/2014/NQLT-CP-UBTWMTTQVN",
        "1/2014/nqlt-cp-ubtưmttqvn",
    ),
]


@pytest.mark.parametrize(
    ("said", "bodies"),
    [
        (
            "Bộ Tài chính, Bộ Lao động - Thương binh và Xã hội và Toà án nhân dân tối cao",
            ("Bộ Tài chính", "Bộ Lao động - Thương binh và Xã hội", "Tòa án nhân dân tối cao"),
        ),
        (
            "CHÍNH PHỦ - ỦY BAN TRUNG ƯƠNG MẶT TRẬN TỔ QUỐC VIỆT NAM",
            ("Chính phủ", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
        ),
        ("Bộ Văn hoá, Thể thao và Du lịch", ("Bộ Văn hóa, Thể thao và Du lịch",)),
    ],
)
def test_bodies_are_parted_where_another_begins(said, bodies):
    assert body_names(said) == bodies


@pytest.mark.parametrize("names", SAME)
def test_the_ways_of_writing_a_name_have_one_key(names):
    assert len({same_name_key(name) for name in names}) == 1


def test_no_two_well_known_laws_share_a_key():
    assert len({same_name_key(law.name) for law in WELL_KNOWN}) == len(WELL_KNOWN)


def test_no_abbreviation_means_two_laws():
    for law in WELL_KNOWN:
        for short in law.abbreviations:
            assert same_name_key(short) == same_name_key(law.name), short
    assert KNOWN.abbreviations

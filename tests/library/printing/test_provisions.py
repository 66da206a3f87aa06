"""From a legal text to what is printed of it."""

from cms.legaltext.provisions import parse
from cms.library.printing.document import PrintedDocument, Role
from cms.library.printing.provisions import blocks

from . import works

TEXT = """QUỐC HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Luật số: 1/2020/QH14
Độc lập - Tự do - Hạnh phúc

LUẬT
NẾP LÀNG

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật nếp làng.

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
1. Luật này áp dụng cho:
a) Thôn, xóm;
b) Tổ dân phố.
2. Luật này không áp dụng cho chợ.

Điều 2. Hiệu lực
Luật này có hiệu lực từ ngày 01 tháng 7 năm 2020.

CHỦ TỊCH QUỐC HỘI

Nguyễn Văn A
"""


def printed_text() -> str:
    document = PrintedDocument(
        title="Nếp làng",
        url=works.URL,
        version=1,
        version_date=works.law().version_date,
        blocks=blocks(parse(TEXT)),
    )
    return " ".join(works.page_text(page) for page in list(works.printed(document))[2:])


def test_text_is_printed_in_its_order_with_its_own_numbers():
    text = printed_text()
    expected = (
        "Căn cứ Hiến pháp",
        "CHƯƠNG I QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi",
        "1. Luật này áp dụng cho:",
        "a) Thôn, xóm;",
        "b) Tổ dân phố.",
        "2. Luật này không áp dụng cho chợ.",
        "Điều 2. Hiệu lực",
        "CHỦ TỊCH QUỐC HỘI",
        "Nguyễn Văn A",
    )
    places = [text.index(part) for part in expected]
    assert places == sorted(places)


def test_letterhead_gives_way_to_the_cover():
    assert "Độc lập" not in printed_text()


def test_guide_keeps_its_own_numbers():
    guide = blocks(
        parse(
            "I. TRƯỚC KHI HÒA GIẢI\n\n1. Gặp từng bên\nLắng nghe.\n\nII. BUỔI HÒA GIẢI\n\nMở đầu."
        )
    )
    assert (guide[0].role, guide[0].label) == (Role.HEADING, "I.")

"""A text of law becomes a tree of provisions, with one anchor each."""

from datetime import date

from cms.legaltext.provisions import Provision, parse, walk, whole_text

LAW = """\
QUỐC HỘI                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
-------                     Độc lập - Tự do - Hạnh phúc
Luật số: 35/2013/QH13       Hà Nội, ngày 20 tháng 6 năm 2013

LUẬT
HÒA GIẢI Ở CƠ SỞ

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật hòa giải ở cơ sở.

CHƯƠNG I
NHỮNG QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
1. Luật này quy định nguyên tắc hòa giải; việc khác theo quy định tại
Điều 5. của Luật này.
2. Hoạt động gồm:
a) Một việc;
b) Hai việc;
đ) Việc khác.
Điều 2. Trách nhiệm của
Bộ Tư pháp
Trong Luật này:
1. Hòa giải ở cơ sở là việc giúp các bên.

CHƯƠNG II
HÒA GIẢI VIÊN

Mục 1
TIÊU CHUẨN

Điều 3. Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2014.

Luật này đã được Quốc hội khóa XIII, kỳ họp thứ 5 thông qua ngày 20 tháng 6 năm 2013.
                            CHỦ TỊCH QUỐC HỘI
                            Nguyễn Văn Hùng
Nơi nhận:
- Như trên;
- Lưu: VT.

PHỤ LỤC I
(Ban hành kèm theo Luật số 35/2013/QH13)
DANH MỤC MẪU

Điều 1. Mẫu biên bản
"""


def by_anchor(text: str) -> dict[str, Provision]:
    return {provision.anchor: provision for _, provision in walk(parse(text).provisions)}


def test_every_level_has_its_anchor():
    assert list(by_anchor(LAW)) == [
        "chuong-1",
        "dieu-1",
        "dieu-1-khoan-1",
        "dieu-1-khoan-2",
        "dieu-1-khoan-2-diem-a",
        "dieu-1-khoan-2-diem-b",
        "dieu-1-khoan-2-diem-dd",
        "dieu-2",
        "dieu-2-khoan-1",
        "chuong-2",
        "chuong-2-muc-1",
        "dieu-3",
        "phu-luc-1",
        "phu-luc-1-dieu-1",
    ]


def test_headings_are_told_from_text():
    found = by_anchor(LAW)
    assert found["chuong-1"].heading == "NHỮNG QUY ĐỊNH CHUNG"
    assert found["dieu-2"].heading == "Trách nhiệm của Bộ Tư pháp"
    assert found["dieu-2"].text == "Trong Luật này:"
    assert found["dieu-3"].heading == ""
    assert found["dieu-3"].text.startswith("Luật này có hiệu lực")
    assert found["dieu-1-khoan-2-diem-dd"].label == "Điểm đ"


def test_a_reference_at_the_start_of_a_line_opens_nothing():
    assert "Điều 5. của Luật này." in by_anchor(LAW)["dieu-1-khoan-1"].text


def test_what_stands_around_the_law_is_kept_apart():
    parsed = parse(LAW)
    assert [stretch.kind for stretch in parsed.front] == ["national_heading", "title", "preamble"]
    assert [stretch.kind for stretch in parsed.back] == ["signature", "recipients"]


def test_metadata_is_proposed():
    metadata = parse(LAW).metadata
    assert metadata.number == "35/2013/QH13"
    assert metadata.issued_on == date(2013, 6, 20)
    assert metadata.effective_from == date(2014, 1, 1)
    assert (metadata.type, metadata.title) == ("Luật", "HÒA GIẢI Ở CƠ SỞ")
    assert metadata.issuing_body == "Quốc hội"
    assert metadata.signer == "Nguyễn Văn Hùng"


def test_a_chapter_opens_below_a_title_in_capitals_without_an_empty_line():
    parsed = parse("LUẬT\nHÒA GIẢI Ở CƠ SỞ\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nMột.\n")
    assert parsed.metadata.title == "HÒA GIẢI Ở CƠ SỞ"
    assert [one.anchor for one in parsed.provisions] == ["chuong-1"]


def test_a_heading_is_told_from_the_title_though_a_scanner_spoiled_its_number():
    metadata = parse(
        "QUỐC HỘI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n—— Độc lập - Tự do - Hạnh phúc\n"
        "Luậtsố35/2013QH3  —© ——-\nHà Nội, ngày 20 tháng 6 năm 2013\n\n"
        "LUẬT\nHÒA GIẢI Ở CƠ SỞ\n\nĐiều 1. Phạm vi\nMột.\n"
    ).metadata
    assert (metadata.type, metadata.title) == ("Luật", "HÒA GIẢI Ở CƠ SỞ")
    assert metadata.issued_on == date(2013, 6, 20)


def test_articles_that_an_amendment_quotes_are_none_of_its_own():
    found = by_anchor(
        "Điều 1. Sửa đổi, bổ sung như sau:\n"
        "1. Điều 7 được sửa đổi như sau:\n"
        "“Điều 7. Nguyên tắc\n1. Tôn trọng.\n2. Bí mật.”\n"
        "2. Bổ sung Điều 7a như sau:\n"
        "“Điều 7a. Hỗ trợ\n1. Thù lao.”.\n"
        "Điều 2. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày ký.\n"
    )
    assert list(found) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2"]
    assert "Bí mật" in found["dieu-1-khoan-1"].text


def test_a_repeated_article_has_an_anchor_of_its_own():
    found = by_anchor("Điều 1. Một\nNội dung.\nĐiều 1. Một nữa\nNội dung.\nĐiều 2. Hai\nHết.\n")
    assert list(found) == ["dieu-1", "dieu-1_2", "dieu-2"]


def test_page_numbers_and_running_heads_are_furniture():
    pages = "\n\f".join(
        f"CÔNG BÁO/Số {number}/Ngày 20-3-2014\n"
        + "".join(f"Điều {article}. Tên điều\nNội dung của điều.\n" for article in articles)
        + f"{number}"
        for number, articles in ((3, (1, 2)), (4, (3, 4)), (5, (5, 6)))
    )
    parsed = parse(pages)
    assert {stretch.kind for stretch in parsed.furniture} == {"page_number", "running_head"}
    assert len(parsed.furniture) == 6
    assert [p.text for p in parsed.provisions] == ["Nội dung của điều."] * 6


def test_the_whole_text_of_an_article_tells_where_its_clauses_begin():
    article = by_anchor(LAW)["dieu-1"]
    text, inner = whole_text(article)
    starts = {anchor: text[offset : offset + 2] for offset, anchor in inner}
    assert starts == {
        "dieu-1-khoan-1": "1.",
        "dieu-1-khoan-2": "2.",
        "dieu-1-khoan-2-diem-a": "a)",
        "dieu-1-khoan-2-diem-b": "b)",
        "dieu-1-khoan-2-diem-dd": "đ)",
    }


def test_a_text_without_provisions_is_one():
    [only] = parse("Chỉ có một đoạn văn, không có điều khoản nào.").provisions
    assert (only.kind, only.anchor) == ("heading", "mo-dau")
    assert parse("").provisions == ()


def test_an_office_may_leave_out_the_motto_above_its_number():
    text = (
        "ỦY BAN NHÂN DÂN\n\nPHƯỜNG ĐỒNG HỚI\n\nSố: 07/QĐ-UBND\n\nQUYẾT ĐỊNH\n\n"
        "Ban hành Quy chế phối hợp hòa giải ở cơ sở\n\nĐiều 1. Ban hành Quy chế.\n"
    )
    parsed = parse(text)
    told = parsed.metadata
    assert (told.number, told.type) == ("07/QĐ-UBND", "Quyết định")
    assert told.issuing_body == "ỦY BAN NHÂN DÂN PHƯỜNG ĐỒNG HỚI"
    assert told.title == "Ban hành Quy chế phối hợp hòa giải ở cơ sở"
    assert [one.kind for one in parsed.front] == ["national_heading", "title"]

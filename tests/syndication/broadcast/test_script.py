"""An item as a script: what is said of it, and how long it takes."""

from cms.syndication.broadcast.reading.script import (
    LONGEST,
    WHOLE,
    script_of,
    seconds,
    syllables,
    text_of,
    written,
)


def item(*blocks, title="Tin", lead="Dẫn."):
    body = {"blocks": [{"type": kind, "id": None, "value": value} for kind, value in blocks]}
    return {"title": title, "lead": lead, "body": body}


def said(*blocks):
    return script_of(written(item(*blocks))).split("\n\n")[2:]


def test_a_script_begins_with_the_title_and_the_lead():
    made = script_of(written(item(title="UBND họp", lead="Sáng 18/3, 80 % có mặt")))
    assert made == (
        "Ủy ban nhân dân họp.\n\nSáng ngày mười tám tháng ba, tám mươi phần trăm có mặt."
    )


def test_every_block_is_said_in_its_own_way():
    assert said(
        ("heading", {"text": "Mục tiêu", "level": 2}),
        ("paragraph", {"html": "<p>Từ <b>15</b> xã</p><ul><li>một tổ</li><li>hai tổ</li></ul>"}),
        ("quote", {"text": "Hòa là quý.", "who": "bà Lan", "role": "tổ trưởng"}),
        ("callout", {"tone": "note", "heading": "Lưu ý", "html": "<p>Gọi 113</p>"}),
        ("steps", {"heading": "Cách làm", "steps": [{"title": "Nghe", "html": "<p>Cả hai.</p>"}]}),
        ("key_figures", {"figures": [{"figure": "100 %", "meaning": "hòa giải viên"}]}),
    ) == [
        "Mục tiêu.",
        "Từ mười lăm xã.",
        "Một tổ.",
        "Hai tổ.",
        "Bà Lan, tổ trưởng, nói: “Hòa là quý.”",
        "Lưu ý.",
        "Gọi một một ba.",
        "Cách làm.",
        "Thứ nhất, Nghe. Cả hai.",
        "Một trăm phần trăm hòa giải viên.",
    ]


def test_tables_are_told_of_and_pictures_videos_and_files_left_out():
    assert said(
        ("table", {"caption": "Kết quả", "rows": [["a", "1"]]}),
        ("table", {"caption": "", "rows": [["a", "1"]]}),
        ("image", {"image": None, "caption": "Cầu"}),
        ("gallery", {}),
        ("video", {"title": "Phim"}),
        ("files", {"heading": "Tệp", "files": []}),
        ("something new", {}),
    ) == [
        "Bảng “Kết quả” được đăng trên Cổng thông tin.",
        "Bảng số liệu kèm theo được đăng trên Cổng thông tin.",
    ]


def test_an_item_without_blocks_is_read_from_its_passages():
    payload = {"title": "Luật", "lead": ""}
    made = script_of(written(payload, [("Điều 1", "Phạm vi\n\nLuật này"), ("", "hết")]))
    assert made == "Luật.\n\nĐiều một.\n\nPhạm vi.\n\nLuật này.\n\nHết."


def test_what_is_too_long_for_the_air_ends_after_a_paragraph_and_says_so():
    payload = {"title": "Luật", "lead": ""}
    made = script_of(written(payload, [("", "một hai ba\n\n" * LONGEST)]))
    assert made.endswith(f"Một hai ba.\n\n{WHOLE}")
    assert syllables(made) < LONGEST + 20


def test_the_duration_counts_what_takes_time_to_say():
    assert syllables("Hòa giải ở cơ sở, – 1 ki-lô-mét.") == 8
    assert seconds("hòa giải " * 100, per_minute=200) == 60


def test_html_is_read_as_its_text():
    assert text_of("<p>a  &amp; b<br>c</p>\n<p> </p><p>d</p>") == ["a & b", "c", "d"]

"""One filled-in value of each block, and what its three forms must say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Sample:
    """A raw value; a part of its HTML; its plain text; a part of its API form."""

    name: str
    raw: Any
    html: str
    text: str
    api: dict[str, Any]


# A poll has its place in the log once the relay has seen it.
POLL_URL = f"{settings.PORTAL_URL}/binh-chon/tap-huan-o-dau/"

SAMPLES = [
    Sample(
        "paragraph",
        "<p>Hai bên <b>bắt tay</b>.</p><ul><li>Cùng sửa rào</li></ul>",
        "<b>bắt tay</b>",
        "Hai bên bắt tay.\nCùng sửa rào",
        {"html": "<p>Hai bên <b>bắt tay</b>.</p><ul><li>Cùng sửa rào</li></ul>"},
    ),
    Sample(
        "heading",
        {"text": "Đất đai", "level": "3", "anchor": ""},
        '<h3 id="dat-dai">Đất đai</h3>',
        "Đất đai",
        {"text": "Đất đai", "level": 3},
    ),
    Sample(
        "quote",
        {"text": "Tình làng nghĩa xóm", "who": "Bà Lan", "role": "tổ trưởng"},
        "<figcaption>Bà Lan, tổ trưởng</figcaption>",
        "“Tình làng nghĩa xóm”\nBà Lan, tổ trưởng",
        {"who": "Bà Lan"},
    ),
    Sample(
        "callout",
        {"tone": "warning", "heading": "Lưu ý", "text": "<p>Hết hạn ngày 30/4</p>"},
        "block-callout-warning",
        "Lưu ý\nHết hạn ngày 30/4",
        {"tone": "warning", "html": "<p>Hết hạn ngày 30/4</p>"},
    ),
    Sample(
        "video",
        {"url": "https://youtu.be/aqz-KE-bpKQ", "title": "Hòa giải mẫu", "caption": "Phần một"},
        "Hòa giải mẫu",
        "Hòa giải mẫu\nPhần một",
        {"provider": "YouTube", "player": "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"},
    ),
    Sample(
        "steps",
        {"heading": "Cách làm", "steps": [{"title": "Nghe", "text": "<p>cả hai bên</p>"}]},
        "<li><strong>Nghe</strong><p>cả hai bên</p></li>",
        "Cách làm\n1. Nghe\ncả hai bên",
        {"steps": [{"title": "Nghe", "html": "<p>cả hai bên</p>"}]},
    ),
    Sample(
        "table",
        {
            "data": [["Đơn vị", "Số tổ"], ["Bảo Ninh", None]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "Số tổ hòa giải",
        },
        '<th scope="col">Đơn vị</th>',
        "Số tổ hòa giải\nĐơn vị; Số tổ\nBảo Ninh",
        {"header_row": True, "rows": [["Đơn vị", "Số tổ"], ["Bảo Ninh", ""]]},
    ),
    Sample(
        "key_figures",
        {"figures": [{"figure": "80 %", "meaning": "tổ trưởng"}], "source": "Kế hoạch"},
        "<dd>80 %</dd>",
        "80 % tổ trưởng\nKế hoạch",
        {"figures": [{"figure": "80 %", "meaning": "tổ trưởng"}]},
    ),
    Sample(
        "document_reference",
        {
            "number": "35/2013/QH13",
            "title": "Luật Hòa giải ở cơ sở",
            "issuing_body": "Quốc hội",
            "issued_on": "2013-06-20",
            "page": None,
            "url": "https://vbpl.vn/luat",
        },
        '<a href="https://vbpl.vn/luat">Luật Hòa giải ở cơ sở</a>',
        "Luật Hòa giải ở cơ sở\n35/2013/QH13, Quốc hội, 20/6/2013",
        {"issued_on": "2013-06-20", "url": "https://vbpl.vn/luat"},
    ),
    Sample(
        "contact",
        {
            "name": "Phòng Tư pháp",
            "role": "",
            "phone": "0232 123 456",
            "email": "tp@example.vn",
            "address": "Hùng Vương",
        },
        'href="tel:0232123456"',
        "Phòng Tư pháp\nĐiện thoại: 0232 123 456\nThư điện tử: tp@example.vn\nHùng Vương",
        {"phone": "0232 123 456"},
    ),
    Sample(
        "image",
        {
            "image": {"image": "IMAGE", "alt_text": "Cây cầu", "decorative": False},
            "caption": "Sông",
        },
        'alt="Cây cầu"',
        "Sông",
        {"caption": "Sông"},
    ),
    Sample(
        "gallery",
        {
            "heading": "Ảnh",
            "images": [
                {
                    "image": {"image": "IMAGE", "alt_text": "Một", "decorative": False},
                    "caption": "",
                },
                {
                    "image": {"image": "IMAGE", "alt_text": "Hai", "decorative": False},
                    "caption": "",
                },
            ],
        },
        'alt="Hai"',
        "Ảnh\nMột\nHai",
        {"heading": "Ảnh"},
    ),
    Sample(
        "files",
        {"heading": "Tải về", "files": [{"document": "DOCUMENT", "title": ""}]},
        "Kế hoạch 104",
        "Tải về\nKế hoạch 104",
        {"heading": "Tải về"},
    ),
    Sample(
        "poll",
        {"poll": "POLL"},
        "Tập huấn ở đâu?",
        "Tập huấn ở đâu?\nNhà văn hóa\nTrụ sở",
        {"poll": {"id": None, "question": "Tập huấn ở đâu?", "url": POLL_URL}},
    ),
]


def filled(raw: Any, **rows: Any) -> Any:
    """The raw value with the keys of real rows (`image`, `document`, …) in it."""
    if isinstance(raw, dict):
        return {key: filled(one, **rows) for key, one in raw.items()}
    if isinstance(raw, list):
        return [filled(one, **rows) for one in raw]
    if isinstance(raw, str) and raw.lower() in rows and raw.isupper():
        return rows[raw.lower()].pk
    return raw

"""Examples for the documentation: invented, but in the shape of the real thing."""

from __future__ import annotations

from typing import Any

from cms.publishing.representation import Kind

Json = dict[str, Any]

ITEM: Json = {
    "id": "0b0f6f3e-7c0e-4f0e-9b1a-2f6f3c1d5a77",
    "kind": "news",
    "version": 2,
    "url": "https://hoagiai.example.vn/tin-tuc/tap-huan-to-truong/",
    "title": "Tập huấn chuyên sâu cho tổ trưởng tổ hòa giải",
    "lead": "Hai ngày, mười lăm xã, phường, hơn một trăm tổ trưởng.",
    "language": "vi",
    "published_at": "2022-03-18T08:00:00+07:00",
    "updated_at": "2022-03-19T09:30:00+07:00",
    "units": [{"code": "18859", "name": "Phường Đồng Hải"}],
    "topics": [{"code": "tap-huan", "name": "Tập huấn"}],
}

NEWS: Json = {
    "byline": {
        "name": "Thu Thủy",
        "role": "Phòng Tư pháp",
        "url": "https://hoagiai.example.vn/tac-gia/thu-thuy/",
    },
    "cover": None,
}

NEWS_ALONE: Json = {
    "body": {
        "blocks": [
            {"type": "paragraph", "id": "a1", "value": {"html": "<p>Hai bên <b>bắt tay</b>.</p>"}}
        ],
        "html": "<p>Hai bên <b>bắt tay</b>.</p>",
        "text": "Hai bên bắt tay.",
    },
    "related": [],
    "attachments": [],
    "source": None,
}

CHANGES: Json = {
    "results": [
        {
            "change": 41,
            "id": ITEM["id"],
            "kind": "news",
            "version": 2,
            "withdrawn": False,
            "updated_at": ITEM["updated_at"],
            "url": ITEM["url"],
            "item": {**ITEM, **NEWS, **NEWS_ALONE},
        },
        {
            "change": 42,
            "id": "5d3b1a52-64c1-4a43-8a55-4f6f0a5e2c11",
            "kind": "news",
            "version": 3,
            "withdrawn": True,
            "updated_at": "2022-03-20T07:15:00+07:00",
            "url": None,
            "item": None,
        },
    ],
    "next_since": 42,
    "has_more": False,
}


SEARCH: Json = {
    "results": [
        {
            **ITEM,
            "highlights": {
                "title": "Tập huấn chuyên sâu cho tổ trưởng <mark>tổ hòa giải</mark>",
                "url": "https://hoagiai.example.vn/tin-tuc/tap-huan-to-truong/#ngay-hai",
                "more": False,
                "passages": [
                    {
                        "anchor": "ngay-hai",
                        "heading": "Ngày thứ hai",
                        "url": "https://hoagiai.example.vn/tin-tuc/tap-huan-to-truong/#ngay-hai",
                        "html": "Mỗi <mark>tổ hòa giải</mark> thử một vụ…",
                        "part": None,
                    }
                ],
            },
        }
    ],
    "total": 1,
    "facets": {"kind": [{"value": "news", "label": "Tin tức", "count": 1}]},
    "in_force": None,
    "promoted": [],
    "suggestion": "tổ hòa giải",
    "loosened": False,
    "forgiven": False,
    "words": [],
    "shorter": [],
    "relaxations": [],
    "engine": "elasticsearch",
    "degraded": False,
    "next": None,
    "previous": None,
}

SUGGESTIONS: Json = {
    "results": [
        {
            "type": "query",
            "text": "luật hòa giải ở cơ sở",
            "kind": None,
            "label": None,
            "url": "https://hoagiai.example.vn/tim-kiem/?q=lu%E1%BA%ADt+h%C3%B2a+gi%E1%BA%A3i",
        },
        {
            "type": "item",
            "text": ITEM["title"],
            "kind": "news",
            "label": "Tin tức",
            "url": ITEM["url"],
        },
    ]
}


LAW: Json = {
    **ITEM,
    "id": "8d1c7b52-1f7e-4f0c-8a51-3f0e5a9b2c64",
    "kind": "document",
    "url": "https://hoagiai.example.vn/thu-vien/quy-che-mau/",
    "title": "Quy chế mẫu về hoạt động của tổ hòa giải",
    "lead": "Nền nếp làm việc của một tổ hòa giải.",
    "units": [],
    "type": {"code": "quy-che", "name": "Quy chế, quy định"},
    "number": "01/2026/QC-TP",
    "issuing_bodies": [{"code": "phong-tu-phap", "name": "Phòng Tư pháp"}],
    "issued_on": "2025-12-10",
    "effective_from": "2026-01-01",
    "effective_to": None,
    "validity": {
        "code": "con-hieu-luc",
        "name": "Còn hiệu lực",
        "from": "2026-01-01",
        "until": None,
    },
    "fields": [{"code": "hoa-giai-o-co-so", "name": "Hòa giải ở cơ sở"}],
    "audiences": [{"code": "hoa-giai-vien", "name": "Hòa giải viên"}],
    "sets": [],
}

LAW_ALONE: Json = {
    "known_as": [],
    "signer": "",
    "source": None,
    "file": None,
    "attachments": [],
    "body": {"blocks": [], "html": "", "text": ""},
    "relations": [
        {
            "relation": "replaces",
            "number": "01/2022/QC-TP",
            "title": "Quy chế mẫu về hoạt động của tổ hòa giải (2022)",
            "url": "https://hoagiai.example.vn/thu-vien/quy-che-mau-2022/",
            "partial": False,
            "provisions": "",
            "since": None,
        }
    ],
    "contents": [{"anchor": "dieu-8", "label": "Điều 8", "heading": "Phân công", "level": 1}],
}

PROVISION: Json = {
    "id": "3f0e5a9b-2c64-5d1c-8b52-1f7e4f0c8a51",
    "anchor": "dieu-8-khoan-2",
    "kind": "clause",
    "path": ["Điều 8", "Khoản 2"],
    "heading": "",
    "citation": "khoản 2 Điều 8 Quy chế mẫu số 01/2026/QC-TP",
    "url": "https://hoagiai.example.vn/thu-vien/quy-che-mau/#dieu-8-khoan-2",
    "text": "Tổ trưởng phân công trong 02 ngày kể từ ngày nhận được yêu cầu.",
    "html": '<div class="provision clause" id="dieu-8-khoan-2"><p>…</p></div>',
    "validity": LAW["validity"],
}

# By kind: an item as it stands in a list, and what it has besides when alone.
OF_KINDS: dict[str, tuple[Json, Json]] = {
    "news": ({**ITEM, **NEWS}, NEWS_ALONE),
    "document": (LAW, LAW_ALONE),
}


def list_of(kind: Kind) -> Json | None:
    if kind.name not in OF_KINDS:
        return None
    return {"results": [OF_KINDS[kind.name][0]], "next": None, "previous": None}


def item_of(kind: Kind) -> Json | None:
    if kind.name not in OF_KINDS:
        return None
    summary, alone = OF_KINDS[kind.name]
    return {**summary, **alone}


def part_of(kind: Kind) -> Json | None:
    return PROVISION if kind.name == "document" else None


def parts_of(kind: Kind) -> Json | None:
    part = part_of(kind)
    return part and {"results": [part], "next": None, "previous": None}

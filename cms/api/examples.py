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
    "words": [],
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


def list_of(kind: Kind) -> Json | None:
    if kind.name != "news":
        return None
    return {"results": [{**ITEM, **NEWS}], "next": None, "previous": None}


def item_of(kind: Kind) -> Json | None:
    return {**ITEM, **NEWS, **NEWS_ALONE} if kind.name == "news" else None

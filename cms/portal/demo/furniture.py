"""What editors say around the demo's pages: agency, menu, footer, notices, side boxes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wagtail.models import Page, Site

from cms.portal.models import HomeNotice, HomePage, PortalSettings

from .writing import stable_id

OFFICIAL_SITES = (
    ("https://moj.gov.vn/", "Bộ Tư pháp"),
    ("https://vbpl.vn/", "Cơ sở dữ liệu quốc gia về văn bản pháp luật"),
    ("https://pbgdpl.moj.gov.vn/", "Phổ biến, giáo dục pháp luật"),
)


def furnish(
    home: HomePage, index: Page, sections: Mapping[str, Page], stories: Mapping[str, Page]
) -> None:
    """Fill the home page and the site's settings. The pages they link to are there already."""
    home = HomePage.objects.get(pk=home.pk)
    home.lead_story = stories["bon-nam-sau-ngay-18-3"]
    home.aside = json.dumps(_aside(sections))  # type: ignore[assignment]
    home.notices = [
        HomeNotice(
            text="Nội dung là dữ liệu trình diễn; người và số liệu được đặt ra để minh họa.",
            page=sections["gioi-thieu"],
        ),
        HomeNotice(
            text="Ba phường mới tiếp nhận việc hòa giải từ ngày 01/7/2025: tổ hòa giải giữ nguyên.",
            page=stories["chuan-bi-sap-xep-don-vi-hanh-chinh"],
        ),
        HomeNotice(
            text="Lịch bồi dưỡng hòa giải viên năm 2026 đã có. Đăng ký qua tổ trưởng.",
            page=stories["phuong-dong-hoi-ke-hoach-nam-2026"],
        ),
    ]
    home.save_revision().publish()
    _settle(home, index, sections)


def _settle(home: HomePage, index: Page, sections: Mapping[str, Page]) -> None:
    settings = PortalSettings.for_site(Site.objects.get(root_page=home, is_default_site=True))
    settings.parent_agency = "UBND thành phố Đồng Hới"
    settings.agency_name = "Phòng Tư pháp thành phố Đồng Hới"
    settings.address = "Đường Hùng Vương, Đồng Hới"
    settings.hotline = "0232 000 0104"
    settings.email = "hoagiai@donghoi.example"
    settings.licence = "Giấy phép trình diễn số 00/GP-TTĐT (không có giá trị pháp lý)"
    settings.responsible_person = "Trưởng phòng Tư pháp"
    pages = [index, *sections.values()]
    menu = [_to(home, "Trang chủ"), *(_to(page) for page in pages)]
    settings.menu = json.dumps([_block("link", link, f"menu/{n}") for n, link in enumerate(menu)])
    settings.footer = json.dumps(_footer(index, sections))
    settings.save()


def _footer(index: Page, sections: Mapping[str, Page]) -> list[dict[str, Any]]:
    below = sections["hoa-giai-o-co-so"].get_children()
    here = [_to(page) for page in (index, sections["gioi-thieu"], sections["lien-he"])]
    return [
        _column("Chuyên mục", here),
        _column("Hòa giải ở cơ sở", [_to(page) for page in below]),
        _column("Trang liên quan", [_away(url, text) for url, text in OFFICIAL_SITES]),
    ]


def _aside(sections: Mapping[str, Page]) -> list[dict[str, Any]]:
    below = sections["hoa-giai-o-co-so"].get_children()
    links = [*(_to(page) for page in below), _to(sections["tai-lieu-boi-duong"])]
    hotline = (
        "<p>Hòa giải viên gặp việc khó, gọi <b>0232 000 0104</b> trong giờ hành chính.</p>"
        "<p>Có người bị đánh, bị đe dọa: gọi ngay <b>113</b>.</p>"
    )
    return [
        _block("text", {"heading": "Đường dây nóng", "text": hotline}, "aside/text"),
        _block("links", _group("Dành cho hòa giải viên", links), "aside/links"),
    ]


def _column(heading: str, links: list[dict[str, Any]]) -> dict[str, Any]:
    return _block("column", _group(heading, links), f"footer/{heading}")


def _group(heading: str, links: list[dict[str, Any]]) -> dict[str, Any]:
    items = [_block("item", link, f"{heading}/{n}") for n, link in enumerate(links)]
    return {"heading": heading, "links": items}


def _block(kind: str, value: dict[str, Any], path: str) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": stable_id(path)}


def _to(page: Page, text: str = "") -> dict[str, Any]:
    return {"page": page.pk, "url": "", "text": text}


def _away(url: str, text: str) -> dict[str, Any]:
    return {"page": None, "url": url, "text": text}

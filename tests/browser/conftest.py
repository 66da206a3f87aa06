"""A furnished portal for a browser to visit, and what watches the browser meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from playwright.sync_api import ConsoleMessage, Page, Request, Route

from cms.news.models import Author, NewsAttachment, NewsPage, NewsTopic, NewsUnit
from cms.polls.models import Poll, PollOption
from cms.portal.models import HomeNotice, PortalSettings, SectionPage
from cms.publishing.relay import relay
from cms.topics.models import Topic
from cms.units.models import Level, Unit
from search import indexer
from tests.blocks.samples import SAMPLES, filled
from tests.conftest import window
from tests.house import House, make_house, png
from tests.rows import made_once

TELEPHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@dataclass
class Portal:
    """A running site with something in every place where something can be."""

    house: House
    url: str = ""
    news: list[NewsPage] = field(default_factory=list)
    topic: Topic | None = None

    @property
    def full_item(self) -> NewsPage:
        """The news item that has all blocks, an author and an attachment."""
        return self.news[0]

    @property
    def addresses(self) -> dict[str, str]:
        """A page of every sort that readers see, by the sort's name."""
        return {
            "home": "/",
            "news": "/tin-tuc/",
            "filtered news": "/tin-tuc/?topic=dat-dai&unit=dong-hoi",
            "news of an empty month": "/tin-tuc/?month=2001-01",
            "item with all blocks": "/tin-tuc/moi-thu/",
            "standing page": "/gioi-thieu/",
            "author": "/tac-gia/tran-bao/",
            "search form": "/tim-kiem/",
            "search": "/tim-kiem/?q=h%C3%B2a+gi%E1%BA%A3i",
            "filtered search": "/tim-kiem/?q=hoa+giai&topic=dat-dai",
            "nothing found": "/tim-kiem/?q=xyzzy",
            "nothing found under filters": "/tim-kiem/?q=hoa+giai&unit=khong-co",
            "faulty search": "/tim-kiem/?q=tin&page=x",
            "following a search": "/tim-kiem/theo-doi/?q=h%C3%B2a+gi%E1%BA%A3i",
            "a search followed no more": "/tim-kiem/theo-doi/x/ngung/",
            "polls": "/binh-chon/",
            "poll": "/binh-chon/tap-huan-o-dau-thi-tien/",
            "embed builder": "/nhung/",
            "not found": "/khong-co-trang-nay/",
        }


@pytest.fixture(autouse=True)
def own_index(settings: LazySettings, tmp_path: Path) -> None:
    """An index of its own: the database of each test begins empty, and so must this."""
    settings.SEARCH = {**settings.SEARCH, "ENGINE": "embedded", "EMBEDDED_PATH": tmp_path / "index"}


@pytest.fixture
def bare_portal(transactional_db: None) -> Portal:
    return Portal(make_house())


@pytest.fixture
def portal(bare_portal: Portal, live_portal: str) -> Portal:
    """The furnished portal, running, with every index caught up."""
    made = furnished(bare_portal, live_portal)
    indexer.catch_up_all()
    return made


@made_once
def furnished(portal: Portal, url: str) -> Portal:
    portal.url = url
    _furnish(portal)
    relay()
    return portal


def _furnish(portal: Portal) -> None:
    portal.topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    unit = Unit.objects.create(code="dong-hoi", name="Phường Đồng Hới", level=Level.COMMUNE)
    image = _image("navy")
    author = Author.objects.create(
        name="Trần Bảo", role="Biên tập viên", portrait=image, bio="<p>Viết về hòa giải.</p>"
    )
    first = _full_item(portal.house, author, image)
    others = [
        portal.house.news(f"Hòa giải ở xóm {n}", cover=image, cover_alt="Cầu Nhật Lệ")
        for n in range(1, 6)
    ]
    portal.news = [first, *others]
    for page in portal.news:
        NewsTopic.objects.create(page=page, topic=portal.topic)
        NewsUnit.objects.create(page=page, unit=unit)
    standing = _standing_pages(portal.house)
    _front(portal, standing)


def _image(colour: str) -> Any:
    from wagtail.images import get_image_model

    return get_image_model().objects.create(title="Cầu Nhật Lệ", file=png(colour))


def _document() -> Any:
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model

    file = ContentFile(b"%PDF-1.4 ...", name="ke-hoach.pdf")
    return get_document_model().objects.create(title="Kế hoạch 104", file=file)


def _poll() -> Poll:
    options = [PollOption(label="Nhà văn hóa"), PollOption(label="Trụ sở tổ dân phố")]
    return Poll.objects.create(question="Tập huấn ở đâu thì tiện?", options=options)


def _full_item(house: House, author: Author, image: Any) -> NewsPage:
    rows = {"image": image, "document": _document(), "poll": _poll()}
    blocks = [("heading", {"text": "Chuyện ở xóm", "level": "2", "anchor": ""})]
    blocks += [(sample.name, filled(sample.raw, **rows)) for sample in SAMPLES]
    body = [{"type": name, "value": value} for name, value in blocks]
    page = house.news(
        "Một tin có mọi thứ",
        slug="moi-thu",
        lead="Hòa giải ở cơ sở, từ đoạn văn đến bảng biểu.",
        cover=image,
        cover_alt="Cầu Nhật Lệ lúc bình minh",
        cover_caption="Cầu Nhật Lệ",
        author=author,
        source="Báo Quảng Trị",
        source_url="https://baoquangtri.vn/",
        body=json.dumps(body),
    )
    NewsAttachment.objects.create(page=page, document=rows["document"], title="Kế hoạch")
    return page


def _standing_pages(house: House) -> list[SectionPage]:
    made = []
    for title, slug in (("Giới thiệu", "gioi-thieu"), ("Hòa giải ở cơ sở", "hoa-giai-o-co-so")):
        body = json.dumps([{"type": "paragraph", "value": "<p>Hòa giải viên do dân bầu.</p>"}])
        page = house.home.add_child(
            instance=SectionPage(title=title, slug=slug, lead="Chúng tôi là ai.", body=body)
        )
        page.add_child(instance=SectionPage(title=f"Trang con của {title}", lead="Đọc thêm."))
        made.append(page)
    return made


def _front(portal: Portal, standing: list[SectionPage]) -> None:
    home = portal.house.fresh(portal.house.home)
    links = [{"page": page.pk, "url": "", "text": ""} for page in standing]
    group = {"heading": "Dành cho hòa giải viên", "links": links}
    text = {"heading": "Đường dây nóng", "text": "<p>Gọi <b>113</b> khi có người bị đe dọa.</p>"}
    home.lead_story = portal.full_item
    home.aside = json.dumps([{"type": "text", "value": text}, {"type": "links", "value": group}])
    home.notices = [HomeNotice(text="Lịch bồi dưỡng năm nay đã có.", page=standing[0])]
    home.save_revision().publish()
    settings = PortalSettings.for_site(home.get_site())
    settings.parent_agency = "UBND thành phố Đồng Hới"
    settings.agency_name = "Phòng Tư pháp thành phố Đồng Hới"
    settings.hotline, settings.email = "0232 000 0104", "hoagiai@donghoi.example"
    settings.address = "Đường Hùng Vương, Đồng Hới"
    pages = [home, portal.house.index, *standing]
    menu = [{"page": page.pk, "url": "", "text": ""} for page in pages]
    settings.menu = json.dumps([{"type": "link", "value": link} for link in menu])
    settings.footer = json.dumps([{"type": "column", "value": group}])
    settings.save()


@dataclass
class Witness:
    """What a window asked the network for, and what it complained of."""

    host: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and (
            urlsplit(request.url).netloc != self.host
        ):
            self.elsewhere.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that is asked for and is not there is logged as an error, too.
        if message.type in {"error", "warning"} and "status of 40" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def witness(portal: Portal, page: Page) -> Witness:
    """Watches `page` from its first request on. Content Security Policy speaks on the console."""
    made = Witness(urlsplit(portal.url).netloc)
    made.watch(page)
    return made


def lose_first_answer(page: Page, address: str) -> list[str | None]:
    """What the page sends there, as it goes on: all arrives, and of the first no answer comes."""
    told: list[str | None] = []

    def lose(route: Route) -> None:
        told.append(route.request.post_data)
        answer = route.fetch()
        route.abort() if len(told) == 1 else route.fulfill(response=answer)

    page.route(address, lose)
    return told


@pytest.fixture
def scriptless(portal: Portal, chromium: Any) -> Iterator[Page]:
    """A window in which no script runs."""
    with window(chromium, locale="vi-VN", java_script_enabled=False, viewport=DESK) as made:
        yield made

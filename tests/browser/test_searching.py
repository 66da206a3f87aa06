"""A mediator with a cheap telephone looks for ten things, and the box that helps to type."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Locator, Page, expect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.portal.demo import names
from cms.portal.demo.library import DOCUMENTS
from cms.portal.demo.stock import stock
from cms.publishing.relay import relay
from cms.topics.models import Topic
from search import indexer
from search.saved.models import SavedSearch
from tests.browser.conftest import TELEPHONE, Portal, Witness
from tests.browser.test_accessibility import faults_on
from tests.house import png
from tests.rows import made_once

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

# What is typed, as it is typed, and what must then stand among the first three results.
TASKS = {
    "hang xom lan dat xay tuong rao": "Hàng xóm xây tường rào lấn sang đất nhà tôi",
    "cay nha ben nga sang dat nha minh": "Cây nhà bên ngả cành sang",
    "xin loi di qua dat nha ben canh": "Nhà tôi ở trong cùng, không có lối ra",
    "hang xom hat loa on ao ban dem": "Hàng xóm hát loa kéo đến khuya",
    "cha me mat khong co di chuc": "Cha mẹ mất không để lại di chúc",
    "vo chong cai nhau": "Vợ chồng cãi nhau suốt",
    "thu lao hoa giai vien": "Hòa giải viên được hưởng thù lao thế nào?",
    "mau bien ban hoa giai": "Mẫu biên bản buổi hòa giải",
    "dieu 12 luat hoa giai o co so": "Điều 12. Tổ hòa giải",
    "lam sao duoc cong nhan hoa giai vien": "Làm sao để được công nhận là hòa giải viên?",
}


@pytest.fixture
def library(bare_portal: Portal, live_portal: str) -> Portal:
    """The portal with the demo's library, and nothing else, indexed."""
    stocked()
    indexer.catch_up_all()
    bare_portal.url = live_portal
    return bare_portal


@made_once
def stocked() -> None:
    for title, _alt in names.PICTURES.values():
        get_image_model().objects.create(title=title, file=png())
    for title in names.FILES.values():
        file = ContentFile(b"%PDF-1.4 ...", name="tep.pdf")
        get_document_model().objects.create(title=title, file=file)
    for slug in sorted({topic for one in DOCUMENTS for topic in one.topics}):
        Topic.objects.create(name=slug, slug=slug)
    assert stock()
    relay()


def look_for(page: Page, portal: Portal, text: str) -> Locator:
    page.goto(f"{portal.url}/tim-kiem/")
    page.locator("#tim-kiem").fill(text)
    page.locator("#tim-kiem").press("Enter")
    page.wait_for_url("**?q=*")
    return page.locator(".search-list > li")


def test_ten_things_that_mediators_need_are_found_on_a_telephone_without_diacritics(
    library: Portal, page: Page
) -> None:
    page.set_viewport_size(TELEPHONE)
    missed = {}
    for typed, wanted in TASKS.items():
        results = look_for(page, library, typed)
        first = " ".join(
            results.nth(place).inner_text() for place in range(min(3, results.count()))
        )
        if wanted.lower() not in first.lower():
            missed[typed] = first[:300]
        else:
            expect(results.first.locator("h3")).to_be_in_viewport()
    assert missed == {}


def test_a_result_opens_on_the_provision_that_answers(library: Portal, page: Page) -> None:
    page.set_viewport_size(TELEPHONE)
    results = look_for(page, library, "hang xom lan dat xay tuong rao")
    heading = results.first.locator(".result-heading a").first
    text = heading.inner_text()
    heading.click()
    page.wait_for_url("**/thu-vien/**#*")
    expect(page.get_by_role("heading", name=text)).to_be_in_viewport()


@pytest.fixture
def box(portal: Portal, page: Page) -> Locator:
    page.goto(f"{portal.url}/gioi-thieu/")
    return page.locator("#tim")


def test_suggestions_are_chosen_with_the_keyboard(portal: Portal, page: Page, box: Locator) -> None:
    expect(box).to_have_role("combobox")
    box.press_sequentially("xom")
    options = page.get_by_role("option")
    expect(options).to_have_count(5)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.nth(1).get_attribute("id")))
    title = options.nth(1).locator("span").inner_text()
    box.press("Enter")
    page.wait_for_url("**/tin-tuc/**")
    expect(page.locator("h1")).to_have_text(title)


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(
    portal: Portal, page: Page, box: Locator
) -> None:
    box.press_sequentially("xom")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("xom")
    box.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=xom")


def test_open_suggestions_are_accessible_and_fit_a_telephone(
    portal: Portal, page: Page, witness: Witness
) -> None:
    page.set_viewport_size(TELEPHONE)
    page.goto(f"{portal.url}/")
    page.locator("#tim").press_sequentially("xom")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("#tim").press("ArrowDown")
    assert faults_on(page) == []
    assert witness.elsewhere == []
    assert witness.complaints == []


def test_searching_needs_no_script(portal: Portal, scriptless: Page) -> None:
    scriptless.goto(f"{portal.url}/")
    scriptless.locator("#tim").fill("hoa giai")
    scriptless.locator("#tim").press("Enter")
    scriptless.wait_for_url("**/tim-kiem/?q=hoa+giai")
    topics = scriptless.locator(".search-filters").get_by_role("link", name="Đất đai")
    topics.click()
    scriptless.wait_for_url("**topic=dat-dai*")
    expect(scriptless.locator(".search-list > li").first).to_be_visible()
    scriptless.locator(".search-results > .chips").get_by_role("link", name="Bỏ: Đất đai").click()
    scriptless.wait_for_url("**/tim-kiem/?q=hoa+giai")


def test_a_search_is_followed_confirmed_and_ended_without_a_script(
    portal: Portal, scriptless: Page
) -> None:
    scriptless.goto(f"{portal.url}/tim-kiem/?q=hoa+giai")
    scriptless.get_by_role("link", name="Theo dõi tìm kiếm này qua thư").click()
    scriptless.get_by_label("Địa chỉ thư điện tử").fill("ban.doc@example.vn")
    scriptless.get_by_role("checkbox").check()
    scriptless.get_by_role("button", name="Gửi cho tôi kết quả mới").click()
    expect(scriptless.locator("h1")).to_have_text("Mời bạn mở hộp thư")
    search = SavedSearch.objects.get()
    scriptless.goto(f"{portal.url}/tim-kiem/theo-doi/{search.token}/")
    scriptless.get_by_role("button", name="Xác nhận").click()
    expect(scriptless.get_by_role("status")).to_contain_text("Cảm ơn")
    scriptless.get_by_role("button", name="xóa địa chỉ").click()
    expect(scriptless.get_by_role("status")).to_be_visible()
    assert not SavedSearch.objects.exists()


def test_an_opened_result_is_counted_with_and_without_script(
    portal: Portal, page: Page, scriptless: Page
) -> None:
    address = f"{portal.url}/tim-kiem/?{urlencode({'q': 'hòa giải'})}"
    for window in (page, scriptless):
        window.goto(address)
        with window.expect_request("**/tim-kiem/da-mo/**") as told:
            window.locator(".result-title a").first.click()
        assert told.value.method == "POST"
        assert told.value.post_data in {None, "", "PING"}

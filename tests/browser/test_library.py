"""Reading a document: by finger, by mouse, by keyboard, and without any script."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cms.library.models import LibraryPage
from cms.publishing.relay import relay
from tests import patience
from tests.browser.conftest import DESK, TELEPHONE, Portal
from tests.browser.test_accessibility import BOTH, choose, faults_on
from tests.library.shelf import Shelf
from tests.rows import made_once

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

LINES = "\n".join(
    f"{n}. Hòa giải viên nghe hết rồi mới nói, điều này nhắc lại." for n in range(1, 30)
)
REGULATION = f"""Chương I
CHUNG

Điều 1. Căn cứ
Quy chế này theo khoản 2 Điều 2 Luật Mẫu và Điều 2.

Điều 2. Nền nếp
{LINES}

Điều 3. Hiệu lực
Có hiệu lực ngay.
"""


@pytest.fixture
def shelf(bare_portal: Portal, live_portal: str) -> Shelf:
    bare_portal.url = live_portal
    return filled(bare_portal)


@made_once
def filled(bare_portal: Portal) -> Shelf:
    library = bare_portal.house.home.add_child(
        instance=LibraryPage(title="Thư viện", slug="thu-vien")
    )
    made = Shelf(bare_portal.house, library)
    old = made.law("Luật cũ", number="1/2013/QH13", effective_from=date(2014, 1, 1))
    relation = {"kind": "replaces", "target": old}
    made.law(effective_from=date(2021, 1, 1), relations=[relation])
    rules = made.document("Quy chế", type="quy-che", number="1/QC", text=REGULATION, slug="quy-che")
    made.set("Bộ nhập môn", rules, slug="bo", for_whom="Người mới")
    relay()
    return made


@pytest.fixture
def reading(bare_portal: Portal, shelf: Shelf, page: Page) -> Page:
    page.goto(f"{bare_portal.url}/thu-vien/quy-che/")
    return page


def cited(page: Page) -> Any:
    return page.get_by_role("link", name="khoản 2 Điều 2 Luật Mẫu")


def test_a_cited_provision_is_shown_under_the_mouse(reading: Page) -> None:
    card = reading.locator(".provision-card")
    cited(reading).hover()
    expect(card).to_contain_text("Đề nghị các bên cung cấp thông tin")
    expect(card).to_contain_text("Còn hiệu lực")
    reading.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_cited_provision_is_shown_to_who_comes_by_keyboard(reading: Page) -> None:
    reading.locator("#dieu-1 .anchor").focus()
    reading.keyboard.press("Tab")
    expect(cited(reading)).to_be_focused()
    expect(reading.locator(".provision-card")).to_contain_text("Hòa giải viên có quyền")
    reading.keyboard.press("Enter")
    reading.wait_for_url("**/thu-vien/luat-mau/#dieu-2-khoan-2")


def test_a_tap_shows_and_the_card_leads_on(
    bare_portal: Portal, shelf: Shelf, chromium: Any
) -> None:
    context = chromium.new_context(locale="vi-VN", has_touch=True, viewport=TELEPHONE)
    phone = context.new_page()
    phone.goto(f"{bare_portal.url}/thu-vien/quy-che/")
    cited(phone).tap()
    expect(phone.locator(".provision-card")).to_contain_text("Hòa giải viên có quyền")
    assert faults_on(phone) == []
    phone.get_by_role("link", name="Mở điều khoản này").tap()
    phone.wait_for_url("**/thu-vien/luat-mau/#dieu-2-khoan-2")
    context.close()


def test_a_link_and_a_citation_are_copied(reading: Page) -> None:
    reading.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reading.locator("#dieu-2-khoan-3 .anchor").click()
    reading.get_by_role("button", name="Sao chép trích dẫn").click()
    expect(reading.get_by_role("status").filter(has_text="Đã sao chép")).to_be_visible()
    copied = "navigator.clipboard.readText()"
    assert reading.evaluate(copied) == "khoản 3 Điều 2 Quy chế số 1/QC"
    tools = reading.locator(".provision-tools")
    tools.get_by_role("button", name="Sao chép liên kết").click()
    expect(reading.get_by_role("status").filter(has_text="Đã sao chép")).to_be_visible()
    assert reading.evaluate(copied).endswith("/thu-vien/quy-che/#dieu-2-khoan-3")
    reading.keyboard.press("Escape")
    reading.locator("#chuong-1 > .provision-title .anchor").click()
    tools.get_by_role("button", name="Sao chép trích dẫn").click()
    expect(reading.get_by_role("status").filter(has_text="Đã sao chép")).to_be_visible()
    assert reading.evaluate(copied) == "Chương I. CHUNG, Quy chế số 1/QC"


def test_the_title_of_the_article_stays_in_sight_on_a_telephone(reading: Page) -> None:
    reading.set_viewport_size(TELEPHONE)
    reading.locator("#dieu-2-khoan-20").evaluate("one => one.scrollIntoView({block: 'center'})")
    title = reading.locator("#dieu-2 > .provision-title")
    # Scrolling takes its time.
    top = "one => Math.round(one.getBoundingClientRect().top)"
    patience.until(lambda: title.evaluate(top) == 0)
    expect(title).to_be_in_viewport()


def test_all_of_it_works_without_scripts(bare_portal: Portal, shelf: Shelf, chromium: Any) -> None:
    context = chromium.new_context(locale="vi-VN", java_script_enabled=False, viewport=TELEPHONE)
    plain = context.new_page()
    plain.goto(f"{bare_portal.url}/thu-vien/quy-che/")
    plain.locator("summary").filter(has_text="Mục lục").click()
    plain.get_by_role("link", name="Điều 3. Hiệu lực").click()
    plain.wait_for_url("**/#dieu-3")
    cited(plain).click()
    plain.wait_for_url("**/thu-vien/luat-mau/#dieu-2-khoan-2")
    context.close()


@pytest.mark.parametrize("size", [TELEPHONE, DESK], ids=["telephone", "desk"])
@pytest.mark.parametrize("display", ["vua.thuong", BOTH])
def test_the_library_is_accessible_and_fits_its_screen(
    bare_portal: Portal, shelf: Shelf, page: Page, size: Any, display: str
) -> None:
    page.set_viewport_size(size)
    choose(page, bare_portal.url, display)
    law = type(shelf.page).objects.get().get_children().get(slug="luat-mau")
    addresses = [
        "/thu-vien/", "/thu-vien/?type=luat&validity=het-hieu-luc", "/thu-vien/?year=1999",
        "/thu-vien/quy-che/", "/thu-vien/luat-cu/", "/thu-vien/bo/", f"/dan-chieu/{law.pk}/",
    ]  # fmt: skip
    found = {}
    for address in addresses:
        page.goto(bare_portal.url + address)
        found[address] = faults_on(page)
        assert page.locator("h1").count() == 1
    assert {address: faults for address, faults in found.items() if faults} == {}

"""How the portal behaves in a reader's hands: keyboard, settings, videos, paper, privacy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Portal, Witness

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

# Those too that wait to be scrolled to.
LOAD_ALL_IMAGES = """Promise.allSettled([...document.images].map(
    image => { image.loading = 'eager'; return image.decode() }))"""


def size_of_text(page: Page) -> float:
    """The height of the body's letters in CSS pixels."""
    size = page.evaluate("getComputedStyle(document.body).fontSize")
    return float(size.removesuffix("px"))


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_first_tab_offers_to_skip_to_the_content(portal: Portal, page: Page) -> None:
    page.goto(portal.url)
    skip = page.locator(".skip-link")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_keyboard_reaches_the_menu_and_shows_where_it_is(portal: Portal, page: Page) -> None:
    page.goto(portal.url)
    target = page.locator(".main-menu").get_by_role("link", name="Giới thiệu")
    for _ in range(30):
        page.keyboard.press("Tab")
        if target.evaluate("link => link === document.activeElement"):
            break
    expect(target).to_be_focused()
    assert target.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/gioi-thieu/")


def press_and_look(page: Page, portal: Portal) -> None:
    """Enlarge, shrink, reset and turn the colours; each is still there on another page."""
    page.goto(portal.url)
    usual, light = size_of_text(page), background(page)
    page.locator("button[value='+']").click()
    expect(page.locator("html")).to_have_attribute("data-text-size", "lon")
    page.goto(portal.url + "/tin-tuc/")
    assert size_of_text(page) > usual
    page.locator("button[value='0']").click()
    expect(page.locator("html")).to_have_attribute("data-text-size", "vua")
    page.locator("button[value='-']").click()
    expect(page.locator("html")).to_have_attribute("data-text-size", "nho")
    page.goto(portal.url + "/gioi-thieu/")
    assert size_of_text(page) < usual
    page.locator("button[name='contrast']").click()
    expect(page.locator("html")).to_have_attribute("data-contrast", "cao")
    page.goto(portal.url + "/khong-co/")
    assert background(page) != light
    page.goto(portal.url + "/tim-kiem/?q=tin")
    expect(page.locator("button[name='contrast']")).to_have_attribute("aria-pressed", "true")
    page.locator("button[name='contrast']").click()
    expect(page.locator("html")).to_have_attribute("data-contrast", "thuong")
    assert page.url.endswith("/tim-kiem/?q=tin")


def test_text_size_and_contrast_are_remembered_over_pages(portal: Portal, page: Page) -> None:
    press_and_look(page, portal)


def test_text_size_and_contrast_work_without_javascript(portal: Portal, scriptless: Page) -> None:
    press_and_look(scriptless, portal)


def test_text_size_works_before_the_script_has_come(portal: Portal, page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/portal.js", lambda route: waiting.append(route))
    page.goto(portal.url, wait_until="commit")
    page.locator("button[value='+']").click()
    expect(page.locator("html")).to_have_attribute("data-text-size", "lon")
    assert waiting


def test_pressing_a_button_with_the_script_does_not_load_the_page_again(
    portal: Portal, page: Page
) -> None:
    page.goto(portal.url)
    page.evaluate("window.stillHere = true")
    page.locator("button[value='+']").click()
    expect(page.locator("html")).to_have_attribute("data-text-size", "lon")
    assert page.evaluate("window.stillHere") is True


def test_a_video_asks_its_provider_for_nothing_until_it_is_pressed(
    portal: Portal, page: Page, witness: Witness
) -> None:
    page.route("https://**", lambda route: route.abort())
    page.goto(portal.url + portal.addresses["item with all blocks"])
    page.evaluate(LOAD_ALL_IMAGES)
    assert witness.elsewhere == []
    expect(page.locator("iframe")).to_have_count(0)
    page.locator(".block-video a").click()
    player = page.locator(".block-video iframe")
    expect(player).to_have_attribute("title", "Hòa giải mẫu")
    expect(player).to_have_attribute(
        "src", re.compile(r"^https://www\.youtube-nocookie\.com/embed/")
    )
    # Whether or not the provider can be reached from here, our own policy lets the frame in.
    assert [one for one in witness.complaints if "Security Policy" in one] == []


def test_a_video_is_a_link_where_no_script_runs(portal: Portal, scriptless: Page) -> None:
    scriptless.goto(portal.url + portal.addresses["item with all blocks"])
    link = scriptless.locator(".block-video a")
    expect(link).to_have_attribute("href", "https://youtu.be/aqz-KE-bpKQ")


def test_the_link_of_an_item_is_copied(portal: Portal, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=portal.url)
    page.goto(portal.url + portal.addresses["item with all blocks"])
    page.locator(".copy button").click()
    expect(page.locator(".copy [role=status]")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == portal.url + portal.addresses["item with all blocks"]


def test_without_a_script_nobody_is_offered_to_copy(portal: Portal, scriptless: Page) -> None:
    scriptless.goto(portal.url + portal.addresses["item with all blocks"])
    expect(scriptless.locator(".share")).to_be_visible()
    expect(scriptless.locator(".copy")).to_be_hidden()


def test_paper_has_the_text_and_none_of_the_controls(portal: Portal, page: Page) -> None:
    page.goto(portal.url + portal.addresses["item with all blocks"])
    page.emulate_media(media="print")
    for control in (".main-menu", ".display", ".masthead .search", ".share", ".others"):
        expect(page.locator(control)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".body")).to_be_visible()
    expect(page.locator(".brand-name")).to_be_visible()


def test_no_page_asks_another_host_for_anything_or_complains(
    portal: Portal, page: Page, witness: Witness
) -> None:
    for address in (*portal.addresses.values(), "/api/v1/docs/"):
        page.goto(portal.url + address)
        page.evaluate(LOAD_ALL_IMAGES)
    assert witness.elsewhere == []
    assert witness.complaints == []


def test_every_picture_of_a_page_loads(portal: Portal, page: Page) -> None:
    page.goto(portal.url)
    page.evaluate(LOAD_ALL_IMAGES)
    broken = "[...document.images].filter(i => !i.naturalWidth).map(i => i.src)"
    assert page.evaluate(broken) == []
    assert page.locator("main img").count() >= 6

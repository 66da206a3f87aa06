"""A vote in a real browser: by keyboard, on a telephone, zoomed in, with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from cms.polls.models import Poll, Vote
from cms.portal.models import HomePage
from tests.browser.conftest import TELEPHONE
from tests.browser.test_accessibility import faults_on
from tests.house import make_house
from tests.polls.booth import Booth

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

PATH = "/binh-chon/o-dau/"
# A window of 1280 pixels at 200 % zoom has room for as many.
ZOOMED = {"width": 640, "height": 400}


@pytest.fixture(autouse=True)
def forget() -> None:
    cache.clear()


@pytest.fixture
def poll(transactional_db: None) -> Poll:
    house = make_house()
    poll = Booth().poll(slug="o-dau", shuffled=False)
    house.home.aside = [("poll", {"poll": poll})]
    house.home.save()
    return poll


@pytest.fixture
def url(poll: Poll, live_portal: str) -> str:
    return live_portal


def vote_by_keyboard(page: Page) -> None:
    page.locator("input[name=option]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_a_vote_by_keyboard_needs_no_reload_and_says_what_happened(page: Page, url: str) -> None:
    page.goto(url + PATH)
    page.evaluate("window.sameDocument = true")
    vote_by_keyboard(page)
    expect(page.get_by_role("status")).to_have_text("Cảm ơn bạn, phiếu đã được tính.")
    expect(page.get_by_role("table", name="Kết quả")).to_be_visible()
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("document.activeElement.className") == "poll-question"
    assert Vote.objects.count() == 1


def test_who_voted_beside_the_news_finds_their_vote_when_they_come_back(
    page: Page, url: str
) -> None:
    page.goto(url)
    box = page.locator(".aside-box [data-poll]")
    box.get_by_label("Trực tuyến").check()
    box.get_by_role("button").click()
    expect(box.get_by_role("table")).to_be_visible()
    page.goto(url)
    expect(box.get_by_label("Trực tuyến")).to_be_checked()
    box.get_by_label("Nhà văn hóa").check()
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_have_text("Phiếu của bạn đã được đổi.")
    assert Vote.objects.count() == 1


def test_a_poll_that_stands_twice_in_a_page_is_answered_once(
    page: Page, url: str, poll: Poll
) -> None:
    home = HomePage.objects.get()
    home.aside = [("poll", {"poll": poll})] * 2
    home.save()
    page.goto(url)
    first, second = page.locator(".aside-box [data-poll]").all()
    second.get_by_label("Trực tuyến").check()
    second.get_by_role("button").click()
    for one in (first, second):
        expect(one.get_by_role("table")).to_be_visible()
        expect(one.get_by_label("Trực tuyến")).to_be_checked()
    expect(second.get_by_role("status")).to_be_visible()
    assert faults_on(page) == []
    assert Vote.objects.count() == 1


def test_without_scripts_a_vote_is_a_form(chromium: Browser, url: str) -> None:
    context = chromium.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    page.locator(".aside-box").get_by_label("Trực tuyến").check()
    page.locator(".aside-box .poll-send button").click()
    # That page is the same for all: the poll's own asks once more.
    assert page.url == url + PATH
    page.locator(".poll-send button").click()
    expect(page.locator(".poll-people")).to_contain_text("1 người đã tham gia bình chọn")
    context.close()
    assert Vote.objects.count() == 1


def test_a_server_that_does_not_answer_is_said_and_the_choice_stays(page: Page, url: str) -> None:
    page.goto(url + PATH)
    page.route("**/binh-chon/**", lambda route: route.abort())
    page.get_by_label("Trực tuyến").check()
    page.locator(".poll-send button").click()
    expect(page.get_by_role("alert")).to_contain_text("máy chủ không trả lời")
    expect(page.get_by_label("Trực tuyến")).to_be_checked()
    page.unroute("**/binh-chon/**")
    page.locator(".poll-send button").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("size", [TELEPHONE, ZOOMED], ids=["telephone", "zoomed"])
def test_a_poll_and_its_results_fit_and_have_no_faults(
    chromium: Browser, url: str, size: Any
) -> None:
    context = chromium.new_context(
        locale="vi-VN", viewport=size, forced_colors="active", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url + PATH)
    assert faults_on(page) == []
    vote_by_keyboard(page)
    expect(page.locator(".poll-result")).to_be_visible()
    assert faults_on(page) == []
    context.close()

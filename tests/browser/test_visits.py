"""The counter in a real browser, and the staff's dashboard."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from cms.visits import figures
from cms.visits.models import Dimension, Hit, Span, Tally
from tests import patience
from tests.browser.conftest import DESK, TELEPHONE, Portal, lose_first_answer
from tests.browser.test_accessibility import faults_on

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


def eventually(met: Callable[[], bool], page: Page) -> bool:
    """Whether it comes true; a beacon is sent when the browser finds the time."""
    end = time.monotonic() + patience.SECONDS
    while not met() and time.monotonic() < end:
        page.wait_for_timeout(100)
    return met()


def paths() -> list[str]:
    return list(Hit.objects.order_by("pk").values_list("target", flat=True))


def test_a_page_opened_is_counted_once_with_its_referrers_domain(
    portal: Portal, page: Page, witness: Any
) -> None:
    page.goto(f"{portal.url}/tin-tuc/?topic=dat-dai", referer="https://tim.example/?q=rieng")
    assert eventually(lambda: paths() == ["/tin-tuc/"], page)
    assert witness.complaints == []


def test_a_visit_of_which_the_answer_is_lost_is_told_again_and_counts_once(
    portal: Portal, page: Page
) -> None:
    page.clock.install()
    told = lose_first_answer(page, "**/api/v1/visits/beacon/")
    page.goto(f"{portal.url}/tin-tuc/")
    assert eventually(lambda: len(told) == 1, page)
    with page.expect_response("**/api/v1/visits/beacon/"):
        page.clock.fast_forward(60_000)
    page.clock.fast_forward(600_000)
    assert told[0] == told[1]
    assert (len(told), paths()) == (2, ["/tin-tuc/"])


def test_without_scripts_a_page_is_counted_by_its_pixel(portal: Portal, scriptless: Page) -> None:
    scriptless.goto(f"{portal.url}/tin-tuc/")
    assert eventually(lambda: paths() == ["/tin-tuc/"], scriptless)


def test_a_page_that_comes_back_is_counted_again(portal: Portal, page: Page) -> None:
    page.goto(f"{portal.url}/gioi-thieu/")
    page.goto(f"{portal.url}/tin-tuc/")
    page.go_back()
    assert eventually(lambda: len(paths()) == 3, page)


@pytest.mark.parametrize("size", [TELEPHONE, DESK], ids=["telephone", "desk"])
def test_the_dashboard_is_accessible_and_fits_its_screen(
    portal: Portal, page: Page, admin_user: Any, client: Any, size: Any
) -> None:
    today = timezone.localdate()
    for number in range(12):
        for dimension, key in ((Dimension.ALL, ""), (Dimension.SECTION, "tin-tuc")):
            Tally.objects.create(
                dimension=dimension,
                span=Span.DAY,
                start=today - timedelta(days=number),
                key=key,
                hits=number * 7,
            )
    client.force_login(admin_user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": portal.url}])
    page.set_viewport_size(size)
    page.goto(f"{portal.url}/admin/visits/?period=own&first=2026-03-18&last=2026-03-01")
    page.get_by_text("Xem dạng bảng").click()
    assert faults_on(page) == []
    page.get_by_role("combobox", name="Kỳ").select_option("7")
    page.get_by_role("button", name="Hiện").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**period=7**")
    assert faults_on(page) == []


@pytest.fixture(autouse=True)
def fresh() -> None:
    figures.forget_settings()

"""Every public page, on a telephone and at a desk, in each of the readers' own settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, TELEPHONE, Portal

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

AS_IT_COMES = "vua.thuong"
HIGH_CONTRAST = "vua.cao"
LARGEST_TEXT = "rat-lon.thuong"
BOTH = "rat-lon.cao"
ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts" / "portal"
# A window of 1280 pixels at 200 % zoom has room for as many.
ZOOMED = {"width": 640, "height": 400}

# Words beyond the edge of what hides them, with no way to scroll there.
CUT = """() => {
  const cut = [];
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, width } = range.getBoundingClientRect();
    const seen = { checkOpacity: true, checkVisibilityCSS: true };
    if (!node.data.trim() || width < 3 || !node.parentElement.checkVisibility(seen)) continue;
    for (let up = node.parentElement; up; up = up.parentElement) {
      const { overflowX, clip, clipPath } = getComputedStyle(up);
      if (["auto", "scroll"].includes(overflowX) || clip !== "auto" || clipPath !== "none") break;
      const edge = up.getBoundingClientRect();
      if (overflowX === "visible" || (right <= edge.right + 1 && left >= edge.left - 1)) continue;
      cut.push(node.data.trim().slice(0, 40));
      break;
    }
  }
  return cut;
}"""

# Where the focus is: what it is called, and whether it is seen to be there.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const { left, right, width, height } = at.getBoundingClientRect();
  const there = width && height && right > 0 && left < innerWidth;
  const name = at === document.body ? "" : `${at.localName} ${at.textContent.trim().slice(0, 40)}`;
  return [name, Boolean(there && outlineStyle !== "none" && parseFloat(outlineWidth))];
}"""
MOST_STEPS = 25


def choose(page: Page, url: str, display: str) -> None:
    page.context.add_cookies([{"name": "hien-thi", "value": display, "url": url}])


def faults_on(page: Page) -> list[str]:
    """What axe finds, and a width that has to be scrolled, in words that lead to the place."""
    answer: Any = Axe().run(page).response
    faults = [
        f"{violation['id']}: {node['html'][:160]} {[one['message'] for one in node['any']]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*faults, f"{wide} px too wide"] if wide > 0 else faults


@pytest.mark.parametrize("size", [TELEPHONE, DESK], ids=["telephone", "desk"])
@pytest.mark.parametrize("display", [AS_IT_COMES, HIGH_CONTRAST, LARGEST_TEXT, BOTH])
def test_every_page_is_accessible_and_fits_its_screen(
    portal: Portal, page: Page, size: Any, display: str
) -> None:
    page.set_viewport_size(size)
    choose(page, portal.url, display)
    found = {}
    for name, address in portal.addresses.items():
        page.goto(portal.url + address)
        found[name] = faults_on(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def unseen_by_keyboard(page: Page) -> list[str]:
    """What has the focus, of the first steps with the Tab key, without being seen to have it."""
    unseen = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        name, seen = page.evaluate(FOCUSED)
        if not name:
            break
        if not seen:
            unseen.append(f"no focus is seen on {name}")
    return unseen


def test_at_200_per_cent_and_in_the_readers_own_colours_nothing_is_cut_off(
    portal: Portal, page: Page
) -> None:
    page.set_viewport_size(ZOOMED)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    found = {}
    for name, address in portal.addresses.items():
        page.goto(portal.url + address)
        found[name] = [*faults_on(page), *page.evaluate(CUT), *unseen_by_keyboard(page)]
        page.screenshot(path=ARTEFACTS / f"{name.replace(' ', '-')}-zoomed-forced.png")
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_does_find_what_is_wrong(portal: Portal, page: Page) -> None:
    """A checker that sees nothing would pass everything."""
    page.goto(portal.url)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x>')")
    assert any(fault.startswith("image-alt") for fault in faults_on(page))


def test_the_pages_are_what_they_claim_to_be(portal: Portal, page: Page) -> None:
    """The test above would be easy on a site of error pages."""
    statuses = {}
    for name, address in portal.addresses.items():
        response = page.goto(portal.url + address)
        assert response is not None
        statuses[name] = response.status
        assert page.locator("h1").count() == 1, name
    refused = {name: status for name, status in statuses.items() if status != 200}
    assert refused == {"not found": 404, "faulty search": 400}


def test_the_reference_of_the_api_opens_in_a_browser(portal: Portal, page: Page) -> None:
    page.goto(f"{portal.url}/api/v1/docs/")
    page.get_by_text("/api/v1/changes/").first.wait_for()

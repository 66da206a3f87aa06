"""The staff's desks on a telephone and at 200 % zoom: no faults, and nothing cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cms.polls.models import Poll
from tests.browser.conftest import TELEPHONE, Portal
from tests.browser.test_accessibility import CUT, ZOOMED, faults_on
from tests.syndication.conftest import subscriber

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts" / "desks"


def test_the_desks_have_no_faults_and_cut_nothing_off(
    portal: Portal, page: Page, admin_user: Any, client: Any
) -> None:
    client.force_login(admin_user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": portal.url}])
    desks = {
        "poll": f"polls/{Poll.objects.get().pk}/",
        "reach": "reach/",
        "reach-of-an-item": f"reach/{portal.house.entry(portal.full_item).pk}/",
        "subscribers": "subscribers/",
        "subscriber": f"subscribers/{subscriber().pk}/state/",
        "channels": "channels/new/",
        "posts": "channel-posts/",
        "broadcast": "broadcast/",
        "bulletins": "broadcast/bulletins/",
        "uploads": "source-files/upload/",
        "health": "health/",
        "visits": "visits/",
    }
    found = {}
    for name, address in desks.items():
        page.set_viewport_size(TELEPHONE)
        page.emulate_media(forced_colors="none", reduced_motion="reduce")
        answer = page.goto(f"{portal.url}/admin/{address}")
        assert answer is not None
        assert answer.status == 200, name
        if page.locator(".messages li").count():
            # A message fades in; half faded, its colours are not yet what they will be.
            page.wait_for_timeout(1500)
        found[name] = [*faults_on(page), *page.evaluate(CUT)]
        page.screenshot(path=ARTEFACTS / f"{name}-telephone.png")
        page.set_viewport_size(ZOOMED)
        page.emulate_media(forced_colors="active")
        found[name] += page.evaluate(CUT)
        page.screenshot(path=ARTEFACTS / f"{name}-zoomed-forced.png")
    assert {name: faults for name, faults in found.items() if faults} == {}

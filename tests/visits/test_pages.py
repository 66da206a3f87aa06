"""On the portal's pages: who is counted, and where the figures stand."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cms.portal.models import HomePage
from cms.visits.models import VisitSettings
from tests.house import House

from .conftest import Reader

pytestmark = pytest.mark.django_db

SCRIPT = 'src="/static/visits/beacon.js"'
FOOT = "visits-line"


def page(client: Client | None = None, path: str = "/") -> str:
    return (client or Client()).get(path).content.decode()


def test_every_page_counts_itself_with_and_without_javascript(house: House) -> None:
    for path in ("/", "/tin-tuc/", "/tim-kiem/"):
        html = page(path=path)
        assert SCRIPT in html
        assert f'<img class="visits-pixel" src="/api/v1/visits/pixel.gif?page={path}"' in html


def test_a_preview_in_the_admin_counts_nothing(house: House) -> None:
    response = HomePage.objects.get().make_preview_request()
    response.render()
    assert b"beacon.js" not in response.content
    assert b"pixel.gif" not in response.content


def test_an_error_page_counts_nothing(house: House) -> None:
    assert SCRIPT not in page(path="/khong-co/")


def test_the_staff_can_be_left_out(house: House, settings: Any, admin_client: Client) -> None:
    assert SCRIPT in page(admin_client)
    settings.VISITS = {**settings.VISITS, "COUNT_STAFF": False}
    assert SCRIPT not in page(admin_client)
    assert SCRIPT in page()


def test_the_figures_stand_at_the_foot_of_the_page_where_the_office_wants_them(
    house: House,
) -> None:
    assert FOOT not in page()
    kept = VisitSettings.objects.create(starting_total=5_494_263, in_footer=True)
    Reader().beacon("/")
    html = page()
    assert "Online <b>1</b>" in html
    assert "Hôm nay <b>1</b>" in html
    assert "Tổng <b>5.494.264</b>" in html
    kept.in_footer = False
    kept.save()
    assert FOOT not in page()


def test_the_office_changes_the_counter_in_the_admin(admin_client: Client) -> None:
    address = "/admin/settings/visits/visitsettings/"
    form = admin_client.get(address, follow=True)
    assert "lượt truy cập" in form.content.decode()
    key = form.request["PATH_INFO"]
    admin_client.post(key, {"starting_total": "12564", "in_footer": "on"})
    assert VisitSettings.objects.get().starting_total == 12_564

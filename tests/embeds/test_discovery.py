"""Pages of the portal say where they are described for those who embed them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cms.library.models import LibraryPage
from cms.publishing.relay import relay
from tests.house import House, house
from tests.library.shelf import Shelf
from tests.polls.booth import Booth, booth

__all__ = ["booth", "house"]

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="alternate" type="application/json\+oembed"[^>]*href="([^"]+)"')


def discovered(client: Client, path: str, host: str = "portal.example") -> str | None:
    """The address of the description that the page at `path` names, without its host."""
    page = client.get(path, SERVER_NAME=host).content.decode()
    found = LINK.search(page)
    if not found:
        return None
    parts = urlsplit(unescape(found[1]))
    return f"{parts.path}?{parts.query}"


def test_a_page_leads_to_its_own_description(client: Client, house: House):
    page = house.news("Chuyện ở xóm")
    relay()
    address = discovered(client, page.url)
    assert address is not None
    said = client.get(address, SERVER_NAME="portal.example").json()
    assert said["title"] == "Chuyện ở xóm"


def test_a_document_leads_to_the_frame_of_its_card(client: Client, house: House):
    library = house.home.add_child(instance=LibraryPage(title="Thư viện", slug="thu-vien"))
    document = Shelf(house, library).document("Sổ tay hòa giải", type="so-tay")
    relay()
    address = discovered(client, document.url)
    assert address is not None
    said = client.get(address, SERVER_NAME="portal.example").json()
    assert said["title"] == "Sổ tay hòa giải"
    assert "/embed/item/" in said["html"]


def test_a_poll_leads_to_the_frame_in_which_it_is_answered(
    client: Client, house: House, booth: Booth
):
    poll = booth.poll(labels=("Nhà văn hóa", "Trực tuyến"))
    entry = booth.entry(poll)
    place = urlsplit(entry.url)
    address = discovered(client, place.path, place.netloc)
    assert address is not None, entry.url
    said = client.get(address, SERVER_NAME=place.netloc).json()
    assert f"/embed/poll/{entry.id}/" in said["html"]
    [frame] = re.findall(r'src="([^"]+)"', said["html"])
    assert b'name="option"' in client.get(urlsplit(frame).path).content


def test_a_page_that_is_no_item_names_no_description(client: Client, house: House):
    assert discovered(client, "/") is None
    assert discovered(client, house.index.url) is None
    assert discovered(client, "/khong-co/") is None

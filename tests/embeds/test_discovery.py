"""Pages of the portal say where they are described for those who embed them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cms.publishing.relay import relay
from tests.house import House, house

__all__ = ["house"]

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="alternate" type="application/json\+oembed"[^>]*href="([^"]+)"')


def discovered(client: Client, path: str) -> str | None:
    """The address of the description that the page at `path` names, without its host."""
    page = client.get(path, SERVER_NAME="portal.example").content.decode()
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


def test_a_page_that_is_no_item_names_no_description(client: Client, house: House):
    assert discovered(client, "/") is None
    assert discovered(client, house.index.url) is None
    assert discovered(client, "/khong-co/") is None

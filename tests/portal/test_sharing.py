"""Links by which a reader passes a page on: plain links, nothing that watches."""

import json
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client

from cms.portal import sharing

TITLE, URL = "Đất & nhà: 100 %", "https://portal.example/tin-tuc/a/?b=c&d=e"


def test_facebook_is_given_the_address():
    assert parse_qs(urlsplit(sharing.facebook(URL)).query) == {"u": [URL]}


def test_zalo_is_given_the_address():
    given = parse_qs(urlsplit(sharing.zalo(URL)).query)["d"][0]
    assert json.loads(urlsafe_b64decode(given)) == {"url": URL}


def test_a_letter_has_title_and_address():
    query = sharing.email(TITLE, URL).removeprefix("mailto:?")
    assert "+" not in query
    subject, body = (unquote(part.split("=", 1)[1]) for part in query.split("&"))
    assert (subject, body) == (TITLE, f"{TITLE}\n{URL}")


@pytest.mark.django_db
def test_an_item_loads_nothing_of_those_it_may_be_shared_on(house):
    house.news("Một tin", slug="mot-tin")
    answer = Client(SERVER_NAME="portal.example").get("/tin-tuc/mot-tin/")
    assert "https://www.facebook.com/sharer/" in answer.text
    for loading in ("<script src", "<iframe", '<img src="http'):
        assert loading not in answer.text
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "img-src 'self'" in policy
    assert "'unsafe-inline'" not in policy

"""oEmbed (https://oembed.com): an address of ours pasted elsewhere becomes a card."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Site

from cms.publishing import log
from cms.publishing.models import Entry
from tests.api.conftest import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(db) -> Entry:
    return publish("tin-hay", lead="Chuyện ở xóm.")


def ask(client: Client, url: str, **parameters: str):
    return client.get("/oembed/", {"url": url, **parameters})


def test_an_item_is_a_frame_of_its_card(client, entry):
    answer = ask(client, entry.url)
    said = answer.json()
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "tin-hay")
    assert f'src="http://testserver/embed/item/{entry.id}/"' in said["html"]
    assert "Chuyện ở xóm." in client.get(f"/embed/item/{entry.id}/").content.decode()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_xml_says_the_same(client, entry):
    answer = ask(client, entry.url, format="xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    said = {node.tag: node.text for node in ElementTree.fromstring(answer.content)}
    assert said == {name: str(value) for name, value in ask(client, entry.url).json().items()}


def test_the_card_is_no_wider_and_no_higher_than_asked(client, entry):
    said = ask(client, entry.url, maxwidth="320", maxheight="100").json()
    assert (said["width"], said["height"]) == (320, 100)
    assert 'width="320" height="100"' in said["html"]


@pytest.mark.parametrize("ending", ["", "?utm_source=zalo", "#dieu-5"])
def test_what_others_append_to_a_link_does_not_matter(client, entry, ending):
    assert ask(client, entry.url.removesuffix("/") + ending).status_code == 200


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/tin-hay/", "https://portal.example/khong-co/", "x", "http://[",
     "javascript:alert(1)", "https://portal.example/" + "a" * 5000, "https://portal.example/%00"],
)  # fmt: skip
def test_what_is_no_item_of_ours_is_not_found(client, entry, url):
    assert ask(client, url).status_code == 404


def test_by_whatever_name_of_the_site_its_page_is_found(client, entry, settings):
    Site.objects.update(hostname="portal.example", port=443)
    settings.ALLOWED_HOSTS = ["portal.example", ".hoagiai.example"]
    for name, status in (
        ("portal.example", 200),
        ("portal.example:443", 200),
        ("www.hoagiai.example", 200),
        ("elsewhere.example", 404),
    ):
        found = client.get(
            "/oembed/", {"url": f"http://{name}/tin-hay/"}, SERVER_NAME="portal.example"
        )
        assert found.status_code == status, name


def test_a_second_name_that_only_the_request_knows_is_enough(client, entry):
    Site.objects.update(hostname="portal.example", port=443)
    found = client.get(
        "/oembed/", {"url": "https://www.portal.example/tin-hay/"}, SERVER_NAME="www.portal.example"
    )
    assert found.status_code == 200


def test_an_address_is_looked_up_in_an_index(entry):
    assert "entry_at" in Entry.objects.public().filter(url__in=[entry.url, "x"]).explain()


def test_a_withdrawn_item_is_as_unknown_as_what_never_was(client, entry):
    before = ask(client, "https://portal.example/khong-co/")
    log.withdraw(entry.source)
    after = ask(client, entry.url)
    assert (after.status_code, after.content) == (before.status_code, before.content)


def test_another_format_is_not_implemented(client, entry):
    assert ask(client, entry.url, format="yaml").status_code == 501


@pytest.mark.parametrize("parameters", [{"maxwidth": "x"}, {"maxheight": "-1"}])
def test_a_size_that_is_no_number_is_a_bad_request(client, entry, parameters):
    assert ask(client, entry.url, **parameters).status_code == 400


def test_no_address_is_a_bad_request(client):
    assert client.get("/oembed/").status_code == 400


def test_a_title_cannot_leave_its_attribute(client):
    entry = publish("moi", source="test:moi")
    Entry.objects.filter(pk=entry.pk).update(title="\"'><script>alert(1)</script>")
    said = ask(client, entry.url).json()
    assert "<script" not in said["html"]

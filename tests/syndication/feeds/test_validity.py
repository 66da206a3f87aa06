"""The feeds keep to their specifications."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from cms.publishing.representation import Label
from tests.api.conftest import publish, unit

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


@pytest.fixture
def full(web, settings):
    """A feed with everything in it, of which there is another page."""
    settings.FEEDS = {**settings.FEEDS, "WEBSUB_HUB": "https://hub.example/"}
    for n in range(3):
        publish(
            f"Tin {n} & «{n}»",
            day=n,
            units=unit("1"),
            topics=(Label("dat-dai", "Đất đai"),),
            lead="Dẫn <b> & ]]>" if n else "",
        )
    return web


def tree(web, path):
    answer = web.get(path)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


@pytest.mark.parametrize("query", ["", "?page_size=2", "?unit=1", "?topic=none"])
def test_atom_is_valid_by_the_schema_of_rfc_4287(full, query):
    SCHEMA.assertValid(tree(full, f"/feeds/news.atom{query}"))


def test_the_schema_sees_what_is_wrong(full):
    feed = tree(full, "/feeds/news.atom")
    feed.find(f"{ATOM}entry").remove(feed.find(f"{ATOM}entry/{ATOM}updated"))
    assert not SCHEMA.validate(feed)


def test_an_empty_feed_is_valid_too(web):
    SCHEMA.assertValid(tree(web, "/feeds/news.atom"))
    assert tree(web, "/feeds/news.rss").find("channel/title").text


def is_absolute(address):
    parts = urlsplit(address)
    return parts.scheme in {"http", "https", "urn"} and bool(parts.netloc or parts.path)


def test_rss_has_what_the_specification_demands(full):
    rss = tree(full, "/feeds/news.rss?page_size=2")
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    [channel] = rss
    for name in ("title", "link", "description", "language", "lastBuildDate", "ttl"):
        [one] = channel.findall(name)
        assert one.text
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")).tzinfo
    assert channel.findtext("ttl").isdigit()
    assert all(is_absolute(link.get("href")) for link in channel.findall(f"{ATOM}link"))
    items = channel.findall("item")
    assert len(items) == 2
    for item in items:
        for name in ("title", "link", "guid", "pubDate", f"{CONTENT}encoded"):
            [one] = item.findall(name)
            assert one.text
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("guid").startswith("urn:uuid:")
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        assert len(item.findall("enclosure")) <= 1


def test_a_json_feed_has_what_version_1_1_demands(full):
    feed = full.get("/feeds/news.json?page_size=2").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    for name in ("home_page_url", "feed_url", "next_url"):
        assert is_absolute(feed[name])
    assert all(author["name"] for author in feed["authors"])
    known = {
        *("id", "url", "external_url", "title", "content_html", "content_text", "summary"),
        *("image", "banner_image", "date_published", "date_modified", "authors", "tags"),
        *("language", "attachments"),
    }
    assert len({item["id"] for item in feed["items"]}) == 2
    for item in feed["items"]:
        assert item.keys() <= known
        assert isinstance(item["id"], str)
        assert "content_html" in item
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo

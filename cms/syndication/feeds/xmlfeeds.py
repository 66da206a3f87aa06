"""A feed as RSS 2.0 and as Atom 1.0 (RFC 4287), on Django's generators of both."""

from __future__ import annotations

from typing import Any

from django.utils.feedgenerator import (
    Atom1Feed,
    Enclosure,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from .feed import Feed
from .items import FeedItem

CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class _Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": CONTENT,
            "xmlns:media": MEDIA,
            "xmlns:dc": DUBLIN_CORE,
        }

    def latest_post_date(self) -> Any:
        return self.feed["updated_at"]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, url in self.feed["links"]:
            handler.addQuickElement("atom:link", None, {"rel": rel, "href": url})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["html"])
        for one in item["others"]:
            attributes = {"url": one.url, "fileSize": one.length, "type": one.mime_type}
            handler.addQuickElement("media:content", "", attributes)


class _Atom(Atom1Feed):
    def latest_post_date(self) -> Any:
        return self.feed["updated_at"]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, url in self.feed["links"]:
            handler.addQuickElement("link", "", {"rel": rel, "href": url})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0.

    The RSS profile allows an item one enclosure; its other files are Media RSS
    contents, which readers take for enclosures too.
    """
    made = _Rss(**_about(feed), description=feed.description, ttl=feed.ttl or None)
    for item in feed.items:
        files = _files(item)
        made.add_item(
            **_item(item),
            description=escape(item.lead),
            unique_id_is_permalink=False,
            enclosures=files[:1],
            others=files[1:],
        )
    return _written(made)


def atom(feed: Feed) -> bytes:
    """The feed as Atom 1.0."""
    made = _Atom(
        **_about(feed),
        description="",
        subtitle=feed.description,
        author_name=feed.author,
        feed_guid=feed.first,
    )
    for item in feed.items:
        made.add_item(**_item(item), description=str(escape(item.lead)), enclosures=_files(item))
    return _written(made)


def _about(feed: Feed) -> dict[str, Any]:
    return {
        "title": feed.title,
        "link": feed.home,
        "language": feed.language,
        "feed_url": feed.url,
        "updated_at": feed.updated_at,
        "links": feed.links,
    }


def _item(item: FeedItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "link": item.url,
        "unique_id": item.id,
        "pubdate": item.published_at,
        "updateddate": item.updated_at,
        "author_name": item.author or None,
        "categories": item.tags,
        "html": item.html,
    }


def _files(item: FeedItem) -> list[Enclosure]:
    return [Enclosure(one.url, str(one.size), one.type) for one in item.enclosures]


def _written(made: SyndicationFeed) -> bytes:
    return made.writeString("utf-8").encode()

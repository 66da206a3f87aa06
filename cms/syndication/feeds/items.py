"""An item of the log as every format of feed needs it. Pure: made of its payload alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from .fulltext import Stored, full_text
from .markup import feed_html, paragraph, xml_text

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an item; `size` in bytes."""

    url: str
    type: str
    size: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """`id` is a URN that stays for the item's life; `html` is all that it says.

    `enclosures`: first what one listens to, then pictures, then other files.
    """

    id: str
    url: str
    title: str
    lead: str
    html: str
    language: str
    published_at: datetime
    updated_at: datetime
    author: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


def item_of(payload: Payload, passages: Sequence[Stored] = ()) -> FeedItem:
    """The item whose payload, as the log keeps it, this is.

    `passages` are its text, as the log keeps it, where its bodies do not say all of it.
    """
    cover = payload.get("cover") or {}
    byline = payload.get("byline") or {}
    labels = [*payload["topics"], *payload["units"]]
    return FeedItem(
        id=urn_of(payload["id"]),
        url=payload["url"],
        title=xml_text(payload["title"]),
        lead=xml_text(payload["lead"]),
        html=html_of(payload, passages),
        language=payload["language"],
        published_at=datetime.fromisoformat(payload["published_at"]),
        updated_at=datetime.fromisoformat(payload["updated_at"]),
        author=xml_text(byline.get("name", "")),
        image=cover.get("url", ""),
        tags=tuple(dict.fromkeys(xml_text(label["name"]) for label in labels)),
        enclosures=tuple(enclosures_of(payload)),
    )


def urn_of(id: str) -> str:
    return f"urn:uuid:{id}"


def html_of(payload: Payload, passages: Sequence[Stored] = ()) -> str:
    """All that an item says as HTML: its picture, its lead, its bodies, the rest of its text."""
    bodies = [
        value
        for value in payload.values()
        if isinstance(value, Mapping) and isinstance(value.get("html"), str)
    ]
    parts = (
        _cover_html(payload.get("cover") or {}),
        paragraph(payload["lead"]),
        *(feed_html(body["html"], payload["url"]) for body in bodies),
        full_text(passages, bodies, payload["url"]),
    )
    return "\n".join(part for part in parts if part)


def _cover_html(cover: Payload) -> str:
    if not cover.get("url"):
        return ""
    caption = xml_text(cover.get("caption", ""))
    said = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    alt = escape(xml_text(cover.get("alt", "")))
    return f'<figure><img src="{escape(cover["url"])}" alt="{alt}">{said}</figure>'


def enclosures_of(payload: Payload) -> list[Enclosure]:
    """The files of the item whose size is known, each once."""
    found = {one.url: one for one in map(_enclosure, _files(payload.values())) if one.size > 0}
    return sorted(found.values(), key=lambda one: _place(one.type))


def _files(values: Iterable[Any]) -> Iterator[Payload]:
    for value in values:
        if isinstance(value, list):
            yield from _files(one for one in value if isinstance(one, Mapping))
        elif isinstance(value, Mapping) and {"url", "type", "size"} <= value.keys():
            yield value


def _enclosure(file: Payload) -> Enclosure:
    title = file.get("title") or file.get("alt") or ""
    return Enclosure(file["url"], file["type"], file["size"], xml_text(title))


def _place(media_type: str) -> int:
    order = ("audio/", "image/")
    return next((n for n, start in enumerate(order) if media_type.startswith(start)), len(order))


def name_of(code: str, payloads: Iterable[Payload]) -> str:
    """What a label with that code is called by the items that carry it; else the code."""
    for payload in payloads:
        for value in payload.values():
            for label in value if isinstance(value, list) else [value]:
                if isinstance(label, Mapping) and label.get("code") == code:
                    return xml_text(label.get("name") or code)
    return code

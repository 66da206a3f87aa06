"""The words in which the demo's pages are written: one function for each kind of block."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in `pictures/`, by its name without the ending."""

    name: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to download in `files/`."""

    name: str


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a list block."""

    values: tuple[Any, ...]


Block = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A news item. `date` is local time, `2022-03-18 08:30`; `units` are codes, the rest slugs."""

    slug: str
    title: str
    lead: str
    date: str
    author: str
    topics: tuple[str, ...]
    units: tuple[str, ...]
    cover: str
    body: tuple[Block, ...]
    caption: str = ""
    attachments: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    source: str = ""

    @property
    def moment(self) -> datetime:
        naive = datetime.strptime(self.date, "%Y-%m-%d %H:%M")
        return timezone.make_aware(naive)


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing page and those below it."""

    slug: str
    title: str
    lead: str
    body: tuple[Block, ...] = ()
    children: tuple[Standing, ...] = field(default=())


def stable_id(path: str) -> str:
    """The id of the block at `path`.

    A block or list item stored without one gets another at each reading, and its
    references then differ each time that the relay looks.
    """
    return str(uuid5(NAMESPACE_URL, f"demo:{path}"))


def p(*paragraphs: str) -> Block:
    return "paragraph", "".join(f"<p>{text}</p>" for text in paragraphs)


def bullets(*items: str) -> Block:
    return "paragraph", "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def h(text: str, anchor: str = "") -> Block:
    return "heading", {"text": text, "level": "2", "anchor": anchor}


def quote(text: str, who: str, role: str = "") -> Block:
    return "quote", {"text": text, "who": who, "role": role}


def figures(*pairs: tuple[str, str], source: str = "") -> Block:
    return "key_figures", {
        "figures": Items(
            tuple({"figure": figure, "meaning": meaning} for figure, meaning in pairs)
        ),
        "source": source,
    }


def steps(heading: str, *pairs: tuple[str, str]) -> Block:
    return "steps", {
        "heading": heading,
        "steps": Items(tuple({"title": title, "text": f"<p>{text}</p>"} for title, text in pairs)),
    }


def table(caption: str, *rows: tuple[str, ...]) -> Block:
    return "table", {
        "data": [list(row) for row in rows],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": caption,
        "cell": [],
        "mergeCells": [],
    }


def callout(tone: Literal["note", "tip", "warning"], heading: str, text: str) -> Block:
    return "callout", {"tone": tone, "heading": heading, "text": f"<p>{text}</p>"}


def image(name: str, caption: str = "") -> Block:
    return "image", {"image": Picture(name), "caption": caption}


def gallery(heading: str, *shown: tuple[str, str]) -> Block:
    images = tuple({"image": Picture(name), "caption": caption} for name, caption in shown)
    return "gallery", {"heading": heading, "images": Items(images)}


def cite(number: str, title: str, body: str, issued_on: str, url: str = "") -> Block:
    return "document_reference", {
        "number": number,
        "title": title,
        "issuing_body": body,
        "issued_on": issued_on,
        "page": None,
        "url": url,
    }


def files(heading: str, *names: str) -> Block:
    return "files", {
        "heading": heading,
        "files": Items(tuple({"document": File(name), "title": ""} for name in names)),
    }


def video(url: str, title: str, caption: str = "") -> Block:
    return "video", {"url": url, "title": title, "caption": caption}


def contact(name: str, role: str, phone: str, email: str, address: str) -> Block:
    return "contact", {
        "name": name,
        "role": role,
        "phone": phone,
        "email": email,
        "address": address,
    }

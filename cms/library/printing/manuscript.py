"""From a booklet to what the template `book.typ` reads: JSON of strings, never markup."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import segno
from django.utils.translation import pgettext

from .document import DIVISIONS, Block, Booklet, Paper, PrintedDocument, PrintOptions, Role

# More rows than this in the contents are no help: the deepest level goes, then the next.
CONTENTS_ROWS = 800
# A longer stretch without a place to break may be wider than the narrowest page.
ENDLESS = re.compile(r"[^\s/-]{25,}")
LONGEST_STRETCH = 24
RUNNING_HEAD = 56
ZERO_WIDTH_SPACE = "\u200b"


def manuscript(
    work: PrintedDocument | Booklet, options: PrintOptions, publisher: str
) -> dict[str, Any]:
    """Everything the template prints of `work`, JSON-ready and clean of control characters."""
    documents = work.documents if isinstance(work, Booklet) else (work,)
    together = isinstance(work, Booklet)
    titles = Counter(each.title for each in documents)
    set_in_type = [
        _document(_told_apart(each) if titles[each.title] > 1 else each, 2 if together else 1)
        for each in documents
    ]
    cover = _booklet_cover(work) if isinstance(work, Booklet) else _document_cover(work)
    return {
        "paper": options.paper.value,
        "large": options.large,
        "together": together,
        "publisher": printable(publisher),
        "cover": cover,
        "documents": set_in_type,
        "fold": options.paper is Paper.A5,
        "day": work.version_date.isoformat(),
        "contents_depth": contents_depth(set_in_type, together=together),
        "words": {
            "contents": pgettext("printed", "Contents"),
            "introduction": pgettext("printed", "Introduction"),
            "online": pgettext("printed", "Read the newest version online"),
            "qr": pgettext("printed", "QR code of the address %(url)s") % {"url": work.url},
        },
    }


def printable(text: str) -> str:
    """`text` in NFC without control characters, and with places to break in endless words."""
    kept = "".join(
        character
        if not unicodedata.category(character).startswith("C") or character == "\n"
        else " "
        for character in unicodedata.normalize("NFC", text)
    )
    return ENDLESS.sub(_with_places_to_break, kept)


def _with_places_to_break(found: re.Match[str]) -> str:
    word = found.group()
    pieces = range(0, len(word), LONGEST_STRETCH)
    return ZERO_WIDTH_SPACE.join(word[at : at + LONGEST_STRETCH] for at in pieces)


def paragraphs(text: str) -> list[str]:
    """The lines of `text` that say something, each a paragraph of its own."""
    return [line.strip() for line in printable(text).split("\n") if line.strip()]


def running_head(name: str) -> str:
    """`name` short enough for the head of a page."""
    if len(name) <= RUNNING_HEAD:
        return printable(name)
    return printable(name[: RUNNING_HEAD - 1].rsplit(" ", 1)[0]) + "…"


def qr(url: str) -> str:
    """The QR code of `url` as SVG: level M, which survives a photocopy and a crease."""
    return str(segno.make(url, error="m", micro=False).svg_inline(border=0, scale=1))


def contents_depth(documents: list[dict[str, Any]], *, together: bool) -> int:
    """How deep the contents go, so that they stay below `CONTENTS_ROWS` where they can."""
    levels = [block["level"] for each in documents for block in each["blocks"] if block["level"]]
    base = 1
    if together:
        levels += [1] * len(documents)
    for depth in range(max(levels, default=base), base, -1):
        if sum(level <= depth for level in levels) <= CONTENTS_ROWS:
            return depth
    return base


def _told_apart(document: PrintedDocument) -> PrintedDocument:
    """The land laws of 2013 and of 2024 have one title: in the contents their numbers differ."""
    if not document.number:
        return document
    return replace(document, title=f"{document.title} ({document.number})")


def _document_cover(document: PrintedDocument) -> dict[str, Any]:
    return {
        "kind": _kind(document.kind, document.title),
        "title": printable(document.title),
        "running": running_head(document.title),
        "facts": _facts(document),
        "lead": [],
        **_edition(document.url, document.version_date, document.version),
    }


def _booklet_cover(booklet: Booklet) -> dict[str, Any]:
    facts = (
        (pgettext("printed", "For whom"), booklet.audience),
        (pgettext("printed", "Contributed by"), booklet.contributor),
        (pgettext("printed", "Documents"), str(len(booklet.documents))),
    )
    return {
        "kind": _kind(pgettext("printed", "Set of documents"), booklet.title),
        "title": printable(booklet.title),
        "running": running_head(booklet.title),
        "facts": [[label, printable(value)] for label, value in facts if value],
        "lead": paragraphs(booklet.introduction),
        **_edition(booklet.url, booklet.version_date),
    }


def _edition(url: str, version_date: date, version: int | None = None) -> dict[str, Any]:
    written = pgettext("printed", "Version of %(date)s") % {"date": _day(version_date)}
    numbered = pgettext("printed", "Version %(number)s of %(date)s") % {
        "number": version,
        "date": _day(version_date),
    }
    return {"url": url, "qr": qr(url), "edition": numbered if version else written}


def _facts(document: PrintedDocument) -> list[list[str]]:
    facts = (
        (pgettext("printed", "Number"), document.number),
        (pgettext("printed", "Issuing body"), document.issuing_body),
        (pgettext("printed", "Issued on"), _day(document.issued_on)),
        (pgettext("printed", "Effective from"), _day(document.effective_from)),
        (pgettext("printed", "Validity"), document.validity),
    )
    return [[label, printable(value)] for label, value in facts if value]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _kind(kind: str, title: str) -> str:
    """What it is, where the title does not begin with it already (`Bộ luật …` says `Luật`)."""
    begins = title.casefold()[: len(kind) + len("bộ ")]
    return "" if kind.casefold() in begins else printable(kind)


def _document(document: PrintedDocument, depth: int) -> dict[str, Any]:
    blocks = [row for block in document.blocks for row in _rows(block, depth)]
    return {
        "title": printable(document.title),
        "kind": _kind(document.kind, document.title),
        "running": running_head(document.number or document.title),
        "facts": _facts(document),
        "summary": paragraphs(document.summary),
        "qr": qr(document.url),
        "url": document.url,
        "blocks": blocks,
    }


def _rows(block: Block, level: int) -> Iterator[dict[str, Any]]:
    """`block` and all below it in reading order; `level` is 0 where no heading is."""
    divides = block.role in DIVISIONS and bool(block.label or block.heading)
    yield {
        "role": (block.role if divides or block.role not in DIVISIONS else Role.TEXT).value,
        "label": printable(block.label).strip(),
        "heading": " ".join(printable(block.heading).split()),
        "level": level if divides else 0,
        "text": paragraphs(block.text),
    }
    for child in block.children:
        yield from _rows(child, level + 1 if divides else level)

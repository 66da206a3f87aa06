"""Citations in a document's introduction, where guides and handbooks stand: its blocks are HTML
already, so that they are linked between the tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from blocks.body import body_passages
from cms.legaltext import citations
from cms.legaltext.citations import Citation

from .rendering import citation_link

if TYPE_CHECKING:
    from .linking import Links

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# A link in a link is none; titles are what the contents are made of.
_CLOSED = frozenset({"a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style"})


def citations_in(body: Any) -> Iterator[tuple[str, str, Citation]]:
    """What the introduction cites, with the anchor of where it stands, and its words."""
    for passage in body_passages(body):
        for one in citations.find(passage.text):
            yield passage.anchor, passage.text[one.start : one.end], one


def linked(markup: str, links: Links, *, tools: bool = False) -> SafeString:
    """The clean HTML `markup` with its citations linked; `tools` as in `Renderer`."""
    pieces: list[str] = []
    closed = 0
    for piece in _TAG.split(markup):
        tag = _NAME.match(piece)
        if tag and tag[2].lower() in _CLOSED:
            closed += -1 if tag[1] else 1
        elif piece and not closed and not piece.startswith("<"):
            piece = _linked_text(piece, links, tools)
        pieces.append(piece)
    return mark_safe("".join(pieces))


def _linked_text(piece: str, links: Links, tools: bool) -> str:
    text = html.unescape(piece)
    said: list[str] = []
    at = 0
    for one in citations.find(text):
        link = links.of(one, "") if one.start >= at else None
        if link is None:
            continue
        said += [
            escape(text[at : one.start]),
            citation_link(link, text[one.start : one.end], tools),
        ]
        at = one.end
    # What has no citation stays as it was written, letter by letter.
    return "".join([*said, escape(text[at:])]) if said else piece

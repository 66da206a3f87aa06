"""The body of an item: its blocks, and the whole of it as JSON, as HTML and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.stream_block import StreamValue

from cms.publishing.representation import Passage

from .anchors import anchor_for, distinct
from .extra import OpenStreamBlock
from .media import GalleryBlock, ImageBlock, VideoBlock
from .prose import CalloutBlock, HeadingBlock, ParagraphBlock, QuoteBlock
from .reach import Reach, reach_of
from .sources import ContactBlock, DocumentReferenceBlock, FilesBlock
from .structured import KeyFiguresBlock, StepsBlock, TableBlock


class ContentBody(OpenStreamBlock):
    """Everything that an item can be composed of."""

    place = "BODY"

    paragraph = ParagraphBlock(group=_("Text"))
    heading = HeadingBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    callout = CalloutBlock(group=_("Text"))
    image = ImageBlock(group=_("Images and video"))
    gallery = GalleryBlock(group=_("Images and video"))
    video = VideoBlock(group=_("Images and video"))
    steps = StepsBlock(group=_("Facts"))
    table = TableBlock(group=_("Facts"))
    key_figures = KeyFiguresBlock(group=_("Facts"))
    document_reference = DocumentReferenceBlock(group=_("Sources"))
    files = FilesBlock(group=_("Sources"))
    contact = ContactBlock(group=_("Sources"))

    class Meta:
        required = False


def body_blocks(stream: StreamValue, base_url: str = "") -> list[dict[str, Any]]:
    """The blocks as typed JSON: `{"type", "id", "value"}`, a heading with its `anchor` too."""
    reach = reach_of(stream.stream_block, stream, base_url)
    found = []
    for child, anchor in _with_anchors(stream):
        value = dict(child.block.api_form(child.value, reach))
        if anchor:
            value["anchor"] = anchor
        found.append({"type": child.block_type, "id": child.id, "value": value})
    return found


def body_html(stream: StreamValue, base_url: str = "") -> SafeString:
    """The blocks as clean HTML that needs nothing around it. Addresses begin with `base_url`."""
    reach = reach_of(stream.stream_block, stream, base_url)
    rendered = (_rendered(child, anchor, reach) for child, anchor in _with_anchors(stream))
    return format_html_join("\n", "{}", ((one,) for one in rendered if one))


def body_text(stream: StreamValue) -> str:
    """All that the body says, as plain text, a blank line between blocks."""
    texts = (child.block.plain_text(child.value) for child in stream)
    return "\n\n".join(text for text in texts if text)


def body_passages(stream: StreamValue) -> tuple[Passage, ...]:
    """The body cut at its headings; what stands before the first has neither anchor nor heading."""
    passages: list[tuple[str, str, list[str]]] = [("", "", [])]
    for child, anchor in _with_anchors(stream):
        text = child.block.plain_text(child.value)
        if anchor:
            passages.append((anchor, text, []))
        elif text:
            passages[-1][2].append(text)
    return tuple(
        Passage(anchor, heading, "\n\n".join(texts))
        for anchor, heading, texts in passages
        if heading or texts
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A body from one heading to the next: its passage, and its HTML with the heading."""

    passage: Passage
    html: SafeString


def body_sections(stream: StreamValue, base_url: str = "") -> tuple[Section, ...]:
    """The body cut at its headings, what stands before the first left out."""
    reach = reach_of(stream.stream_block, stream, base_url)
    html: dict[str, list[SafeString]] = {"": []}
    for child, anchor in _with_anchors(stream):
        here = anchor or next(reversed(html))
        html.setdefault(here, []).append(_rendered(child, anchor, reach))
    passages = {passage.anchor: passage for passage in body_passages(stream)}
    return tuple(
        Section(passages[anchor], mark_safe("\n".join(filter(None, pieces))))
        for anchor, pieces in html.items()
        if anchor
    )


def _with_anchors(stream: StreamValue) -> Iterator[tuple[Any, str]]:
    """Each block, and its anchor if it is a heading: no two alike in one body."""
    headings = [child for child in stream if child.block_type == "heading"]
    anchors = distinct(one.value["anchor"] or anchor_for(one.value["text"]) for one in headings)
    for child in stream:
        yield child, next(anchors) if child.block_type == "heading" else ""


def _rendered(child: Any, anchor: str, reach: Reach) -> SafeString:
    context: dict[str, Any] = {"reach": reach}
    if anchor:
        context["anchor"] = anchor
    return mark_safe(child.render(context=context).strip())

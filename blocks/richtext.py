"""Rich text: what editors may use in it, and its clean HTML and plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text.rewriters import LinkRewriter

from .reach import Reach

# Nothing that sets a colour, a size or a position: the page stays whole whatever is pasted.
FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link"]
FEATURES_OF_A_LINE = ["bold", "italic", "link"]

TAGS = {"p", "br", "b", "strong", "i", "em", "sup", "sub", "ol", "ul", "li", "a"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_LINK_TO_NOTHING = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_LINK_ELSEWHERE = re.compile(r'<a href="(?=https?:)')
_BLOCK_END = re.compile(r"</(?:p|li|ul|ol)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]+>")
_BLANK_LINES = re.compile(r"\s*\n\s*")


def to_html(source: str, reach: Reach) -> SafeString:
    """The text as clean HTML; a link to what is not public is left as its text.

    Only the tags and schemes above survive, whatever the database holds.
    """
    rewrite = LinkRewriter(
        rules={
            "page": _opening(lambda attrs: reach.page_url(attrs.get("id"))),
            "document": _opening(lambda attrs: reach.document_url(attrs.get("id"))),
        }
    )
    clean = nh3.clean(
        rewrite(source), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    )
    unlinked = _LINK_TO_NOTHING.sub(r"\1", clean)
    return mark_safe(_LINK_ELSEWHERE.sub('<a rel="noopener" href="', unlinked))


def to_text(source: str) -> str:
    """The text as it is read aloud: a line for each paragraph and list item."""
    lines = _TAG.sub("", _BLOCK_END.sub("\n", source))
    return _BLANK_LINES.sub("\n", html.unescape(lines)).strip()


def _opening(address: Callable[[dict[str, Any]], str | None]) -> Callable[[dict[str, Any]], str]:
    def tag(attrs: dict[str, Any]) -> str:
        url = address(attrs) + _fragment(attrs) if address(attrs) else ""  # type: ignore[operator]
        return f'<a href="{html.escape(url)}">' if url else "<a>"

    return tag


def _fragment(attrs: dict[str, Any]) -> str:
    return f"#{attrs['anchor']}" if attrs.get("anchor") else ""

"""The HTML and the text that a feed may carry. Pure functions."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin

import nh3

# What XML 1.0 (section 2.2) lets no document hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What every reader of feeds can show. Scripts, frames and forms mean nothing there.
TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("a", "b", "i", "em", "strong", "sub", "sup", "span", "div", "section", "aside"),
    *("blockquote", "cite", "q", "address", "time", "figure", "figcaption", "img"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
ADDRESSES = {"href", "src"}


def xml_text(text: str) -> str:
    """`text` without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def feed_html(html: str, page: str) -> str:
    """`html` as it may stand in a feed: nothing but content, every address absolute.

    `page` is the address of the page that the HTML stands on.
    """

    def absolute(tag: str, name: str, value: str) -> str:
        return urljoin(page, value) if name in ADDRESSES else value

    return xml_text(
        nh3.clean(
            html,
            tags=TAGS,
            clean_content_tags={"script", "style"},
            attributes=ATTRIBUTES,
            attribute_filter=absolute,
            url_schemes=SCHEMES,
            link_rel=None,
        )
    )


def paragraph(text: str) -> str:
    """Plain text as one paragraph of HTML; empty for none."""
    return f"<p>{escape(xml_text(text))}</p>" if text.strip() else ""

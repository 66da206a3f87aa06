"""What an item says beyond its bodies: the provisions of a law, the pages of a file.

The log holds it as passages of plain text. A feed gives them whole up to a bound, so that
one code of law does not make megabytes of twenty items; then it says where to read on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from .markup import paragraph, xml_text

Stored = Mapping[str, Any]

# Characters of an item: some twelve printed pages, which most decisions and plans stay below.
LONGEST = 30_000


def full_text(passages: Sequence[Stored], bodies: Sequence[Stored], page: str) -> str:
    """The passages that `bodies` (of `html` and `text`) do not say, as HTML.

    `page` is the address at which they are read. Cut between paragraphs only.
    """
    missing = [one for one in passages if not _is_said(one, bodies)]
    made: list[str] = []
    length = 0
    for text, html in _pieces(missing, page):
        length += len(text)
        if length > LONGEST:
            made.append(_read_on(page))
            break
        made.append(html)
    return "\n".join(made)


def _is_said(passage: Stored, bodies: Sequence[Stored]) -> bool:
    if passage["anchor"]:
        return any(f'id="{passage["anchor"]}"' in body["html"] for body in bodies)
    begins = passage["text"].partition("\n")[0]
    return any(begins in body.get("text", "") for body in bodies)


def _pieces(passages: Iterable[Stored], page: str) -> Iterator[tuple[str, str]]:
    """Headings and paragraphs, each as text and as HTML."""
    for one in passages:
        if one["heading"]:
            place = escape(f"{page}#{one['anchor']}" if one["anchor"] else page)
            heading = escape(xml_text(one["heading"]))
            yield one["heading"], f'<h3><a href="{place}">{heading}</a></h3>'
        for line in one["text"].splitlines():
            if html := paragraph(line):
                yield line, html


def _read_on(page: str) -> str:
    words = escape(_("Read on: the full text stands on its page."))
    return f'<p><a href="{escape(page)}">{words}</a></p>'

"""Provisions as HTML: the same on the library's page and in the API. Pure.

Every provision is an element with its anchor as `id`, those within it inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from cms.legaltext.provisions import Provision

from .reading import Cited, Reading, read

if TYPE_CHECKING:
    from .linking import Link, Links

# Those that have a title of their own in the table of contents.
TITLED = frozenset({"part", "chapter", "section", "subsection", "article", "annex", "heading"})
# What is read as one: an article with its clauses and points.
READ_WHOLE = frozenset({"article", "clause", "point"})
# The page's own title is the only h1; HTML knows none below h6.
HIGHEST, LOWEST = 2, 6
# A code rendered has a million characters.
KEPT = 16
DASH = re.compile(r"^\s*[-–•]\s+")


@dataclass(frozen=True)
class Renderer:
    """Renders one document's text. With `tools`, each provision has a link to itself, and what
    the page's script needs to copy a citation and to fetch what is cited."""

    reading: Reading
    links: Links
    tools: bool = False

    def provisions(self) -> dict[str, SafeString]:
        """The HTML of every provision, with all that is in it, by anchor."""
        found: dict[str, SafeString] = {}
        for provision in self.reading.parsed.provisions:
            self._render(provision, HIGHEST, found)
        return found

    def provision(self, path: tuple[Provision, ...], provision: Provision) -> SafeString:
        """The HTML of one provision, which stands within `path`."""
        titled = sum(is_titled(one) for one in path)
        found: dict[str, SafeString] = {}
        self._render(provision, min(HIGHEST + titled, LOWEST), found)
        return found[provision.anchor]

    def text(self) -> SafeString:
        """All provisions, one after the other."""
        found = self.provisions()
        return _joined(found[one.anchor] for one in self.reading.parsed.provisions)

    def opening(self) -> SafeString:
        """What stands before the first provision: the title and what it is based on."""
        return _joined(self._paragraphs(one, "") for one in self.reading.opening)

    def _render(self, provision: Provision, level: int, found: dict[str, SafeString]) -> None:
        titled = is_titled(provision)
        below = min(level + 1, LOWEST) if titled else level
        for child in provision.children:
            self._render(child, below, found)
        own = self.reading.cited[provision.anchor]
        bare = titled or not provision.label
        before = "" if bare else _joined([_marker(provision), self._link_to(provision)])
        found[provision.anchor] = format_html(
            '<{tag} class="provision {kind}" id="{anchor}"{cite}>{title}{own}{inner}</{tag}>',
            tag="section" if titled else "div",
            kind=provision.kind,
            anchor=provision.anchor,
            cite=self._cite(provision),
            title=self._title(provision, level) if titled else "",
            own=self._paragraphs(own, provision.anchor, before),
            inner=_joined(found[child.anchor] for child in provision.children),
        )

    def _title(self, provision: Provision, level: int) -> SafeString:
        words = provision.marker.rstrip(".: ") or provision.label
        if words and provision.heading:
            said = format_html('<span class="label">{}.</span> {}', words, provision.heading)
        else:
            said = format_html('<span class="label">{}</span>', words or provision.heading)
        link = self._link_to(provision)
        return format_html('<h{} class="provision-title">{}{}</h{}>', level, said, link, level)

    def _link_to(self, provision: Provision) -> SafeString:
        if not self.tools:
            return mark_safe("")
        name = provision.label or provision.heading
        return format_html(
            ' <a class="anchor" href="#{}" aria-label="{}">#</a>',
            provision.anchor,
            gettext("Link to %(provision)s") % {"provision": name},
        )

    def _cite(self, provision: Provision) -> SafeString:
        if not (self.tools and provision.kind in READ_WHOLE):
            return mark_safe("")
        return format_html(' data-cite="{}"', word_in_citations(provision))

    def _paragraphs(self, cited: Cited, here: str, before: SafeString | str = "") -> SafeString:
        """A text as paragraphs and lists, its citations linked; `before` opens the first one."""
        lines = [line for line in self._linked(cited, here).split("\n") if line.strip()]
        if before:
            lines[:1] = [format_html("{} {}", before, mark_safe(lines[0] if lines else ""))]
        groups = groupby(lines, key=lambda line: bool(DASH.match(line)))
        return _joined(_list(group) if dashed else _plain(group) for dashed, group in groups)

    def _linked(self, cited: Cited, here: str) -> str:
        pieces: list[str] = []
        at = 0
        for one in cited.citations:
            link = self.links.of(one, here) if one.start >= at else None
            if link is None:
                continue
            # A line may end within a citation; an element may not.
            words = cited.text[one.start : one.end].replace("\n", " ")
            pieces += [escape(cited.text[at : one.start]), citation_link(link, words, self.tools)]
            at = one.end
        pieces.append(escape(cited.text[at:]))
        return "".join(pieces)


def citation_link(link: Link, words: str, tools: bool) -> SafeString:
    """A citation as the link that it is; with `tools`, the page's script fetches what is cited."""
    fetched = format_html(' data-provision="{}/{}"', link.page, link.anchor) if tools else ""
    return format_html('<a class="citation" href="{}"{}>{}</a>', link.url, fetched, words)


@lru_cache(maxsize=KEPT)
def on_its_page(text: str, links: Links, language: str | None) -> tuple[SafeString, SafeString]:
    """The opening and the provisions of a document's text as its own page shows them.

    To render a code of five hundred articles takes as long as all else of its page together.
    """
    renderer = Renderer(read(text), links, tools=True)
    return renderer.opening(), renderer.text()


def is_titled(provision: Provision) -> bool:
    """Whether it has a title of its own; a text that is not divided is one without."""
    return provision.kind in TITLED and bool(provision.label or provision.heading)


def word_in_citations(provision: Provision) -> str:
    """`Điều 12`, `khoản 2`, `điểm a`: only an article has a capital."""
    label = provision.label
    return label if provision.kind == "article" else label[:1].lower() + label[1:]


def _plain(lines: Iterable[str]) -> SafeString:
    return _joined(mark_safe(f"<p>{line}</p>") for line in lines)


def _list(lines: Iterable[str]) -> SafeString:
    items = (f"<li>{DASH.sub('', line)}</li>" for line in lines)
    return mark_safe(f"<ul>{''.join(items)}</ul>")


def _marker(provision: Provision) -> SafeString:
    if provision.heading:
        return format_html(
            '<span class="marker">{}</span> <b>{}</b>', provision.marker, provision.heading
        )
    return format_html('<span class="marker">{}</span>', provision.marker)


def _joined(pieces: Iterable[SafeString | str]) -> SafeString:
    return mark_safe("".join(pieces))

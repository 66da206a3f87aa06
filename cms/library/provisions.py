"""The provisions of a document as others get them: passages to search, parts to point at."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from blocks.body import Section, body_passages, body_sections
from cms.legaltext.provisions import Provision, title_of, whole_text
from cms.publishing.representation import Part, Passage, source_of

from .introduction import linked
from .linking import Links
from .reading import Reading
from .rendering import READ_WHOLE, Renderer, is_titled, word_in_citations
from .states import validity_json
from .validity import Term, term_of_provision

if TYPE_CHECKING:
    from .models import DocumentPage


def citation_of(path: tuple[Provision, ...], provision: Provision, document: str) -> str:
    """As lawyers write it: `điểm a khoản 2 Điều 12 Luật Hòa giải ở cơ sở`."""
    inner = [one for one in (*path, provision) if one.kind in READ_WHOLE]
    if not inner:
        return ", ".join(filter(None, (title_of(provision), document)))
    return " ".join((*(word_in_citations(one) for one in reversed(inner)), document))


def name_in_citations(page: DocumentPage) -> str:
    """`Luật Hòa giải ở cơ sở số 35/2013/QH13`, `Biên bản buổi hòa giải (Mẫu số 01)`."""
    if not page.number:
        return page.title
    numbered = f"số {page.number}" if page.number[0].isdigit() else f"({page.number})"
    return f"{page.title} {numbered}"


def passages_of(page: DocumentPage, reading: Reading) -> tuple[Passage, ...]:
    """The introduction by its headings, then the text by its articles."""
    opening = "\n".join(one.text for one in reading.opening)
    return (
        *body_passages(page.body),
        *((Passage("", "", opening),) if opening else ()),
        *(_passage(provision) for provision in _read_as_one(reading)),
    )


def _read_as_one(reading: Reading) -> Iterator[Provision]:
    for path, provision in reading:
        within = any(one.kind in READ_WHOLE for one in path)
        if not within and (provision.text or provision.kind in READ_WHOLE):
            yield provision


def text_of(provision: Provision) -> tuple[str, tuple[tuple[int, str], ...]]:
    """What a provision says: an article with all that is in it, a chapter its own words."""
    return whole_text(provision) if provision.kind in READ_WHOLE else (provision.text, ())


def _passage(provision: Provision) -> Passage:
    text, inner = text_of(provision)
    return Passage(provision.anchor, title_of(provision), text, inner)


@dataclass(frozen=True)
class Parts:
    """Makes the parts of one document: one shape for every provision, wherever it stands."""

    page: DocumentPage
    reading: Reading
    links: Links
    term: Term
    today: date
    base_url: str

    def all(self) -> Iterator[Part]:
        for section in body_sections(self.page.body, self.base_url):
            if section.passage.anchor not in self.reading.anchors:
                yield self._of_section(section)
        html = Renderer(self.reading, self.links).provisions()
        for path, provision in self.reading:
            whole = provision.kind in READ_WHOLE
            text = text_of(provision)[0]
            yield self._part(
                provision.anchor,
                kind=provision.kind,
                path=[name for one in (*path, provision) if (name := one.label or one.heading)],
                heading=provision.heading,
                citation=citation_of(path, provision, self._name),
                text=text,
                html=html[provision.anchor] if whole or provision.kind == "heading" else "",
            )

    def contents(self) -> list[dict[str, Any]]:
        """The table of contents: what has a title, with how deep it stands, from 1."""
        sections = body_sections(self.page.body, self.base_url)
        return [
            *(
                {"anchor": one.passage.anchor, "label": "", "heading": one.passage.heading}
                | {"level": 1}
                for one in sections
            ),
            *(
                {"anchor": one.anchor, "label": one.label, "heading": one.heading}
                | {"level": len(path) + 1}
                for path, one in self.reading
                if is_titled(one) and not any(o.kind in READ_WHOLE for o in path)
            ),
        ]

    @cached_property
    def _url(self) -> str:
        return str(self.page.full_url)

    @cached_property
    def _name(self) -> str:
        return name_in_citations(self.page)

    def _of_section(self, section: Section) -> Part:
        heading = section.passage.heading
        return self._part(
            section.passage.anchor,
            kind="heading",
            path=[heading],
            heading=heading,
            citation=f"{heading}, {self._name}",
            text=section.passage.text,
            html=linked(section.html, self.links),
        )

    def _part(self, anchor: str, **payload: Any) -> Part:
        term = term_of_provision(self.term, anchor)
        return Part(
            anchor,
            {
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{source_of(self.page)}#{anchor}")),
                "anchor": anchor,
                **payload,
                "url": f"{self._url}#{anchor}",
                "validity": validity_json(self.page, term, self.today),
            },
        )

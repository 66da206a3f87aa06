"""A document's text as it is read: its provisions, and what each of them cites. Pure, but for
where readings are kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from cms.legaltext import citations
from cms.legaltext.citations import Citation
from cms.legaltext.provisions import ParsedText, Provision, margin_in, parse, rejoined, walk

# A law of seven hundred articles takes as long to read as a page may take to answer.
KEPT = 64


@dataclass(frozen=True, slots=True)
class Cited:
    """A text and what it cites; positions are those of the text."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart, with what each provision's own text cites, by anchor.

    `opening` is what stands before the first provision and is no letterhead.
    """

    parsed: ParsedText
    opening: tuple[Cited, ...]
    cited: dict[str, Cited]

    def __iter__(self) -> Iterator[tuple[tuple[Provision, ...], Provision]]:
        return walk(self.parsed.provisions)

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(self.cited)

    def find(self, anchor: str) -> tuple[tuple[Provision, ...], Provision] | None:
        """The provision with that anchor, and those that contain it."""
        return next((one for one in self if one[1].anchor == anchor), None)

    def all_citations(self) -> Iterator[tuple[str, str, Citation]]:
        """Every citation with the anchor of where it stands, and its words."""
        for one in self.opening:
            yield from (("", one.text[c.start : c.end], c) for c in one.citations)
        for anchor, one in self.cited.items():
            yield from ((anchor, one.text[c.start : c.end], c) for c in one.citations)


class Keeper(Protocol):
    """A place where readings outlive the few that are kept in memory."""

    def get(self, text: str) -> Reading | None: ...
    def put(self, text: str, reading: Reading) -> None: ...


_keeper: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def kept_by(keeper: Keeper) -> Iterator[None]:
    """Within it, each text is read once, however many there are."""
    token = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(token)


@lru_cache(maxsize=KEPT)
def read(text: str) -> Reading:
    keeper = _keeper.get()
    found = keeper.get(text) if keeper else None
    if found is None:
        found = _read(text)
        if keeper:
            keeper.put(text, found)
    return found


def _read(text: str) -> Reading:
    parsed = parse(text)
    margin = margin_in(parsed.text)
    opening = (one.text for one in parsed.front if one.kind in {"title", "preamble"})
    return Reading(
        parsed,
        tuple(_cited(rejoined(text, margin)) for text in opening),
        {one.anchor: _cited(one.text) for _, one in walk(parsed.provisions)},
    )


def _cited(text: str) -> Cited:
    return Cited(text, citations.find(text))


def anchor_cited(citation: Citation, here: str, own: frozenset[str]) -> str:
    """The anchor that a citation of this same document means; empty when there is no such one.

    A clause without an article is one of the article that cites it.
    """
    wanted = citation.anchor(here)
    if not citation.article and here.startswith("dieu-"):
        wanted = "-".join(here.split("-")[:2] + wanted.split("-")) if wanted else ""
    return wanted if wanted in own else ""


def is_of_this(citation: Citation) -> bool:
    """Whether it names no other document."""
    return citation.document in {"this", "implied"} or citation.article == citations.THIS

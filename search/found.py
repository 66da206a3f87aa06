"""What is shown of the items that were found: their best passages, and where each opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from django.utils.safestring import SafeString

from cms.publishing.models import Entry
from cms.publishing.representation import Passage

from .analysis import Token, tokens_of
from .engine import Hit
from .highlight import Matcher, marked, snippet
from .passages import cited_by, passages_of
from .phrases import telling
from .plan import PASSAGES_SHOWN, Plan, RankedWord
from .stored import MOST_PLACES, Stored, public_entries
from .understanding import Provision


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage worth reading: `html` is safe and marks what matched.

    `anchor` is that of the deepest provision in which the best words stand.
    """

    anchor: str
    heading: str
    html: SafeString

    def url_in(self, page: str) -> str:
        """Where the passage stands in the item whose address is `page`."""
        return f"{page}#{quote(self.anchor)}" if self.anchor else page


@dataclass(frozen=True, slots=True)
class Found:
    """An item that was found. `url` leads to its best passage.

    `more`: it has further passages that match, which `within` shows.
    """

    entry: Entry
    title_html: SafeString
    passages: tuple[FoundPassage, ...]
    url: str
    # The texts that are shown, as they were written.
    written: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a page of hits, and what read its texts."""

    found: Sequence[Found]
    matcher: Matcher


def shown(hits: Sequence[Hit], plan: Plan, now: datetime) -> Shown:
    """The hits that are public at `now`, with their text. A query for each twenty, and one for
    each document that the question names."""
    most = PASSAGES_SHOWN if plan.filters.within is None else plan.passages
    # The first where its title alone found it.
    wanted = {hit.id: hit.passages[:most] or (0,) for hit in hits}
    few = {key: own if len(own) <= MOST_PLACES else () for key, own in wanted.items()}
    rows = public_entries(few, now)
    there = [rows[hit.id] for hit in hits if hit.id in rows]
    matcher = Matcher.of(plan.terms, plan.together, plan.meant)
    asked = _told_in(plan.ranked_words)
    read = [
        _Read(one.entry, _called_first(_best(one, wanted[one.entry.id]), asked)) for one in there
    ]
    matcher.read(text for one in read for text in one.texts)
    more = {hit.id for hit in hits if len(hit.passages) > most}
    found = [_found(one, matcher, most, plan.pinned, more=one.entry.id in more) for one in read]
    return Shown(found, matcher)


@dataclass(frozen=True, slots=True)
class _Read:
    """An item, and those of its passages that are to be shown."""

    entry: Entry
    best: Sequence[Passage]

    @property
    def texts(self) -> Iterator[str]:
        yield self.entry.title
        yield from (passage.text for passage in self.best)


def _best(stored: Stored, places: Sequence[int]) -> Sequence[Passage]:
    """The passages at these places; of what is shown by itself so many that it is read whole."""
    if len(places) <= MOST_PLACES:
        return stored.passages
    every = passages_of(stored.entry)
    return [every[place] for place in places if place < len(every)]


def _called_first(passages: Sequence[Passage], asked: Sequence[RankedWord]) -> Sequence[Passage]:
    """The passages, those first whose heading says what was asked and nothing else: *Điều 12. Tổ
    hòa giải* before *Điều 14. Tổ trưởng tổ hòa giải*, which has the words more often."""
    return sorted(passages, key=lambda one: not _is_called(one.heading, asked))


def _is_called(heading: str, asked: Sequence[RankedWord]) -> bool:
    label, _dot, name = heading.partition(". ")
    called = name or label
    # Most are longer or shorter, and need not be taken apart.
    if not asked or len(called.split()) != len(asked):
        return False
    words = [token for token in tokens_of(called) if token.step]
    return len(words) == len(asked) and all(
        own.folded == word.folded if word.by_folded else own.exact == word.exact
        for own, word in zip(words, asked, strict=True)
    )


def _told_in(words: Sequence[RankedWord]) -> Sequence[RankedWord]:
    """The words of a question without those that only ask."""
    tokens = [Token(one.exact, one.folded, at, at) for at, one in enumerate(words)]
    return [words[token.start] for token in telling(tokens)]


def _found(
    read: _Read, matcher: Matcher, most: int, pinned: Sequence[Provision], *, more: bool
) -> Found:
    entry, passages = read.entry, read.best
    best = tuple(_found_passage(passage, matcher) for passage in passages)
    if named := _named_passage(read, pinned, matcher):
        others = [
            one for one, of in zip(best, passages, strict=True) if not _is_in(of, named.of.anchor)
        ]
        best = (named.shown, *others)[:most]
    return Found(
        entry=entry,
        title_html=marked(entry.title, matcher),
        passages=best,
        url=best[0].url_in(entry.url) if best else entry.url,
        written=tuple(read.texts),
        more=more,
    )


def _is_in(passage: Passage, anchor: str) -> bool:
    """Whether it stands in the provision at `anchor`, or is it."""
    return f"{passage.anchor}-".startswith(f"{anchor}-")


@dataclass(frozen=True, slots=True)
class _Named:
    of: Passage
    shown: FoundPassage


def _named_passage(read: _Read, pinned: Sequence[Provision], matcher: Matcher) -> _Named | None:
    """The provision of the entry that the question names, with its very anchor."""
    wanted = {one.key: one.anchor for one in pinned if one.anchor}
    if not wanted:
        return None
    for anchor in (wanted[key] for key in cited_by(read.entry) if key in wanted):
        for passage in passages_of(read.entry):
            if passage.anchor and f"{anchor}-".startswith(f"{passage.anchor}-"):
                inner = {passage.anchor, *(deeper for _at, deeper in passage.inner)}
                shown = _found_passage(passage, matcher)
                return _Named(
                    passage, replace(shown, anchor=anchor if anchor in inner else passage.anchor)
                )
    return None


def _found_passage(passage: Passage, matcher: Matcher) -> FoundPassage:
    part = snippet(passage.text, matcher)
    return FoundPassage(passage.anchor_at(part.at), passage.heading, part.html)

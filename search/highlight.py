"""What of a text to show, and what in it to mark. The text stays as it was written.

The only markup that comes out is `<mark>`; everything else is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import chain, pairwise

from django.utils.safestring import SafeString

from .occurrences import Span, Wanted, occurrences
from .plan import RankedWord, Term

# Characters of a passage to show; enough to judge by, short enough to scan.
SNIPPET = 260
# How much of that stands before the first marked word.
BEFORE = 60
ELLIPSIS = "…"
# What `escape` writes otherwise.
_SPECIAL = re.compile(r"""[&<>"']""")


@dataclass(frozen=True, slots=True)
class Matcher:
    """The words to mark: as they are written, and however they are written.

    Those in `together`, folded, say too little alone: they are marked beside another only.
    `meant` says of folded words with which diacritics they were probably meant: once one is
    seen so, it is not marked where it is written otherwise.
    """

    words: Wanted
    together: frozenset[str] = frozenset()
    meant: Mapping[str, Collection[str]] = field(default_factory=dict, hash=False)
    _seen: set[str] = field(default_factory=set, compare=False)
    # The words to mark in texts that were read before they are shown.
    _read: dict[str, list[Span]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(
        cls,
        terms: Iterable[Term],
        together: frozenset[str] = frozenset(),
        meant: Iterable[RankedWord] = (),
    ) -> Matcher:
        wanted = list(terms)
        sure: dict[str, set[str]] = {}
        for word in meant:
            sure.setdefault(word.folded, set()).add("" if word.by_folded else word.exact)
        return cls(
            Wanted(
                frozenset(term.token for term in wanted if term.form == "exact"),
                frozenset(term.token for term in wanted if term.form == "folded"),
            ),
            together,
            {folded: forms for folded, forms in sure.items() if "" not in forms},
        )

    def read(self, texts: Iterable[str]) -> None:
        """Find the words to mark in all of `texts` at once: in a fraction of the time."""
        unread = [text for text in dict.fromkeys(texts) if text not in self._read]
        found = occurrences(unread, self.words)
        if self.meant:
            found = self._as_meant(found)
        for text, spans in zip(unread, found, strict=True):
            self._read[text] = _telling(text, spans, self.together)

    def _as_meant(self, found: list[list[Span]]) -> list[list[Span]]:
        meant = self.meant
        for span in chain.from_iterable(found):
            if span.exact in meant.get(span.folded, ()):
                self._seen.add(span.folded)
        return [
            [one for one in spans if one.folded not in self._seen or one.exact in meant[one.folded]]
            for spans in found
        ]

    def spans(self, text: str) -> list[Span]:
        """The words of `text` to mark, in reading order."""
        if text not in self._read:
            self.read([text])
        return self._read[text]


def _telling(text: str, spans: list[Span], together: frozenset[str]) -> list[Span]:
    """Without those in `together` that stand alone: no other span is beside them."""
    if not together:
        return spans
    beside = [text[one.end : other.start].isspace() for one, other in pairwise(spans)]
    return [
        span
        for span, before, behind in zip(spans, [False, *beside], [*beside, False], strict=False)
        if before or behind or span.folded not in together
    ]


def marked(text: str, matcher: Matcher) -> SafeString:
    """All of `text` as safe HTML, with what matches in `<mark>`."""
    return _html(text, 0, len(text), matcher.spans(text))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text as safe HTML, and where in the text its best words stand."""

    html: SafeString
    at: int


def snippet(text: str, matcher: Matcher) -> Snippet:
    """The stretch of `text` with the most matches."""
    spans = matcher.spans(text)
    best = _richest(spans)
    start, end = _window(text, best)
    html = _html(text, start, end, [span for span in spans if start <= span.start < end])
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    return Snippet(SafeString(f"{before}{html}{after}"), best)


def _window(text: str, best: int) -> tuple[int, int]:
    """Where to cut: between words, around the place `best`; a line is shown from its start."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    start = 0
    if best > BEFORE:
        line = text.rfind("\n", best - 2 * BEFORE, best) + 1
        start = line or _cut_before(text, best - BEFORE)
    return start, _cut_before(text, start + SNIPPET, least=start + 1)


def _richest(spans: list[Span]) -> int:
    """Where the stretch begins that has the most different words, then the most words."""
    most, best, best_start, left = 0, 0, 0, 0
    inside: dict[str, int] = {}
    for right, (_start, end, _exact, folded) in enumerate(spans):
        inside[folded] = inside.get(folded, 0) + 1
        while end - spans[left].start > SNIPPET - BEFORE and left < right:
            gone = spans[left].folded
            if inside[gone] > 1:
                inside[gone] -= 1
            else:
                del inside[gone]
            left += 1
        different, count = len(inside), right - left + 1
        if different > most or (different == most and count > best):
            most, best, best_start = different, count, spans[left].start
    return best_start


def _cut_before(text: str, position: int, least: int = 0) -> int:
    """The last place up to `position` where a word begins; in one endless word, where a
    sign stands; in one without signs, `position`, but never within a letter."""
    if position >= len(text):
        return len(text)
    reach = range(position, max(least, position - SNIPPET // 2), -1)
    for ends_here in (str.isspace, _is_sign):
        for place in reach:
            if ends_here(text[place - 1]) and not unicodedata.combining(text[place]):
                return place
    while unicodedata.combining(text[position]) and position > least:
        position -= 1
    return position


def _is_sign(letter: str) -> bool:
    return not (letter.isalnum() or unicodedata.combining(letter))


def _html(text: str, start: int, end: int, spans: list[Span]) -> SafeString:
    # Nearly all is letters, which need not be escaped.
    last = max([end, *(span.end for span in spans)])
    escaped = escape if _SPECIAL.search(text, start, last) else str
    pieces: list[str] = []
    done = start
    for mark_start, mark_end in _joined(text, spans):
        pieces += [
            escaped(text[done:mark_start]),
            "<mark>",
            escaped(text[mark_start:mark_end]),
            "</mark>",
        ]
        done = mark_end
    pieces.append(escaped(text[done : max(done, end)]))
    return SafeString("".join(pieces))


def _joined(text: str, spans: list[Span]) -> Iterator[tuple[int, int]]:
    """The spans, neighbours with nothing but space between them made one."""
    current: tuple[int, int] | None = None
    for span in spans:
        if current is None:
            current = span.start, span.end
        elif span.start <= current[1] or text[current[1] : span.start].isspace():
            current = current[0], max(current[1], span.end)
        else:
            yield current
            current = span.start, span.end
    if current is not None:
        yield current

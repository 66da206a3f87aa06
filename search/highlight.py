"""What of a text to show, and what in it to mark. The text stays as it was written.

The only markup that comes out is `<mark>`; everything else is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np
from django.utils.safestring import SafeString

from .occurrences import Indexes, Places, Span, Wanted, occurrences, places, spans_at
from .plan import RankedWord, Term

# Characters of a passage to show; enough to judge by, short enough to scan.
SNIPPET = 260
# How much of that stands before the first marked word.
BEFORE = 60
ELLIPSIS = "…"
# Words with more space between them than this stand in different places.
BESIDE = 40
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
    # What there is to mark in texts that were read before they are shown, and what there is at all.
    _read: dict[str, Marks] = field(default_factory=dict, compare=False)
    _found: dict[str, Places] = field(default_factory=dict, compare=False)

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
        found = places(unread, self.words)
        self._found.update(zip(unread, found, strict=True))
        if self.meant:
            found = self._as_meant(found)
        if self.together:
            found = [self._telling(*one) for one in zip(unread, found, strict=True)]
        self._read.update(zip(unread, _marks(found, self.words), strict=True))

    def _as_meant(self, found: list[Places]) -> list[Places]:
        forms, meant = self.words.forms, self.meant
        there = np.unique(np.concatenate([one.words for one in found])).tolist() if found else []
        for exact, folded in map(forms.__getitem__, there):
            if exact in meant.get(folded, ()):
                self._seen.add(folded)
        marked = [folded not in self._seen or exact in meant[folded] for exact, folded in forms]
        is_marked = np.array(marked, dtype=bool)
        return [one.only(is_marked[one.words]) for one in found]

    def _telling(self, text: str, found: Places) -> Places:
        """Without those in `together` that stand alone: no other is beside them."""
        ends, starts = found.ends[:-1], found.starts[1:]
        beside = starts - ends <= BESIDE
        beside[beside] = [
            text[end:start].isspace()
            for end, start in zip(ends[beside].tolist(), starts[beside].tolist(), strict=True)
        ]
        needs = np.array([folded in self.together for _exact, folded in self.words.forms], bool)
        has = np.zeros(len(found.words), dtype=bool)
        has[:-1] |= beside
        has[1:] |= beside
        return found.only(has | ~needs[found.words])

    def occurrences(self, texts: Sequence[str], folded: frozenset[str]) -> list[list[Span]]:
        """For each text its words with one of these folded forms, marked or not."""
        if not folded <= self.words.folded:
            return occurrences(texts, Wanted(frozenset(), folded))
        self.read(texts)
        wanted = np.array([form in folded for _exact, form in self.words.forms], dtype=bool)
        found = map(self._found.__getitem__, texts)
        return [spans_at(one.only(wanted[one.words]), self.words) for one in found]

    def marks(self, text: str) -> Marks:
        """What there is to mark in `text`."""
        if text not in self._read:
            self.read([text])
        return self._read[text]


@dataclass(frozen=True, slots=True)
class Marks:
    """Where words to mark begin and end in a text, and where the stretch begins that has the most
    of them."""

    starts: list[int]
    ends: list[int]
    best: int

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Those that begin there."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(zip(self.starts[first:last], self.ends[first:last], strict=True))


def _marks(found: Sequence[Places], words: Wanted) -> Iterator[Marks]:
    for one, best in zip(found, _richest(found, _kinds(words)), strict=True):
        yield Marks(one.starts.tolist(), one.ends.tolist(), best)


def _kinds(words: Wanted) -> Indexes:
    """For each of the forms of words a number, the same where only diacritics differ."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(one, len(known)) for _exact, one in words.forms], np.int64)


def _richest(found: Sequence[Places], kinds: Indexes) -> list[int]:
    """Where in each text the stretch begins that has the most different words, then the most;
    `kinds` says of each word which it is."""
    counts = np.array([len(one.words) for one in found], dtype=np.int64)
    total = int(counts.sum())
    if not total:
        return [0] * len(found)
    # All texts in a row, so far apart that no stretch has words of two.
    begins = np.cumsum([0, *(int(one.ends[-1:].sum()) + SNIPPET for one in found)])
    offsets = np.repeat(begins[:-1], counts)
    starts = np.concatenate([one.starts for one in found]) + offsets
    ends = np.concatenate([one.ends for one in found]) + offsets
    here = np.arange(total)
    # The stretch that ends with each word.
    firsts = np.minimum(np.searchsorted(starts, ends - (SNIPPET - BEFORE)), here)
    firsts = np.maximum.accumulate(firsts)
    so_far = np.zeros((total + 1, len(kinds)), dtype=np.int64)
    so_far[here + 1, kinds[np.concatenate([one.words for one in found])]] = 1
    np.cumsum(so_far, axis=0, out=so_far)
    different = (so_far[1:] > so_far[firsts]).sum(axis=1)
    worth = different * (total + 1) + (here - firsts + 1)
    best = []
    for end, count in zip(np.cumsum(counts).tolist(), counts.tolist(), strict=True):
        at = end - count + int(worth[end - count : end].argmax()) if count else 0
        best.append(int(starts[firsts[at]] - offsets[at]) if count else 0)
    return best


def marked(text: str, matcher: Matcher) -> SafeString:
    """All of `text` as safe HTML, with what matches in `<mark>`."""
    return _html(text, 0, len(text), matcher.marks(text).within(0, len(text)))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text as safe HTML, and where in the text its best words stand."""

    html: SafeString
    at: int


def snippet(text: str, matcher: Matcher) -> Snippet:
    """The stretch of `text` with the most matches."""
    marks = matcher.marks(text)
    start, end = _window(text, marks.best)
    html = _html(text, start, end, marks.within(start, end))
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    return Snippet(SafeString(f"{before}{html}{after}"), marks.best)


def _window(text: str, best: int) -> tuple[int, int]:
    """Where to cut: between words, around the place `best`; a line is shown from its start."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    start = 0
    if best > BEFORE:
        line = text.rfind("\n", best - 2 * BEFORE, best) + 1
        start = line or _cut_before(text, best - BEFORE)
    return start, _cut_before(text, start + SNIPPET, least=start + 1)


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


def _html(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> SafeString:
    if not spans:
        return SafeString(escape(text[start:end]))
    # Nearly all is letters, which need not be escaped.
    last = max(end, *(span_end for _start, span_end in spans))
    escaped = escape if _SPECIAL.search(text, start, last) else str
    pieces: list[str] = []
    done = start
    for mark_start, mark_end in _joined(text, spans):
        pieces += escaped(text[done:mark_start]), "<mark>", escaped(text[mark_start:mark_end])
        pieces.append("</mark>")
        done = mark_end
    pieces.append(escaped(text[done : max(done, end)]))
    return SafeString("".join(pieces))


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, neighbours with nothing but space between them made one."""
    joined: list[tuple[int, int]] = []
    (begin, done), *others = spans
    for start, end in others:
        if start > done and not text[done:start].isspace():
            joined.append((begin, done))
            begin, done = start, end
        elif end > done:
            done = end
    joined.append((begin, done))
    return joined

"""A text as lines that know where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cms.legaltext.folding import fold

_LINE_ENDS = re.compile("\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\f]*")
_TERMINAL = frozenset('.;:!?…”"»)')


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the space around it; `page` counts form feeds before it.

    `after_blank` tells whether an empty line or a new page came before.
    """

    start: int
    text: str
    folded: str
    page: int
    after_blank: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def in_capitals(self) -> bool:
        """Whether it has letters, and none of them is small."""
        return self.text.isupper()

    @property
    def is_finished(self) -> bool:
        """Whether a sentence, or an item of a list, ends with it."""
        return self.text[-1] in _TERMINAL


def prepared(text: str) -> str:
    """`text` composed (NFC), with `\\n` for every kind of line end; form feeds (pages) stay."""
    return _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a prepared text that hold anything."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    page, position, blank = 0, 0, True
    while position <= len(text):
        match = _LINE.match(text, position)
        assert match is not None
        raw = match.group()
        bare = raw.strip()
        if bare:
            start = position + raw.index(bare[0])
            yield Line(start, bare, fold(bare), page, blank)
        blank = not bare
        position = match.end() + 1
        if match.end() < len(text) and text[match.end()] == "\f":
            page, blank = page + 1, True

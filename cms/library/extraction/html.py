"""Text of an HTML file: what a reader would see, a line for each block. Nothing is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from .contract import Extracted, FileType, Limits, Reason, Refused
from .encodings import decode
from .txt import cautions_of

UNSEEN = {
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "object",
    "iframe",
    "title",
    "head",
}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "section", "summary",
    "table", "tr", "ul",
}  # fmt: skip
SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")


class _Reader(HTMLParser):
    """Collects the lines. `pre` keeps its own line breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._unseen: list[str] = []
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            # A head without an end would hide everything.
            self._unseen.clear()
        if tag in UNSEEN:
            self._unseen.append(tag)
        elif tag in BLOCKS:
            self.end_line()
        elif tag in ("td", "th") and any(part.strip() for part in self._line):
            self._line.append("\t")
        elif tag == "pre":
            self.end_line()
            self._kept += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag in BLOCKS:
            self.end_line()
        elif tag == "pre":
            self.end_line()
            self._kept = max(self._kept - 1, 0)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if not self._kept:
            self._line.append(SPACES.sub(" ", data))
            return
        first, *others = data.splitlines() or [""]
        self._line.append(first)
        for other in others:
            self.end_line()
            self._line.append(other)

    def end_line(self) -> None:
        line = "".join(self._line)
        line = line if self._kept else re.sub(r" {2,}", " ", line).strip(" ")
        if line.strip():
            self.lines.append(line)
        self._line = []


def read(path: Path, limits: Limits) -> Extracted:
    """Raises Refused."""
    decoded = decode(path.read_bytes(), declared=True)
    reader = _Reader()
    try:
        reader.feed(decoded.text)
        reader.close()
    except (AssertionError, ValueError) as error:
        raise Refused(Reason.BROKEN) from error
    reader.end_line()
    return Extracted(FileType.HTML, "\n".join(reader.lines), warnings=cautions_of(decoded))

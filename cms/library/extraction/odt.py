"""Text of an OpenDocument text (ODF 1.3): paragraphs, lists with their numbers, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from .archive import Archive, open_archive
from .contract import Caution, Extracted, FileType, Limits, Reason, Refused, Warned
from .numbering import Counter, Level

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, STYLE = (f"{{{ODF}{name}:1.0}}" for name in ("text", "table", "style"))
OFFICE, MANIFEST = (f"{{{ODF}{name}:1.0}}" for name in ("office", "manifest"))
PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
UNREAD = {
    f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{OFFICE}annotation",
    f"{TEXT}variable-decls", f"{OFFICE}forms", f"{TEXT}note-citation",
}  # fmt: skip
FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
MOST_SPACES = 100
MOST_LEVELS = 9


def read(path: Path, limits: Limits) -> Extracted:
    """Raises Refused."""
    with open_archive(path, limits) as archive:
        _check_not_encrypted(archive)
        content = archive.xml("content.xml")
        styles = _list_styles(content)
        if archive.has("styles.xml"):
            styles = _list_styles(archive.xml("styles.xml")) | styles
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Refused(Reason.BROKEN)
    changed = next(body.iter(f"{TEXT}tracked-changes"), None) is not None
    return Extracted(
        FileType.ODT,
        "\n".join(_Reader(styles).blocks(body)),
        warnings=(Warned(Caution.TRACKED_CHANGES),) if changed else (),
    )


def _check_not_encrypted(archive: Archive) -> None:
    if not archive.has("META-INF/manifest.xml"):
        return
    manifest = archive.xml("META-INF/manifest.xml")
    if next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
        raise Refused(Reason.ENCRYPTED)


@dataclass(slots=True)
class _Reader:
    styles: dict[str, dict[int, Level]]
    _notes: list[str] = field(default_factory=list)
    _counters: dict[str, Counter] = field(default_factory=dict)

    def blocks(self, body: Element) -> Iterator[str]:
        yield from self._blocks(body)
        yield from self._notes

    def _blocks(self, parent: Element) -> Iterator[str]:
        for child in parent:
            if child.tag in PARAGRAPHS:
                yield self._line(child)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, child.get(f"{TEXT}style-name", ""), 0)
            elif child.tag == f"{TABLE}table-row":
                yield from self._row(child)
            elif child.tag not in UNREAD:
                yield from self._blocks(child)

    def _row(self, row: Element) -> Iterator[str]:
        cells = [list(self._blocks(cell)) for cell in row.iterfind(f"{TABLE}table-cell")]
        if all(len(cell) <= 1 for cell in cells):
            yield "\t".join("".join(cell) for cell in cells)
        else:
            for cell in cells:
                yield from cell

    def _list(self, items: Element, style: str, depth: int) -> Iterator[str]:
        counter = self._counter(items, style, depth)
        for item in items:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            number = counter.next(depth) if item.tag == f"{TEXT}list-item" else ""
            for child in item:
                if child.tag == f"{TEXT}list":
                    inner = child.get(f"{TEXT}style-name", style)
                    yield from self._list(child, inner, min(depth + 1, MOST_LEVELS))
                elif child.tag in PARAGRAPHS:
                    line = self._line(child)
                    yield f"{number} {line.lstrip()}" if number and line.strip() else line
                    number = ""
                elif child.tag not in UNREAD:
                    yield from self._blocks(child)

    def _counter(self, items: Element, style: str, depth: int) -> Counter:
        """Lists count from the beginning, unless they say that they go on."""
        goes_on = (
            depth > 0
            or items.get(f"{TEXT}continue-numbering") == "true"
            or f"{TEXT}continue-list" in items.attrib
        )
        if not goes_on or style not in self._counters:
            self._counters[style] = Counter(self.styles.get(style, {}))
        return self._counters[style]

    def _line(self, paragraph: Element) -> str:
        return "".join(self._inline(paragraph))

    def _inline(self, parent: Element) -> Iterator[str]:
        yield parent.text or ""
        for child in parent:
            if child.tag == f"{TEXT}s":
                yield " " * _spaces(child)
            elif child.tag == f"{TEXT}tab":
                yield "\t"
            elif child.tag == f"{TEXT}line-break":
                yield "\n"
            elif child.tag == f"{TEXT}note":
                self._notes.extend(self._blocks(child))
            elif child.tag in PARAGRAPHS:
                yield "\n" + self._line(child)
            elif child.tag not in UNREAD:
                yield from self._inline(child)
            yield child.tail or ""


def _spaces(element: Element) -> int:
    said = element.get(f"{TEXT}c", "1")
    return min(int(said), MOST_SPACES) if said.isdecimal() and len(said) < 7 else 1


def _list_styles(root: Element) -> dict[str, dict[int, Level]]:
    return {
        style.get(f"{STYLE}name", ""): _levels(style) for style in root.iter(f"{TEXT}list-style")
    }


def _levels(style: Element) -> dict[int, Level]:
    levels = {}
    for one in style.iterfind(f"{TEXT}list-level-style-number"):
        said = one.get(f"{TEXT}level", "")
        if not (said.isdecimal() and len(said) == 1 and said != "0"):
            continue
        depth = int(said) - 1
        shown = one.get(f"{TEXT}display-levels", "1")
        first = max(depth - (int(shown) if shown.isdecimal() and len(shown) == 1 else 1) + 1, 0)
        numbers = ".".join(f"%{level + 1}" for level in range(first, depth + 1))
        start = one.get(f"{TEXT}start-value", "1")
        before, after = one.get(f"{STYLE}num-prefix", ""), one.get(f"{STYLE}num-suffix", "")
        levels[depth] = Level(
            style=FORMATS.get(one.get(f"{STYLE}num-format", ""), "none"),
            pattern=before + numbers + after,
            start=int(start) if start.isdecimal() and len(start) < 7 else 1,
        )
    return levels

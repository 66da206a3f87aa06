"""Text of a Word file: paragraphs with their numbers, tables by row, footnotes at the end.

Reads the XML itself: the libraries for it open every part with lxml, know no limits on
unpacking, and leave the numbers of numbered paragraphs out. Part names and elements are
those of ECMA-376 (WordprocessingML).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from .archive import Archive, open_archive
from .contract import Caution, Extracted, FileType, Limits, Warned
from .numbering import Counter, Level

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DRAWING = {f"{W}drawing", f"{W}pict"}
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# Deleted text of tracked changes, and the second copy that is kept for old programs.
UNREAD = {f"{W}del", f"{W}moveFrom", FALLBACK, f"{W}instrText", f"{W}delText"}


def read(path: Path, limits: Limits) -> Extracted:
    """Raises Refused."""
    with open_archive(path, limits) as archive:
        document = archive.xml("word/document.xml")
        lines = list(_Reader(_lists(archive), _styles(archive)).blocks(document))
        if archive.has("word/footnotes.xml"):
            lines += _Reader({}, {}).blocks(archive.xml("word/footnotes.xml"))
    return Extracted(FileType.DOCX, "\n".join(lines), warnings=tuple(_cautions(document, lines)))


def _cautions(document: Element, lines: list[str]) -> Iterator[Warned]:
    if next(document.iter(f"{W}del"), None) is not None:
        yield Warned(Caution.TRACKED_CHANGES)
    pictures = sum(1 for tag in DRAWING for _ in document.iter(tag))
    if pictures and sum(map(len, lines)) < 200 * pictures:
        yield Warned(Caution.PICTURES_UNREAD, {"count": pictures})


class _Reader:
    def __init__(self, lists: dict[str, Counter], styles: dict[str, tuple[str, int]]) -> None:
        self._lists = lists
        self._styles = styles

    def blocks(self, parent: Element) -> Iterator[str]:
        """The lines of everything below `parent`, in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in UNREAD:
                yield from self.blocks(child)

    def _table(self, table: Element) -> Iterator[str]:
        """A row is a line with tabs between the cells, unless a cell has several paragraphs."""
        for row in table.iter(f"{W}tr"):
            cells = [list(self.blocks(cell)) for cell in row.iterfind(f"{W}tc")]
            if all(len(cell) <= 1 for cell in cells):
                yield "\t".join("".join(cell) for cell in cells)
            else:
                for cell in cells:
                    yield from cell

    def _paragraph(self, paragraph: Element) -> str:
        boxes: list[str] = []
        text = "".join(self._runs(paragraph, boxes))
        number = self._number(paragraph) if text.strip() else ""
        line = f"{number} {text.lstrip()}" if number else text
        return "\n".join([line, *boxes])

    def _runs(self, parent: Element, boxes: list[str]) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in BREAKS:
                yield BREAKS[child.tag]
            elif child.tag == f"{W}txbxContent":
                boxes.extend(self.blocks(child))
            elif child.tag not in UNREAD and child.tag != f"{W}pPr":
                yield from self._runs(child, boxes)

    def _number(self, paragraph: Element) -> str:
        numbered = _numbered(paragraph.find(f"{W}pPr"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if numbered is None and style is not None:
            numbered = self._styles.get(style.get(f"{W}val", ""))
        if numbered is None or numbered[0] not in self._lists:
            return ""
        return self._lists[numbered[0]].next(numbered[1])


def _numbered(properties: Element | None) -> tuple[str, int] | None:
    """The list and the depth in it, of a paragraph or a style."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    number, depth = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    if number is None:
        return None
    return number.get(f"{W}val", ""), _whole(depth, 0)


def _whole(element: Element | None, otherwise: int) -> int:
    said = "" if element is None else element.get(f"{W}val", "")
    return int(said) if said.isdecimal() and len(said) < 7 else otherwise


def _styles(archive: Archive) -> dict[str, tuple[str, int]]:
    if not archive.has("word/styles.xml"):
        return {}
    found = {}
    for style in archive.xml("word/styles.xml").iterfind(f"{W}style"):
        numbered = _numbered(style.find(f"{W}pPr"))
        if numbered is not None:
            found[style.get(f"{W}styleId", "")] = numbered
    return found


def _lists(archive: Archive) -> dict[str, Counter]:
    """The counters by `numId`. Those of one abstract list count on together, as in Word."""
    if not archive.has("word/numbering.xml"):
        return {}
    numbering = archive.xml("word/numbering.xml")
    abstract = {
        one.get(f"{W}abstractNumId", ""): Counter(_levels(one))
        for one in numbering.iterfind(f"{W}abstractNum")
    }
    lists = {}
    for one in numbering.iterfind(f"{W}num"):
        of = one.find(f"{W}abstractNumId")
        counter = abstract.get("" if of is None else of.get(f"{W}val", ""))
        if counter is None:
            continue
        starts = list(one.iterfind(f"{W}lvlOverride"))
        lists[one.get(f"{W}numId", "")] = _restarted(counter, starts) if starts else counter
    return lists


def _levels(parent: Element) -> dict[int, Level]:
    levels = {}
    for one in parent.iterfind(f"{W}lvl"):
        depth, style, text = (
            one.get(f"{W}ilvl", ""),
            one.find(f"{W}numFmt"),
            one.find(f"{W}lvlText"),
        )
        if depth.isdecimal() and len(depth) == 1:
            levels[int(depth)] = Level(
                style="decimal" if style is None else style.get(f"{W}val", ""),
                pattern="" if text is None else text.get(f"{W}val", ""),
                start=_whole(one.find(f"{W}start"), 1),
            )
    return levels


def _restarted(counter: Counter, overrides: list[Element]) -> Counter:
    levels = dict(counter.levels)
    for override in overrides:
        depth = override.get(f"{W}ilvl", "")
        start = override.find(f"{W}startOverride")
        if depth.isdecimal() and int(depth) in levels and start is not None:
            known = levels[int(depth)]
            levels[int(depth)] = Level(known.style, known.pattern, _whole(start, known.start))
        levels.update(_levels(override))
    return Counter(levels)

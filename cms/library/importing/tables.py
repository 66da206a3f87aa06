"""Records from a folder of files with a table (CSV or XLSX) that says what each of them is."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.legaltext.bodies import bodies_of_number
from cms.legaltext.folding import fold
from cms.library.vocabulary import RelationKind

from .records import Malformed, Problem, Record, Relation, read_date, read_type

# What a column may be called, folded; the first is the one in the documentation.
_COLUMNS = {
    "file": ("tep", "ten tep", "file", "tap tin"),
    "title": ("ten", "ten van ban", "tieu de", "title"),
    "type": ("loai", "loai van ban", "type"),
    "number": ("so ky hieu", "so", "so van ban", "number"),
    "known_as": ("ten khac", "ten goi khac", "known as"),
    "issuers": ("co quan ban hanh", "co quan", "noi ban hanh", "issuing body"),
    "signer": ("nguoi ky", "signer"),
    "issued_on": ("ngay ban hanh", "issued on"),
    "effective_from": ("ngay co hieu luc", "hieu luc tu", "effective from"),
    "effective_to": ("ngay het hieu luc", "effective to"),
    "fields": ("linh vuc", "field"),
    "audiences": ("doi tuong", "danh cho", "audience"),
    "summary": ("trich yeu", "tom tat", "summary"),
    "source": ("nguon", "source"),
    "source_url": ("dia chi nguon", "url", "source url"),
    "replaces": ("thay the", "replaces"),
    "repeals": ("bai bo", "repeals"),
    "amends": ("sua doi", "sua doi bo sung", "amends"),
    "guides": ("huong dan", "guides"),
    "based_on": ("can cu", "based on"),
    "cites": ("dan chieu", "cites"),
}
_BY_NAME = {name: column for column, names in _COLUMNS.items() for name in names}
_RELATIONS = tuple(
    RelationKind(one) for one in ("replaces", "repeals", "amends", "guides", "based_on", "cites")
)
_WORDS = re.compile(r"[^a-z0-9]+")
_SEVERAL = re.compile(r"[;\n]")
_TABLES = (".csv", ".xlsx")

Tell = Callable[[Problem], None]
Row = Mapping[str, Any]


class NoTable(Exception):
    """The folder has no table, or several; the message says what to do."""


def table_of(folder: Path) -> Path:
    """The one table in `folder`. Raises `NoTable`."""
    tables = [one for one in sorted(folder.iterdir()) if one.suffix.lower() in _TABLES]
    tables = [one for one in tables if not one.name.startswith(("~", "."))]
    if len(tables) != 1:
        found = ", ".join(one.name for one in tables) or _("there is none")
        raise NoTable(_("The folder needs exactly one table, .csv or .xlsx (%s).") % found)
    return tables[0]


def records_of(folder: Path, tell: Tell) -> Iterator[Record]:
    """The documents of the table in `folder`. What is wrong with a row goes to `tell`.

    Raises `NoTable`.
    """
    table = table_of(folder)
    named: set[Path] = {table.resolve()}
    for number, row in _rows(table):
        where = f"{table.name}:{number}"
        record = _record(where, row, folder, tell)
        if record is not None:
            if record.file is not None:
                named.add(record.file.resolve())
            yield record
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.resolve() not in named and not path.name.startswith("."):
            relative = str(path.relative_to(folder))
            tell(Problem(relative, "file", _("The file is not in the table."), relative, lost=True))


def _rows(table: Path) -> Iterator[tuple[int, Row]]:
    """The rows below the titles, by column, with their numbers in the table."""
    lines = _of_csv(table) if table.suffix.lower() == ".csv" else _of_workbook(table)
    columns: list[str] = []
    for number, cells in enumerate(lines, start=1):
        if not any(str(cell or "").strip() for cell in cells):
            continue
        if not columns:
            columns = [_BY_NAME.get(_name(cell), "") for cell in cells]
            if "title" not in columns and "number" not in columns and "file" not in columns:
                raise NoTable(
                    _("%(table)s: line %(line)d names no column Title, Number or File.")
                    % {"table": table.name, "line": number}
                )
            continue
        yield number, {column: cell for column, cell in zip(columns, cells, strict=False) if column}


def _name(cell: object) -> str:
    return _WORDS.sub(" ", fold(unicodedata.normalize("NFC", str(cell or "")))).strip()


def _of_csv(table: Path) -> Iterator[Sequence[object]]:
    with table.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        sample = file.readline()
        file.seek(0)
        delimiter = max(",;\t", key=sample.count)
        yield from csv.reader(file, delimiter=delimiter)


def _of_workbook(table: Path) -> Iterator[Sequence[object]]:
    from openpyxl import load_workbook

    workbook = load_workbook(table, read_only=True, data_only=True)
    try:
        yield from workbook.worksheets[0].iter_rows(values_only=True)
    finally:
        workbook.close()


def _record(where: str, row: Row, folder: Path, tell: Tell) -> Record | None:
    def problem(field: str, reason: str, value: object = "", lost: bool = False) -> None:
        tell(Problem(where, field, reason, str(value or _content(row)), lost))

    def day(field: str) -> Any:
        try:
            return read_date(row.get(field))
        except Malformed as error:
            problem(field, str(error), row.get(field))
            return None

    title, number, name = (_cell(row, field) for field in ("title", "number", "file"))
    if not (title or number or name):
        problem("title", _("The line has no title, number or file."), lost=True)
        return None
    path = _file(folder, name)
    if name and path is None:
        problem("file", _("There is no file '%s' in the folder.") % name, name)
    try:
        kind = read_type(_cell(row, "type"))
    except Malformed as error:
        problem("type", str(error), row.get("type"))
        kind = read_type("")
    return Record(
        row=where,
        title=title[:250],
        type=kind,
        number=number[:80],
        known_as=_several(row, "known_as"),
        issuers=_several(row, "issuers") or bodies_of_number(number),
        signer=_cell(row, "signer")[:160],
        issued_on=day("issued_on"),
        effective_from=day("effective_from"),
        effective_to=day("effective_to"),
        fields=_several(row, "fields"),
        audiences=_several(row, "audiences"),
        summary=_cell(row, "summary")[:2000],
        source=_cell(row, "source")[:200],
        source_url=_cell(row, "source_url")[:500],
        relations=tuple(
            Relation(kind, other) for kind in _RELATIONS for other in _several(row, kind.value)
        ),
        file=path,
    )


def _cell(row: Row, field: str) -> str:
    return " ".join(str(row.get(field) or "").split())


def _several(row: Row, field: str) -> tuple[str, ...]:
    pieces = (" ".join(piece.split()) for piece in _SEVERAL.split(str(row.get(field) or "")))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _content(row: Row) -> str:
    return "; ".join(f"{column}: {cell}" for column, cell in row.items() if cell)


def _file(folder: Path, name: str) -> Path | None:
    """The file of that name inside `folder`; one outside of it is none."""
    if not name:
        return None
    root = folder.resolve()
    path = (root / name).resolve()
    return path if path.is_file() and path.is_relative_to(root) else None

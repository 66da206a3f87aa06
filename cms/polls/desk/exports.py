"""A poll's figures as a spreadsheet, in which nothing that people wrote is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cms.polls.models import Poll

from .figures import Bar, Figures

Cell = str | int
Table = Sequence[Sequence[Cell]]
# What spreadsheets take for the beginning of a formula, with what they skip before it.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: Cell) -> Cell:
    """Text that would be a formula, as text: an apostrophe stands before it."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(STARTS):
        return f"'{cell}"
    return cell


def tables(poll: Poll, figures: Figures) -> dict[str, Table]:
    """By the name of its sheet, each table with its header."""
    return {
        _("Results"): [
            [_("Question"), poll.question],
            [_("People"), figures.result.voters],
            [_("Choices"), figures.result.votes],
            [_("Marked as suspicious"), figures.suspect],
            [],
            [_("Option"), _("Votes"), _("Share (%)"), _("Of people (%)"), _("Of these suspicious")],
            *_options(figures),
        ],
        _("Over time"): [[_("From"), _("People")], *_rows(figures.over_time)],
        _("By unit"): [[_("Unit"), _("People")], *_rows(figures.by_unit)],
    }


def as_csv(poll: Poll, figures: Figures) -> bytes:
    """One table under the other. With a byte order mark, by which Excel knows UTF-8."""
    written = io.StringIO()
    # Text in quotation marks stays one cell, whichever separator a country's Excel goes by.
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    for name, table in tables(poll, figures).items():
        writer.writerow([harmless(name)])
        writer.writerows([harmless(cell) for cell in row] for row in table)
        writer.writerow([])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_xlsx(poll: Poll, figures: Figures) -> bytes:
    """A sheet for each table."""
    book = Workbook()
    book.remove(book.active)
    for name, table in tables(poll, figures).items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(table, 1):
            for column, value in enumerate(cells, 1):
                cell = sheet.cell(row, column, _writable(harmless(value)))
                if isinstance(value, str):
                    cell.data_type = "s"
        sheet.column_dimensions["A"].width = 40
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _writable(cell: Cell) -> Cell:
    """Without the control characters, such as a line break of Word's, that no workbook holds."""
    return ILLEGAL_CHARACTERS_RE.sub(" ", cell) if isinstance(cell, str) else cell


def _options(figures: Figures) -> list[list[Cell]]:
    suspect = figures.suspect_votes
    return [
        [one.label, one.votes, one.percent, one.of_voters, suspect.get(one.id, 0)]
        for one in figures.result.options
    ]


def _rows(bars: Iterable[Bar]) -> list[list[Cell]]:
    return [[bar.label, bar.number] for bar in bars]

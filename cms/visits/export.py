"""The dashboard as a table: CSV, or a workbook. Nobody's text is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from .report import Report, Row

Value = str | int | None
Sheet = tuple[str, Sequence[str], list[Sequence[Value]]]

# What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheets_of(report: Report) -> list[Sheet]:
    """A sheet for the sums, one for the days or months, and one for each list."""
    return [
        _sums(report),
        _months(report) if report.by_months else _days(report),
        *(_sheet(heading, what, rows) for heading, what, rows in report.lists),
    ]


def _sums(report: Report) -> Sheet:
    heads = ("", _("This period"), _("Period before"))
    spans = (report.period, report.period.before)
    rows: list[Sequence[Value]] = [
        (_("From"), *(f"{span.first:%d/%m/%Y}" for span in spans)),
        (_("To"), *(f"{span.last:%d/%m/%Y}" for span in spans)),
        *((name, sums.now, sums.before) for name, sums in report.sums),
    ]
    return _("Sums"), heads, rows


def _months(report: Report) -> Sheet:
    heads = (_("Month"), _("Visits"), _("Visitors"))
    rows = [(f"{bar.start:%m/%Y}", bar.hits, bar.visitors) for bar in report.bars]
    return _("By month"), heads, list(rows)


def _days(report: Report) -> Sheet:
    heads = (_("Day"), _("Visits"), _("Period before"), _("Visitors"))
    rows = [(f"{bar.start:%d/%m/%Y}", bar.hits, bar.before, bar.visitors) for bar in report.bars]
    return _("By day"), heads, list(rows)


def _sheet(heading: str, what: str, rows: Iterable[Row]) -> Sheet:
    heads = (what, _("Times"), _("Period before"))
    return heading, heads, [(row.label, row.hits, row.before) for row in rows]


def as_csv(sheets: Iterable[Sheet]) -> bytes:
    """All sheets one below the other; with a mark so that Excel reads UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    for title, heads, rows in sheets:
        writer.writerow([title])
        writer.writerow(heads)
        writer.writerows([_harmless(value) for value in row] for row in rows)
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    book = Workbook(write_only=True)
    for title, heads, rows in sheets:
        sheet = book.create_sheet(title[:31])
        for row in (heads, *rows):
            sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: object, value: Value) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # Text, whatever it begins with.
        cell.data_type = "s"
    return cell

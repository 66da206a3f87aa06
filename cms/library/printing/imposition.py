"""Pages laid two by two on landscape sheets, to print on both sides, fold and staple."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

A4_LONG, A4_SHORT = 841.89, 595.28  # points
# What a stapler goes through and a fold takes: 20 sheets of 4 pages. A longer work
# becomes several gatherings of at most 8 sheets, folded each, then bound together.
ONE_GATHERING = 80
GATHERING = 32


def gatherings(pages: int) -> Iterator[range]:
    """The page numbers, from 0, that fold together, each a multiple of 4 with blanks at the end."""
    padded = -(-pages // 4) * 4
    length = padded if padded <= ONE_GATHERING else GATHERING
    for start in range(0, padded, length or 4):
        yield range(start, min(start + length, padded))


def sides(pages: int) -> tuple[tuple[int | None, int | None], ...]:
    """What lies left and right on each side of each sheet, in printing order; `None` is blank.

    For duplex along the short edge: sheet by sheet its outer side, then its inner.
    """
    found: list[tuple[int, int]] = []
    for gathering in gatherings(pages):
        first, last = gathering.start, gathering.stop - 1
        for sheet in range(len(gathering) // 4):
            at = 2 * sheet
            found += [(last - at, first + at), (first + at + 1, last - at - 1)]
    return tuple(
        (left if left < pages else None, right if right < pages else None)
        for left, right in found
        if left is not None and right is not None
    )


def impose(pdf: bytes) -> bytes:
    """The A5 pages of `pdf` as A4 landscape sheets in the order in which they fold."""
    with pypdfium2.PdfDocument(pdf) as source, pypdfium2.PdfDocument.new() as ordered:
        width, height = source[0].get_size()
        order = [page for side in sides(len(source)) for page in side]
        # In one call, so that the fonts are copied once and not with every page.
        ordered.import_pages(source, [number for number in order if number is not None])
        for place, number in enumerate(order):
            if number is None:
                ordered.new_page(width, height, index=place)
        sheets = pypdfium2.PdfDocument(
            pdfium.FPDF_ImportNPagesToOne(ordered, A4_LONG, A4_SHORT, 2, 1)
        )
        with sheets:
            written = io.BytesIO()
            sheets.save(written)
    return written.getvalue()

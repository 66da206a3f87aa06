"""A set of documents in one cover, and leaves to fold."""

import re
from dataclasses import replace

import pytest

from cms.library.printing.document import Paper, PrintOptions
from cms.library.printing.imposition import gatherings, sides
from cms.library.printing.manuscript import manuscript

from . import works


def test_booklet_holds_its_documents_in_order_under_one_cover_and_one_contents():
    pdf = works.printed(works.booklet())
    cover, contents = works.page_text(pdf[0]), works.page_text(pdf[1])
    assert "Bộ tài liệu bồi dưỡng hòa giải viên" in cover
    assert "Hòa giải viên" in cover
    assert "Lời nói đầu của bộ tài liệu." in works.page_text(pdf[2])
    rows = re.findall(r"(Nếp làng|Sổ tay làng)[ .]+?(\d+)(?= |$)", contents)
    assert [name for name, _ in rows] == ["Nếp làng", "Sổ tay làng"]
    for name, page in rows:
        assert name in works.page_text(pdf[int(page) - 1])


def test_each_document_of_a_booklet_begins_on_a_new_page_with_its_own_facts():
    pdf = works.printed(works.booklet())
    openings = [works.page_text(page) for page in pdf if "Ngày ban hành" in works.page_text(page)]
    assert len(openings) == 2
    assert all("01/2026/QH16" in text and "Còn hiệu lực" in text for text in openings)


def test_documents_of_one_title_are_told_apart_by_their_numbers():
    old, new = works.law(2), replace(works.law(2), number="2/2027/QH16")
    work = replace(works.booklet(), documents=(old, new, works.law(2, title="Sổ tay làng")))
    made = manuscript(work, PrintOptions(), works.PUBLISHER)
    titles = [one["title"] for one in made["documents"]]
    assert titles == ["Nếp làng (01/2026/QH16)", "Nếp làng (2/2027/QH16)", "Sổ tay làng"]


def test_a5_leaves_lie_two_on_a_landscape_a4_sheet():
    pdf = works.printed(works.law(12), Paper.A5)
    assert {tuple(round(side) for side in page.get_size()) for page in pdf} == {(842, 595)}
    assert len(pdf) % 2 == 0


def test_a5_sheets_fold_into_a_booklet_whose_pages_follow_each_other():
    """Unfolds the sheets again: outer and inner sides give the numbered pages 1, 2, 3, …"""
    pdf = works.printed(works.law(12), Paper.A5)
    half = 842 / 2
    pages = {}
    last = len(pdf) * 2
    for number, sheet in enumerate(pdf):
        reading = sheet.get_textpage()
        halves = [
            " ".join(reading.get_text_bounded(left=at, right=at + half).split()) for at in (0, half)
        ]
        expected = (last - number, number + 1) if number % 2 == 0 else (number + 1, last - number)
        pages.update(zip(expected, halves, strict=True))
    assert "Nếp làng" in pages[1]
    written = [pages[number] for number in range(2, last + 1) if pages[number]]
    for number, text in enumerate(written, start=2):
        # The number stands at the outer edge: left on even pages, right on odd.
        assert re.search(
            rf"\b{number} Bản thứ 3, ngày 24/11/2026$"
            if number % 2 == 0
            else rf"24/11/2026 {number}$",
            text,
        )
    body = " ".join(written)
    starts = [body.rindex(f"Điều {number}. Nếp sống thứ {number} ") for number in range(1, 13)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (1, ((None, 0), (None, None))),
        (4, ((3, 0), (1, 2))),
        (5, ((None, 0), (1, None), (None, 2), (3, 4))),
        (8, ((7, 0), (1, 6), (5, 2), (3, 4))),
    ],
)
def test_sides_of_sheets_are_in_the_order_in_which_they_fold(pages, expected):
    assert sides(pages) == expected


@pytest.mark.parametrize("pages", [1, 3, 4, 79, 80, 81, 100, 217, 1000])
def test_every_page_lies_on_exactly_one_side(pages):
    laid = [page for side in sides(pages) for page in side if page is not None]
    assert sorted(laid) == list(range(pages))


def test_a_long_work_is_folded_in_gatherings_that_a_stapler_can_take():
    assert [len(each) for each in gatherings(80)] == [80]
    assert [len(each) for each in gatherings(90)] == [32, 32, 28]

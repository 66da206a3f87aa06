"""Documents to print, and what can be read from the printed page."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2

from cms.library.printing.document import (
    Block,
    Booklet,
    Paper,
    PrintedDocument,
    PrintOptions,
    Role,
)
from cms.library.printing.manuscript import manuscript
from cms.library.printing.typesetting import typeset

PUBLISHER = "Cổng thông tin hòa giải ở cơ sở thành phố Đồng Hới"
URL = "https://hoagiai.example.vn/thu-vien/luat-hoa-giai-o-co-so/"


def article(
    number: int, *clauses: Block, heading: str = "Phạm vi áp dụng", text: str = ""
) -> Block:
    return Block(Role.ARTICLE, f"Điều {number}", heading, text, clauses)


def clause(number: int, text: str, *points: Block) -> Block:
    return Block(Role.CLAUSE, f"{number}.", "", text, points)


def point(letter: str, text: str) -> Block:
    return Block(Role.POINT, f"{letter})", "", text)


def chapter(number: str, heading: str, *articles: Block) -> Block:
    return Block(Role.CHAPTER, f"Chương {number}", heading, "", articles)


def law(articles: int = 12, *, title: str = "Nếp làng", url: str = URL) -> PrintedDocument:
    """A made-up law in two chapters, each article long enough that pages fill."""
    made = [
        article(
            number,
            clause(
                1, f"Khoản một của điều {number}: " + "bà con giữ gìn tình làng nghĩa xóm. " * 4
            ),
            clause(
                2,
                f"Khoản hai của điều {number} gồm:",
                point("a", "Lắng nghe cả hai bên;"),
                point("đ", "Ghi lại điều đã thỏa thuận."),
            ),
            heading=f"Nếp sống thứ {number}",
        )
        for number in range(1, articles + 1)
    ]
    half = articles // 2
    return PrintedDocument(
        title=title,
        url=url,
        version=3,
        version_date=date(2026, 11, 24),
        kind="Luật",
        number="01/2026/QH16",
        issuing_body="Quốc hội",
        issued_on=date(2026, 1, 2),
        effective_from=date(2026, 7, 1),
        validity="Còn hiệu lực",
        blocks=(
            chapter("I", "Quy định chung", *made[:half]),
            chapter("II", "Điều khoản thi hành", *made[half:]),
        ),
    )


def booklet() -> Booklet:
    return Booklet(
        title="Bộ tài liệu bồi dưỡng hòa giải viên",
        url="https://hoagiai.example.vn/thu-vien/bo-tai-lieu/",
        version_date=date(2026, 11, 24),
        documents=(law(4), law(4, title="Sổ tay làng", url=URL + "so-tay/")),
        audience="Hòa giải viên",
        introduction="Lời nói đầu của bộ tài liệu.",
    )


def printed(
    work: PrintedDocument | Booklet, paper: Paper = Paper.A4, *, large: bool = False
) -> pypdfium2.PdfDocument:
    options = PrintOptions(paper, large)
    return pypdfium2.PdfDocument(typeset(manuscript(work, options, PUBLISHER)))


def page_text(page: pypdfium2.PdfPage) -> str:
    """The words of a page, in reading order, with single blanks."""
    return " ".join(page.get_textpage().get_text_bounded().split())


def whole_text(pdf: pypdfium2.PdfDocument) -> str:
    return " ".join(page_text(page) for page in pdf)


def words(text: str) -> str:
    """`text` without blanks or places to break: what must be found whatever the lines are."""
    return re.sub(r"[\s\u200b]+", "", text)

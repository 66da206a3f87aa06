"""What stands on the pages of one printed document."""

import ctypes
import re

import pypdfium2.raw as pdfium
import pytest

from cms.library.printing.document import Block, Paper, PrintedDocument, Role
from cms.library.printing.manuscript import qr

from . import works

# Every vowel of Vietnamese with every tone, small and capital, and đ.
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def alphabet() -> str:
    import unicodedata

    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    return " ".join([*small, "đ", *(letter.upper() for letter in small), "Đ"])


@pytest.fixture(scope="module")
def pdf():
    return works.printed(works.law())


def test_cover_names_the_document_its_number_dates_validity_and_version(pdf):
    cover = works.page_text(pdf[0])
    for expected in (
        "Nếp làng",
        "01/2026/QH16",
        "Quốc hội",
        "02/01/2026",
        "01/07/2026",
        "Còn hiệu lực",
        works.URL,
        "24/11/2026",
        works.PUBLISHER.upper(),
    ):
        assert expected in cover


def test_every_provision_is_printed_once_and_in_order(pdf):
    body = " ".join(works.page_text(page) for page in list(pdf)[2:])
    places = [
        body.index(part)
        for number in range(1, 13)
        for part in (
            f"Điều {number}. Nếp sống thứ {number}",
            f"1. Khoản một của điều {number}:",
            f"2. Khoản hai của điều {number} gồm:",
        )
    ]
    assert places == sorted(places)
    assert body.count("a) Lắng nghe cả hai bên;") == body.count("đ) Ghi lại") == 12
    assert body.index("CHƯƠNG I QUY ĐỊNH CHUNG") < body.index("Điều 1. Nếp")
    assert body.index("Điều 6. Nếp") < body.index("CHƯƠNG II ĐIỀU KHOẢN THI HÀNH")


@pytest.mark.parametrize("paper", list(Paper))
def test_contents_give_the_page_on_which_each_article_stands(paper):
    pdf = works.printed(works.law(), Paper.A4) if paper is Paper.A4 else _unfolded(works.law())
    contents = works.page_text(pdf[1])
    for number in range(1, 13):
        row = re.search(rf"Điều {number}\. Nếp sống thứ {number}[ .]+?(\d+)(?= |$)", contents)
        assert row, contents
        assert f"Điều {number}. Nếp sống" in works.page_text(pdf[int(row[1]) - 1])


def test_pages_are_numbered_and_headed_by_what_stands_on_them(pdf):
    for number in range(3, len(pdf) + 1):
        text = works.page_text(pdf[number - 1])
        assert text.startswith("01/2026/QH16")
        assert text.endswith(f"24/11/2026 {number}")
    assert works.page_text(pdf[2]).startswith("01/2026/QH16 Điều 1 – Điều ")


@pytest.mark.parametrize(("large", "face"), [(False, "Libertinus"), (True, "BeVietnam")])
def test_every_letter_of_vietnamese_comes_out_of_an_embedded_font(large, face):
    letters = alphabet()
    document = PrintedDocument(
        title=letters,
        url=works.URL,
        version=1,
        version_date=works.law().version_date,
        blocks=(Block(Role.TEXT, text=letters), works.article(1, heading=letters)),
    )
    pdf = works.printed(document, large=large)
    text = works.words(works.page_text(pdf[2]))
    assert text.count(works.words(letters)) == 3
    fonts = _fonts(pdf)
    assert all(embedded for _, embedded in fonts)
    assert any(face in name for name, _ in fonts)
    assert len({name for name, _ in fonts if "Dejavu" in name or "Computer" in name}) == 0


@pytest.mark.parametrize("large", [False, True])
def test_a4_pages_are_a4(large):
    pdf = works.printed(works.law(2), large=large)
    assert {tuple(round(side) for side in page.get_size()) for page in pdf} == {(595, 842)}


def test_large_print_is_large():
    heights = {}
    for large in (False, True):
        page = works.printed(works.law(2), large=large)[2].get_textpage()
        start = page.get_text_bounded().index("bà con giữ gìn")
        heights[large] = max(
            pdfium.FPDFText_GetFontSize(page, index) for index in range(start, start + 10)
        )
    assert heights[True] >= 16 > 12 > heights[False] >= 11


def test_guide_without_articles_is_divided_by_its_headings():
    guide = PrintedDocument(
        title="Sổ tay",
        url=works.URL,
        version=1,
        version_date=works.law().version_date,
        blocks=(
            Block(
                Role.HEADING, "", "Mở đầu", "Lời mở.", (Block(Role.HEADING, "", "Vì sao", "Vì."),)
            ),
            Block(Role.HEADING, "", "Các bước", "Bước một.\nBước hai."),
        ),
    )
    pdf = works.printed(guide)
    assert re.search(r"Mở đầu[ .]+3.*Vì sao[ .]+3.*Các bước[ .]+3", works.page_text(pdf[1]))
    assert "Bước một. Bước hai." in works.page_text(pdf[2])


def test_document_without_any_division_has_no_contents_page():
    note = PrintedDocument(
        title="Ghi chú",
        url=works.URL,
        version=1,
        version_date=works.law().version_date,
        blocks=(Block(Role.TEXT, text="Chỉ một đoạn."),),
    )
    pdf = works.printed(note)
    assert len(pdf) == 2
    assert "Chỉ một đoạn." in works.page_text(pdf[1])


def test_qr_code_on_the_cover_is_that_of_the_online_version(pdf):
    """The dark modules found on the rendered cover are those of the code of its address."""
    import segno

    modules = [list(row) for row in segno.make(works.URL, error="m", micro=False).matrix]
    scale = 4
    image = pdf[0].render(scale=scale).to_pil().convert("L")
    # The code is the only dark thing in the lower left quarter beside the words to its right.
    quarter = (0, int(image.height * 0.6), int(image.width * 0.3), image.height)
    dark = image.crop(quarter).point(lambda value: 255 if value < 128 else 0)
    left, top, right, bottom = dark.getbbox()
    side = min(right - left, bottom - top)
    code = dark.crop((left, top, left + side, top + side))
    pitch = side / len(modules)
    read = [
        [
            1 if code.getpixel((int((x + 0.5) * pitch), int((y + 0.5) * pitch))) else 0
            for x in range(len(modules))
        ]
        for y in range(len(modules))
    ]
    assert read == modules


def test_qr_code_differs_by_address():
    assert qr(works.URL) != qr(works.URL + "khac/")


def test_the_same_version_gives_the_same_bytes():
    from cms.library.printing.document import PrintOptions
    from cms.library.printing.manuscript import manuscript
    from cms.library.printing.typesetting import typeset

    made = manuscript(works.law(2), PrintOptions(), works.PUBLISHER)
    assert typeset(made) == typeset(made)


def test_printed_document_is_tagged_for_screen_readers(pdf):
    assert pdf.is_tagged()


def _unfolded(work):
    """The A5 pages before they are laid on sheets."""
    import pypdfium2

    from cms.library.printing.document import PrintOptions
    from cms.library.printing.manuscript import manuscript
    from cms.library.printing.typesetting import typeset

    made = manuscript(work, PrintOptions(Paper.A5), works.PUBLISHER)
    return pypdfium2.PdfDocument(typeset({**made, "fold": False}))


def _fonts(pdf) -> set[tuple[str, bool]]:
    found = set()
    for page in pdf:
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
            font = pdfium.FPDFTextObj_GetFont(thing.raw)
            size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
            name = ctypes.create_string_buffer(size)
            pdfium.FPDFFont_GetBaseFontName(font, name, size)
            found.add((name.value.decode(), bool(pdfium.FPDFFont_GetIsEmbedded(font))))
    return found

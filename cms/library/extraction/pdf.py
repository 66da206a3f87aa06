"""Text layer of a PDF, page by page, and which pages have none that makes sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .contract import Caution, Limits, Reason, Refused, Warned
from .legacy import modernised
from .quality import makes_sense

DRAWN = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
# A page with fewer letters is a picture with a stamp or a page number typed on it.
FEW_LETTERS = 20
MOST_OBJECTS = 20_000
DEPTH = 4


@dataclass(frozen=True, slots=True)
class Layer:
    """The text of each page, and the numbers (from 1) of the pages to be recognised."""

    pages: tuple[str, ...]
    unread: tuple[int, ...]
    warnings: tuple[Warned, ...]

    def pages_with(self, caution: Caution) -> frozenset[int]:
        return frozenset(
            page for one in self.warnings if one.code is caution for page in one.about["pages"]
        )


def read(path: Path, limits: Limits) -> Layer:
    """Raises Refused."""
    with opened(path) as document:
        if len(document) > limits.pages:
            raise Refused(Reason.TOO_MANY_PAGES, pages=len(document), limit=limits.pages)
        if not len(document):
            raise Refused(Reason.BROKEN)
        layer = _read_pages(document, limits)
        locked = raw.FPDF_GetSecurityHandlerRevision(document) != -1
    more = (Warned(Caution.RIGHTS_LOCKED),) if locked else ()
    return Layer(layer.pages, layer.unread, layer.warnings + more)


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Raises Refused: broken, or closed by a password."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        closed = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Refused(Reason.ENCRYPTED if closed else Reason.BROKEN) from error
    with closing(document):
        yield document


def _read_pages(document: pdfium.PdfDocument, limits: Limits) -> Layer:
    texts: list[str] = []
    unread: list[int] = []
    found: dict[Caution, list[int]] = {}
    left = limits.text_characters
    for number in range(1, len(document) + 1):
        text, caution, recognise = _read_page(document, number, limits)
        left -= len(text)
        if left < 0:
            raise Refused(Reason.TOO_MUCH_TEXT, limit=limits.text_characters)
        texts.append(text)
        if recognise:
            unread.append(number)
        if caution is not None:
            found.setdefault(caution, []).append(number)
    warnings = tuple(Warned(code, {"pages": pages}) for code, pages in found.items())
    return Layer(tuple(texts), tuple(unread), warnings)


def _read_page(
    document: pdfium.PdfDocument, number: int, limits: Limits
) -> tuple[str, Caution | None, bool]:
    """The text of one page, what to say of it, and whether it is to be recognised."""
    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as layer:
            text = layer.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-\n")
            letters = sum(map(str.isalpha, text))
            if letters >= FEW_LETTERS and makes_sense(modernised(text)[0]):
                return text, None, False
            nonsense = Caution.PAGES_NONSENSE if letters >= FEW_LETTERS else None
            if not nonsense and not is_drawn_on(page):
                return text, None, False
            if is_too_large(page, limits):
                return text, Caution.PAGES_TOO_LARGE, False
            return text, nonsense, True
    except pdfium.PdfiumError:
        return "", Caution.PAGES_BROKEN, False


def is_drawn_on(page: pdfium.PdfPage) -> bool:
    return next(iter(_objects(page, DRAWN)), None) is not None


def is_too_large(page: pdfium.PdfPage, limits: Limits) -> bool:
    """Whether a picture on it would unpack to more pixels than allowed."""
    for one in _objects(page, (raw.FPDF_PAGEOBJ_IMAGE,)):
        width, height = one.get_px_size()
        if width * height > limits.pixels:
            return True
    return False


def _objects(page: pdfium.PdfPage, kinds: Iterable[int]) -> Iterator[pdfium.PdfObject]:
    for count, one in enumerate(page.get_objects(filter=list(kinds), max_depth=DEPTH)):
        if count >= MOST_OBJECTS:
            return
        yield one

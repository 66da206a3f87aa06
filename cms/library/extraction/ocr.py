"""Recognition of scanned pages with Tesseract (`vie`), run by OCRmyPDF.

The pages are drawn here, by PDFium, as grey pictures of a bounded size: what reaches
OCRmyPDF, Ghostscript and Tesseract is our own PDF, never the sender's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from math import sqrt
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from .contract import Limits
from .pdf import opened

LANGUAGE = "vie"
DPI = 300
POINTS = 72
QUALITY = 90
BATCH = 8
WORD = re.compile(r"x_wconf (\d+)[^>]*>(?:<[^>]+>)*([^<]*)<")
# Words that Tesseract doubts this much are mostly dirt on the paper.
DIRT = 1


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page: its number from 1, its text, and the mean confidence of its words from 0 to 1.

    `confidence` is None where the version installed does not tell it.
    """

    page: int
    text: str
    confidence: float | None


def is_installed() -> bool:
    """Whether OCRmyPDF and Tesseract with Vietnamese are there. Runs Tesseract once."""
    if not shutil.which("ocrmypdf") or not shutil.which("tesseract"):
        return False
    done = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return LANGUAGE in done.stdout.split()


def recognise(
    path: Path, pages: Sequence[int], folder: Path, limits: Limits
) -> Iterator[Recognised]:
    """Each of `pages` (from 1) that could be recognised. Writes below `folder` only."""
    with opened(path) as document:
        for number, some in enumerate(_batches(pages)):
            place = folder / f"batch-{number}"
            place.mkdir()
            drawn = [page for page in some if _draw(document, page, place, limits)]
            yield from _run(drawn, place, limits)
            shutil.rmtree(place)


def _batches(pages: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pages), BATCH):
        yield pages[start : start + BATCH]


def _draw(document: pdfium.PdfDocument, number: int, place: Path, limits: Limits) -> bool:
    """Draws the page into `place`; False where it cannot be drawn."""
    try:
        with closing(document[number - 1]) as page:
            width, height = page.get_size()
            scale = min(DPI / POINTS, sqrt(limits.pixels / 4 / max(width * height, 1)))
            with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                picture = bitmap.to_pil().convert("L")
    except (pdfium.PdfiumError, ValueError):
        return False
    picture.save(place / f"{number}.jpg", quality=QUALITY, dpi=(scale * POINTS, scale * POINTS))
    return True


def _run(pages: Sequence[int], place: Path, limits: Limits) -> Iterator[Recognised]:
    if not pages:
        return
    scan, told, temporary = place / "scan.pdf", place / "told.txt", place / "tmp"
    temporary.mkdir()
    _bind(pages, place, scan)
    # hocr with -k leaves Tesseract's own words with their confidence; the PDF is not kept.
    command = ["ocrmypdf", "-q", "-k", "-l", LANGUAGE, "--jobs", "1", "--force-ocr"]
    command += ["--rotate-pages", "--deskew", "--output-type", "pdf", "--optimize", "0"]
    command += ["--pdf-renderer", "hocr", "--tesseract-timeout", str(limits.ocr_page_seconds)]
    command += ["--sidecar", str(told), str(scan), str(place / "out.pdf")]
    environment = {**os.environ, "TMPDIR": str(temporary), "OMP_THREAD_LIMIT": "1"}
    subprocess.run(command, env=environment, capture_output=True, check=False)
    if not told.exists():
        return
    texts = told.read_text(encoding="utf-8", errors="replace").split("\f")
    for place_in_scan, (page, text) in enumerate(zip(pages, texts, strict=False), start=1):
        yield Recognised(page, text, _confidence(temporary, place_in_scan))


def _bind(pages: Sequence[int], place: Path, scan: Path) -> None:
    first, *others = [Image.open(place / f"{page}.jpg") for page in pages]
    first.save(scan, save_all=True, append_images=others, resolution=first.info["dpi"][0])


def _confidence(temporary: Path, page: int) -> float | None:
    found = list(temporary.glob(f"*/{page:06d}_ocr_hocr.hocr"))
    if not found:
        return None
    hocr = found[0].read_text(encoding="utf-8", errors="replace")
    words = [(int(sure), len(unescape(word))) for sure, word in WORD.findall(hocr) if word.strip()]
    letters = sum(length for sure, length in words if sure > DIRT)
    if not letters:
        return None
    return sum(sure * length for sure, length in words if sure > DIRT) / letters / 100

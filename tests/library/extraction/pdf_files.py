"""PDFs built from nothing: with a text layer, encrypted, scanned, hostile."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests import real_servers

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)


def pdf(*pages: str) -> bytes:
    """A PDF with these pages as its text layer; the font names its letters and is not drawn."""
    letters = sorted(set("".join(pages)) - {"\n"})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    return with_streams([_shown(page, codes) for page in pages], letters)


def with_streams(contents: Sequence[bytes], letters: Sequence[str] = ("a",), **more: str) -> bytes:
    """A PDF of these content streams, one a page."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts"
        b"[<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]/ToUnicode 4 0 R>>",
        stream(_names(letters)),
    ]
    resources = more.get("resources", "/Font<</F 3 0 R>>")
    for number, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{resources}>>"
            f"/Contents {6 + 2 * number} 0 R>>".encode()
        )
        objects.append(stream(content))
    return assembled(objects)


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<</Length {len(content)}{entries}>>stream\n".encode() + content + b"\nendstream"


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """The objects, numbered from 1, with their table; the first is the catalogue."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    made += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n".encode()
    return bytes(made + f"startxref\n{table}\n%%EOF\n".encode())


def _shown(page: str, codes: dict[str, int]) -> bytes:
    lines = [
        "<" + "".join(f"{codes[letter]:04X}" for letter in line) + "> Tj T*"
        for line in page.split("\n")
    ]
    return f"BT /F 12 Tf 14 TL 50 780 Td {' '.join(lines)} ET".encode()


def _names(letters: Sequence[str]) -> bytes:
    told = [
        f"<{number:04X}> <{letter.encode('utf-16-be').hex()}>"
        for number, letter in enumerate(letters, start=1)
    ]
    blocks = [
        f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar"
        for some in (told[at : at + 100] for at in range(0, len(told), 100))
    ]
    return (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /N def /CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap end"
    ).encode()


def encrypted(password: str = "") -> bytes:
    """A page under the 40-bit lock of PDF 1.1; it opens without asking when `password` is empty."""
    owner = bytes(range(32))
    locked = b"\xfc\xff\xff\xff"
    identity = b"0123456789abcdef"
    key = hashlib.md5((password.encode() + PADDING)[:32] + owner + locked + identity).digest()[:5]
    text = b"BT /F 12 Tf 50 780 Td (Cac ben tu nguyen hoa giai voi nhau tai nha van hoa thon) Tj ET"
    page_key = hashlib.md5(key + b"\x04\x00\x00\x00\x00").digest()[:10]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        stream(_rc4(page_key, text)),
    ]
    lock = (
        f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{owner.hex()}>"
        f"/U<{_rc4(key, PADDING).hex()}>>>/ID[<{identity.hex()}><{identity.hex()}>]"
    )
    return assembled(objects, lock)


def _rc4(key: bytes, content: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def forms_within_forms(depth: int = 10, times: int = 10) -> bytes:
    """A page that draws a form that draws a form …: `times` to the power of `depth` drawings."""
    first = 5
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</XObject<</X {first} 0 R>>>>>>".encode(),
        stream(b"/X Do " * times),
    ]
    for level in range(depth):
        inner = f"/Resources<</XObject<</X {first + level + 1} 0 R>>>>"
        objects.append(
            stream(b"/X Do " * times, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{inner}")
        )
    objects.append(stream(b"0 0 1 1 re f", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))
    return assembled(objects)


def huge_picture(side: int = 60_000) -> bytes:
    """A page that is one picture of `side` times `side` pixels, of which hardly a byte is sent."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</X 5 0 R>>>>>>",
        stream(b"595 0 0 842 0 0 cm /X Do"),
        stream(
            b"\x00",
            f"/Type/XObject/Subtype/Image/Width {side}/Height {side}"
            "/BitsPerComponent 8/ColorSpace/DeviceGray",
        ),
    ]
    return assembled(objects)


def scanned(*pages: str) -> bytes:
    """A PDF of pictures: the text drawn at 200 dots an inch, as a scanner sends it."""
    pictures = [_drawn(page) for page in pages]
    target = io.BytesIO()
    pictures[0].save(
        target, "PDF", save_all=True, append_images=pictures[1:], resolution=200, quality=90
    )
    return target.getvalue()


def _drawn(page: str) -> Image.Image:
    font = next((name for name in FONTS if Path(name).exists()), None)
    if font is None:
        real_servers.absent("a font with Vietnamese", "apt install fonts-dejavu-core")
    picture = Image.new("L", (1654, 2339), 255)
    letters = ImageFont.truetype(str(font), 34)
    for number, line in enumerate(page.split("\n")):
        ImageDraw.Draw(picture).text((150, 150 + number * 60), line, font=letters, fill=20)
    return picture


def need_ocr() -> None:
    """Skips, by name and reason, where pages cannot be recognised; in CI that fails."""
    from cms.library.extraction.ocr import is_installed

    if not is_installed():
        real_servers.absent("OCRmyPDF", "apt install ocrmypdf tesseract-ocr-vie")


def need(program: str) -> None:
    if not shutil.which(program):
        real_servers.absent(program, f"apt install {program}")

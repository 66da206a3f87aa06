"""Word, OpenDocument and old Word files, built from nothing."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}"/></Types>'
)
LEVEL = '<w:lvl w:ilvl="{}"><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
{LEVEL.format(0, "decimal", "Điều %1.")}
{LEVEL.format(1, "decimal", "%2.")}
{LEVEL.format(2, "lowerLetter", "%3)")}
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""


def paragraph(text: str, *, depth: int | None = None) -> str:
    listed = (
        ""
        if depth is None
        else (f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    )
    return f"<w:p>{listed}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx(body: str, *, before: str = "", members: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file whose body is `body`; `before` stands before the root, e.g. a document type."""
    document = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return archive(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "word/document.xml": document,
            "word/numbering.xml": NUMBERING,
            **(members or {}),
        }
    )


def word(*paragraphs: str) -> bytes:
    return docx("".join(map(paragraph, paragraphs)))


def odt(body: str, *, styles: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def archive(members: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()


def old_word(text: str) -> bytes:
    """A Word 97 file: an OLE container with the two streams that hold text and where it is.

    After [MS-CFB] and [MS-DOC]: a file information block, then UTF-16 text as one piece.
    """
    text = text.replace("\n", "\r") + "\r"
    start = 0x800
    encoded = text.encode("utf-16-le")
    main = bytearray(max(4096, start + len(encoded)))
    struct.pack_into("<HHHHHHH", main, 0, 0xA5EC, 0x00C1, 0, 0x0409, 0, 0x1200, 0x00BF)
    struct.pack_into("<II", main, 0x18, start, start + len(encoded))
    struct.pack_into("<H", main, 0x20, 14)
    struct.pack_into("<H", main, 0x3E, 22)
    struct.pack_into("<I", main, 0x40, len(main))
    struct.pack_into("<I", main, 0x4C, len(text))
    struct.pack_into("<H", main, 0x98, 93)
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, start, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x1A2, 0, len(table))
    # Without a style sheet, be it empty, antiword reads past its end, and now and then dies of it.
    styles = struct.pack("<HHH", 18, 0, 10) + bytes(14)
    struct.pack_into("<II", main, 0xA2, len(table), len(styles))
    table += styles
    main[start : start + len(encoded)] = encoded
    return ole({"WordDocument": bytes(main), "1Table": table.ljust(4096, b"\x00")})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of 512-byte sectors; each stream at least 4,096 bytes."""
    sectors: list[bytes] = []
    chains: list[int] = []
    places = {}
    for name, content in streams.items():
        first = len(sectors)
        cut = [content[at : at + 512].ljust(512, b"\x00") for at in range(0, len(content), 512)]
        sectors += cut
        chains += [*range(first + 1, first + len(cut)), 0xFFFFFFFE]
        places[name] = (first, len(content))
    directory = len(sectors)
    sectors.append(_directory(places))
    chains.append(0xFFFFFFFE)
    table = len(sectors)
    chains.append(0xFFFFFFFD)
    assert len(chains) <= 128
    sectors.append(struct.pack("<128I", *(chains + [0xFFFFFFFF] * (128 - len(chains)))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", table, *[0xFFFFFFFF] * 108)
    return header + b"".join(sectors)


def _directory(places: Mapping[str, tuple[int, int]]) -> bytes:
    names = list(places)
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)]
    for number, name in enumerate(names, start=1):
        after = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, 0xFFFFFFFF, *places[name], after=after))
    return b"".join(entries).ljust(512, b"\x00")


def _entry(
    name: str, kind: int, child: int, first: int, size: int, after: int = 0xFFFFFFFF
) -> bytes:
    told = (name + "\x00").encode("utf-16-le")
    below = child if kind == 5 else 0xFFFFFFFF
    head = told.ljust(64, b"\x00") + struct.pack("<HBB", len(told), kind, 1)
    return (
        head
        + struct.pack("<III", 0xFFFFFFFF, after, below)
        + bytes(16 + 4 + 16)
        + struct.pack("<IQ", first, size)
    )

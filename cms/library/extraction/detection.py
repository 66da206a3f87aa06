"""What a file is, by its content; its name is never believed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from .contract import FileType, Reason, Refused
from .encodings import looks_like_text

HEAD = 64 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams are UTF-16 in the directory of an OLE file.
WORD_STREAM = "WordDocument".encode("utf-16-le")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
ODT_MIME = b"application/vnd.oasis.opendocument.text"
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|h[1-6]|center|font|span|article)\b",
    re.IGNORECASE | re.DOTALL,
)
# Text by its bytes, but of a kind that says something else than it shows.
MARKED_UP = (b"{\\rtf", b"<?xml", b"<svg", b"%!ps", b"#!")
FIRST_TYPES = 64 * 1024


def detect(path: Path) -> FileType:
    """The type of the file. Raises Refused: empty, encrypted, broken or of no type that we read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise Refused(Reason.EMPTY)
    possible = first_look(head)
    if not possible:
        raise Refused(Reason.UNKNOWN_TYPE)
    if FileType.DOCX in possible:
        return _kind_of_archive(path)
    if FileType.DOC in possible:
        return _kind_of_ole(path)
    return possible[0]


def first_look(head: bytes) -> tuple[FileType, ...]:
    """What a file can be by its beginning: cheap, and safe outside the child process too."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return (FileType.PDF,)
    if head.startswith(b"PK\x03\x04"):
        return (FileType.DOCX, FileType.ODT)
    if head.startswith(OLE):
        return (FileType.DOC,)
    if not looks_like_text(head):
        return ()
    plain = head.replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")
    if HTML.match(plain):
        return (FileType.HTML,)
    return () if plain.lstrip().lower().startswith(MARKED_UP) else (FileType.TXT,)


def hides_archive(path: Path) -> bool:
    """Whether a file that is something else by its beginning is a ZIP by its end."""
    return zipfile.is_zipfile(path)


def _kind_of_archive(path: Path) -> FileType:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as types:
                    if DOCX_MAIN in types.read(FIRST_TYPES):
                        return FileType.DOCX
            if "mimetype" in names:
                with archive.open("mimetype") as mime:
                    if mime.read(200).strip().startswith(ODT_MIME):
                        return FileType.ODT
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused(Reason.BROKEN) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise Refused(Reason.ENCRYPTED) from error
    raise Refused(Reason.UNKNOWN_TYPE)


def _kind_of_ole(path: Path) -> FileType:
    content = path.read_bytes()
    if WORD_STREAM in content:
        return FileType.DOC
    if ENCRYPTED_STREAM in content:
        raise Refused(Reason.ENCRYPTED)
    raise Refused(Reason.UNKNOWN_TYPE)

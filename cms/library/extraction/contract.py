"""What goes into an extraction and what comes out: frozen, and JSON-ready between processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MIB = 1024 * 1024


class FileType(StrEnum):
    """What a file is by its content."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    HTML = "html"
    TXT = "txt"


class Reason(StrEnum):
    """Why there is no text. People read the sentences of `cms.library.uploads.wording`."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    UNKNOWN_TYPE = "unknown-type"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNSAFE = "unsafe"
    TOO_MANY_PAGES = "too-many-pages"
    UNPACKS_TOO_BIG = "unpacks-too-big"
    PICTURES_TOO_BIG = "pictures-too-big"
    TOO_MUCH_TEXT = "too-much-text"
    TIME = "time"
    MEMORY = "memory"
    CRASHED = "crashed"
    NO_TEXT = "no-text"
    NO_DOC_READER = "no-doc-reader"
    NO_OCR = "no-ocr"
    OCR_FAILED = "ocr-failed"
    FILE_MISSING = "file-missing"
    WORKER_LOST = "worker-lost"


class Caution(StrEnum):
    """What the person who checks the text should look at. Pages or an encoding go with it."""

    PAGES_WITHOUT_TEXT = "pages-without-text"
    PAGES_RECOGNISED = "pages-recognised"
    PAGES_TOO_LARGE = "pages-too-large"
    PAGES_BROKEN = "pages-broken"
    PAGES_NONSENSE = "pages-nonsense"
    OCR_LIMIT = "ocr-limit"
    OCR_ABSENT = "ocr-absent"
    OCR_FAILED = "ocr-failed"
    LEGACY_ENCODING = "legacy-encoding"
    MIXED_ENCODINGS = "mixed-encodings"
    UNREADABLE_BYTES = "unreadable-bytes"
    RIGHTS_LOCKED = "rights-locked"
    TRACKED_CHANGES = "tracked-changes"
    PICTURES_UNREAD = "pictures-unread"
    ALSO_ARCHIVE = "also-archive"
    NAME_DIFFERS = "name-differs"
    DOUBTFUL_WORDS = "doubtful-words"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one extraction may use. Seconds are of the clock; the processor gets as many."""

    file_bytes: int = 50 * MIB
    seconds: int = 120
    memory_bytes: int = 1024 * MIB
    pages: int = 2_000
    unpacked_bytes: int = 200 * MIB
    # A member of an archive that unpacks to this many times its packed size is a bomb.
    unpacked_ratio: int = 500
    pixels: int = 60_000_000
    text_characters: int = 20_000_000
    ocr_pages: int = 300
    ocr_seconds: int = 3_600
    ocr_page_seconds: int = 120
    ocr_memory_bytes: int = 2048 * MIB
    # What one file that the child writes may hold: a page as a picture, the recognised PDF.
    written_bytes: int = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Warned:
    """One caution with what it is about, e.g. `pages=[3, 4]` (from 1) or `encoding="tcvn3"`."""

    code: Caution
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file. Pages of a PDF are parted by a form feed.

    `confidence` is from 0 to 1: the recogniser's own for recognised pages, else the share
    of words that are possible Vietnamese syllables; None when there are too few words to say.
    `ocr` numbers the recognised pages, from 1.
    """

    type: FileType
    text: str
    pages: int | None = None
    warnings: tuple[Warned, ...] = ()
    confidence: float | None = None
    ocr: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Extracted:
        """Raises KeyError, TypeError or ValueError when the child told something else."""
        return cls(
            type=FileType(told["type"]),
            text=str(told["text"]),
            pages=None if told["pages"] is None else int(told["pages"]),
            warnings=tuple(
                Warned(Caution(one["code"]), dict(one["about"])) for one in told["warnings"]
            ),
            confidence=None if told["confidence"] is None else float(told["confidence"]),
            ocr=tuple(int(page) for page in told["ocr"]),
        )


class Refused(Exception):
    """The file gives no text, for `reason`; `about` is what a sentence on it needs: a limit."""

    def __init__(self, reason: Reason, **about: Any) -> None:
        super().__init__(reason, about)
        self.reason = reason
        self.about = about

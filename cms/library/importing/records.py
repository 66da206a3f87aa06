"""What is imported: one document, and what was wrong with a row. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from cms.legaltext.folding import fold
from cms.library.vocabulary import DocumentType, RelationKind

_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class Relation:
    """What the document does to another one, named by number; `inverse` where that other
    document does it to this one."""

    kind: RelationKind
    number: str
    partial: bool = False
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A document as it is to be in the library. `row` is where it was read, for reports."""

    row: str
    title: str
    type: DocumentType = DocumentType.OTHER
    number: str = ""
    known_as: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    signer: str = ""
    issued_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    fields: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    summary: str = ""
    source: str = ""
    source_url: str = ""
    text: str = ""
    relations: tuple[Relation, ...] = ()
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a row: what, where, and the row's own content so that nothing is lost.

    `lost` tells that the row could not be imported; otherwise it was, but for `field`.
    """

    row: str
    field: str
    reason: str
    content: str = ""
    lost: bool = False


class Malformed(ValueError):
    """A value that cannot be read; the message says why and how it should look."""


def read_date(value: object) -> date | None:
    """`20/06/2013` or `2013-06-20` (with a time or not) as a date, None for nothing.

    Raises `Malformed` for anything else.
    """
    if value is None or isinstance(value, date):
        day = getattr(value, "date", None)
        return day() if callable(day) else value
    text = str(value).strip()
    if not text:
        return None
    match, order = _DATE.fullmatch(text), (3, 2, 1)
    if match is None:
        match, order = _ISO.fullmatch(text), (1, 2, 3)
    if match is None:
        raise Malformed(_("'%s' is no date; write it as 20/06/2013.") % text)
    try:
        return date(*(int(match[group]) for group in order))
    except ValueError:
        raise Malformed(_("'%s' is not in the calendar.") % text) from None


_TYPES = {fold(unicodedata.normalize("NFC", str(one.value))): one for one in DocumentType}
_ALIASES = {
    "hoi dap": DocumentType.HANDBOOK, "so tay": DocumentType.HANDBOOK,
    "so tay hoi dap": DocumentType.HANDBOOK, "mau": DocumentType.FORM,
    "mau van ban": DocumentType.FORM, "tai lieu": DocumentType.OTHER,
    "slide": DocumentType.SLIDES, "bai giang": DocumentType.SLIDES,
}  # fmt: skip


def read_type(value: str) -> DocumentType:
    """The type called `value` (`Nghị định`), OTHER for nothing. Raises `Malformed`."""
    words = " ".join(fold(unicodedata.normalize("NFC", value)).split())
    if not words:
        return DocumentType.OTHER
    found = _TYPES.get(words.replace(" ", "-")) or _ALIASES.get(words)
    if found is None:
        raise Malformed(_("There is no type of document called '%s'.") % value)
    return found

"""Reasons and warnings in sentences: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.library.extraction.contract import Caution, Reason

REASONS = {
    Reason.EMPTY: gettext_lazy("The file is empty. Choose another copy of it."),
    Reason.TOO_BIG: gettext_lazy(
        "The file is larger than %(size)s. Split it, or scan it again at 300 dpi."
    ),
    Reason.UNKNOWN_TYPE: gettext_lazy(
        "By its content it is none of PDF, DOCX, DOC, ODT, HTML and TXT, whatever its name says."
        " Save it as one of these and upload that."
    ),
    Reason.ENCRYPTED: gettext_lazy(
        "The file is closed by a password. Save it without one and upload that."
    ),
    Reason.BROKEN: gettext_lazy(
        "The file is damaged or incomplete. Open it in its own program, save it again, and upload"
        " that."
    ),
    Reason.UNSAFE: gettext_lazy(
        "The file has instructions that no document needs and that are used for attacks. It was"
        " not read. Ask where it comes from."
    ),
    Reason.TOO_MANY_PAGES: gettext_lazy(
        "It has %(pages)s pages; at most %(limit)s are read. Split the file."
    ),
    Reason.UNPACKS_TOO_BIG: gettext_lazy(
        "Unpacked, the file would be far larger than a document is. It was not read. Ask where it"
        " comes from."
    ),
    Reason.PICTURES_TOO_BIG: gettext_lazy(
        "The pictures of its pages are too large to be read. Scan it again at 300 dpi."
    ),
    Reason.TOO_MUCH_TEXT: gettext_lazy(
        "It has more than %(limit)s characters of text. Split the file."
    ),
    Reason.TIME: gettext_lazy(
        "Reading it took longer than is allowed. Try again; if that does not help, split the file."
    ),
    Reason.MEMORY: gettext_lazy(
        "Reading it needs more memory than is allowed. Split the file, or save it again in its own"
        " program."
    ),
    Reason.CRASHED: gettext_lazy(
        "The program that reads such files broke off at this one: it is damaged, or needs more"
        " memory than is allowed. Save it again in its own program and upload that."
    ),
    Reason.NO_TEXT: gettext_lazy(
        "There is no text in the file. If it is a picture of a text, scan it as a PDF."
    ),
    Reason.NO_DOC_READER: gettext_lazy(
        "Old Word files (.doc) cannot be read on this server: the administrator has to install"
        " antiword. Until then save it as DOCX and upload that."
    ),
    Reason.NO_OCR: gettext_lazy(
        "It is a scan, and recognition of scans is not installed on this server: the administrator"
        " has to install ocrmypdf and tesseract-ocr-vie. Then try again."
    ),
    Reason.OCR_FAILED: gettext_lazy(
        "It is a scan, and its recognition broke off. Try again; if that does not help, scan it"
        " again at 300 dpi."
    ),
    Reason.FILE_MISSING: gettext_lazy(
        "The original file is no longer there. Upload it again."
    ),
    Reason.WORKER_LOST: gettext_lazy(
        "Reading it was broken off several times, perhaps by the file itself. Tell the"
        " administrator, or save it again in its own program and upload that."
    ),
}  # fmt: skip

CAUTIONS = {
    Caution.PAGES_WITHOUT_TEXT: gettext_lazy(
        "No text was found on pages %(pages)s. Compare them with the original."
    ),
    Caution.PAGES_RECOGNISED: gettext_lazy(
        "Pages %(pages)s are scans: their text was recognised and may have errors, above all in"
        " numbers, dates and tables."
    ),
    Caution.PAGES_TOO_LARGE: gettext_lazy(
        "The pictures on pages %(pages)s are too large to be read. Scan these again at 300 dpi."
    ),
    Caution.PAGES_BROKEN: gettext_lazy("Pages %(pages)s are damaged and were left out."),
    Caution.PAGES_NONSENSE: gettext_lazy(
        "The text stored with pages %(pages)s made no sense and was not used."
    ),
    Caution.OCR_LIMIT: gettext_lazy(
        "Pages %(pages)s are scans beyond the %(limit)s that are recognised in one file. Upload"
        " them in a file of their own."
    ),
    Caution.OCR_ABSENT: gettext_lazy(
        "Pages %(pages)s are scans and were not read: recognition is not installed on this server."
    ),
    Caution.OCR_FAILED: gettext_lazy(
        "Pages %(pages)s are scans, and their recognition broke off. Try again."
    ),
    Caution.LEGACY_ENCODING: gettext_lazy(
        "The text was written in the old encoding %(encoding)s and was changed to Unicode. Check"
        " capitals and names."
    ),
    Caution.MIXED_ENCODINGS: gettext_lazy(
        "Parts of the text are in different encodings. Check where they meet."
    ),
    Caution.UNREADABLE_BYTES: gettext_lazy(
        "%(count)s characters could not be read; each stands as �."
    ),
    Caution.RIGHTS_LOCKED: gettext_lazy(
        "Whoever made the PDF locked some rights on it (copying, printing). Make sure that it may"
        " be published."
    ),
    Caution.TRACKED_CHANGES: gettext_lazy(
        "The file has tracked changes: they were read as accepted. Make sure that it is the final"
        " copy."
    ),
    Caution.PICTURES_UNREAD: gettext_lazy(
        "The file has pictures, whose text was not read (%(count)s). If they are scans of pages,"
        " upload these as a PDF."
    ),
    Caution.ALSO_ARCHIVE: gettext_lazy(
        "Other files are hidden at the end of the file. Ask where it comes from before you publish"
        " it."
    ),
    Caution.NAME_DIFFERS: gettext_lazy("By its content it is %(type)s, not what its name says."),
    Caution.DOUBTFUL_WORDS: gettext_lazy(
        "Many words are no possible Vietnamese syllables. Read the text closely."
    ),
}
ENCODINGS = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI", "windows-1258": "Windows-1258"}
MOST_RANGES = 12


def refusal(reason: Reason, about: Mapping[str, Any]) -> str:
    """Why there is no text. What the sentence has no value for, it does not show."""
    told = {**about, "size": filesizeformat(about.get("limit", 0))}
    return str(REASONS[reason]) % _Told(told)


def caution(warned: Mapping[str, Any]) -> str:
    """A warning, given as `{"code": …, "about": {…}}`."""
    about = dict(warned["about"])
    about["pages"] = ranges(about.get("pages", ()))
    about["encoding"] = ENCODINGS.get(about.get("encoding", ""), "")
    about["type"] = str(about.get("type", "")).upper()
    return str(CAUTIONS[Caution(warned["code"])]) % _Told(about)


class _Told(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def ranges(pages: Iterable[int]) -> str:
    """`1-3, 7` for 1, 2, 3, 7; cut after a dozen."""
    spans: list[list[int]] = []
    for page in sorted(pages):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    told = [str(first) if first == last else f"{first}-{last}" for first, last in spans]
    if len(told) > MOST_RANGES:
        return _("%(pages)s and others") % {"pages": ", ".join(told[:MOST_RANGES])}
    return ", ".join(told)

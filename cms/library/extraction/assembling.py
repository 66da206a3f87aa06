"""From what the children told to one text with its confidence and what to look at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cms.legaltext.syllables import count_words, share_of_syllables

from . import ocr
from .contract import Caution, Extracted, FileType, Limits, Reason, Refused, Warned
from .legacy import modernised
from .pdf import Layer
from .quality import DOUBTFUL

PAGE_BREAK = "\f"
# What no document page, database or XML feed may hold.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Icelandic eth, which many keyboards of the 1990s gave for Đ.
ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "\u00a0": " ", "\u2028": "\n", "\u2029": "\n"})
MANY_BLANK_LINES = re.compile(r"\n{3,}")
SPACES_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The first child's answer: a text, or a PDF's pages."""

    type: FileType
    also_archive: bool
    found: Extracted | None
    layer: Layer | None

    def to_recognise(self, limits: Limits) -> tuple[int, ...]:
        return () if self.layer is None else self.layer.unread[: limits.ocr_pages]


@dataclass(frozen=True, slots=True)
class Recognition:
    """The second child's answer; `failed` says why it ended early."""

    pages: tuple[ocr.Recognised, ...]
    failed: Reason | None = None


def reading_of(told: dict[str, Any]) -> Reading:
    """Raises Refused when the child told something else."""
    try:
        return Reading(
            FileType(told["type"]),
            bool(told["archive"]),
            Extracted.from_json(told["found"]) if "found" in told else None,
            _layer(told["layer"]) if "layer" in told else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(Reason.CRASHED) from error


def _layer(told: dict[str, Any]) -> Layer:
    warnings = tuple(Warned(Caution(one["code"]), dict(one["about"])) for one in told["warnings"])
    return Layer(tuple(map(str, told["pages"])), tuple(map(int, told["unread"])), warnings)


def recognition_of(told: dict[str, Any]) -> Recognition:
    """Raises Refused when the child told something else."""
    try:
        return Recognition(tuple(ocr.Recognised(**page) for page in told["recognised"]))
    except (KeyError, TypeError) as error:
        raise Refused(Reason.CRASHED) from error


def can_recognise() -> bool:
    return ocr.is_installed()


def assemble(reading: Reading, limits: Limits, recognition: Recognition | None) -> Extracted:
    """Raises Refused when there is no text in the end. No `recognition`: none was run."""
    more = (Warned(Caution.ALSO_ARCHIVE),) if reading.also_archive else ()
    if reading.layer is not None:
        return _assemble_pages(reading.layer, limits, recognition, more)
    assert reading.found is not None
    text, warnings = _clean(reading.found.text)
    if not text.strip():
        raise Refused(Reason.NO_TEXT)
    share = share_of_syllables(text)
    return Extracted(
        reading.type,
        text,
        warnings=(*reading.found.warnings, *warnings, *more, *_doubt(share)),
        confidence=share,
    )


def _assemble_pages(
    layer: Layer, limits: Limits, recognition: Recognition | None, more: tuple[Warned, ...]
) -> Extracted:
    recognised = {} if recognition is None else {one.page: one for one in recognition.pages}
    nonsense = layer.pages_with(Caution.PAGES_NONSENSE)
    own = PAGE_BREAK.join("" if n in nonsense else text for n, text in _numbered(layer.pages))
    own, cautions = _clean(own)
    texts = own.split(PAGE_BREAK)
    for number, one in recognised.items():
        texts[number - 1] = _clean(one.text)[0].replace(PAGE_BREAK, "\n")
    text = PAGE_BREAK.join(texts)
    if not text.strip():
        raise _why_no_text(layer, recognition)
    confidence = _confidence(texts, recognised)
    return Extracted(
        FileType.PDF,
        text,
        pages=len(texts),
        warnings=(
            *layer.warnings,
            *_about_recognition(layer, limits, recognition),
            *cautions,
            *more,
            *_doubt(confidence),
        ),
        confidence=confidence,
        ocr=tuple(sorted(recognised)),
    )


def _numbered(pages: Sequence[str]) -> list[tuple[int, str]]:
    # A page has no page break inside: pages could not be counted.
    return [(n, text.replace(PAGE_BREAK, "\n")) for n, text in enumerate(pages, start=1)]


def _why_no_text(layer: Layer, recognition: Recognition | None) -> Refused:
    if not layer.unread:
        large = layer.pages_with(Caution.PAGES_TOO_LARGE)
        return Refused(Reason.PICTURES_TOO_BIG if large else Reason.NO_TEXT)
    if recognition is None:
        return Refused(Reason.NO_OCR, pages=list(layer.unread))
    if recognition.failed in (Reason.TIME, Reason.MEMORY):
        return Refused(recognition.failed)
    return Refused(Reason.OCR_FAILED if recognition.failed else Reason.NO_TEXT)


def _about_recognition(
    layer: Layer, limits: Limits, recognition: Recognition | None
) -> list[Warned]:
    if not layer.unread:
        return []
    unread = list(layer.unread)
    if recognition is None:
        return [Warned(Caution.OCR_ABSENT, {"pages": unread})]
    warnings = []
    read = [one.page for one in recognition.pages if one.text.strip()]
    over = unread[limits.ocr_pages :]
    without = [page for page in unread if page not in read and page not in over]
    if read:
        warnings.append(Warned(Caution.PAGES_RECOGNISED, {"pages": read}))
    if over:
        warnings.append(Warned(Caution.OCR_LIMIT, {"pages": over, "limit": limits.ocr_pages}))
    if without:
        code = Caution.OCR_FAILED if recognition.failed else Caution.PAGES_WITHOUT_TEXT
        warnings.append(Warned(code, {"pages": without}))
    return warnings


def _confidence(texts: Sequence[str], recognised: dict[int, ocr.Recognised]) -> float | None:
    """The pages' mean, each as heavy as it has words."""
    total = heavy = 0.0
    for number, text in enumerate(texts, start=1):
        one = recognised.get(number)
        sure = share_of_syllables(text)
        if one is not None and one.confidence is not None:
            sure = one.confidence
        if sure is not None:
            words = count_words(text)
            total += sure * words
            heavy += words
    return total / heavy if heavy else None


def _doubt(confidence: float | None) -> tuple[Warned, ...]:
    if confidence is None or confidence >= DOUBTFUL:
        return ()
    return (Warned(Caution.DOUBTFUL_WORDS),)


def _clean(text: str) -> tuple[str, list[Warned]]:
    """Unicode in its composed form, old encodings modernised, nothing unprintable left."""
    parts = [modernised(part) for part in text.split(PAGE_BREAK)]
    olds = sorted({old for _, old in parts if old})
    text = PAGE_BREAK.join(part for part, _ in parts)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = UNPRINTABLE.sub("", unicodedata.normalize("NFC", text)).translate(ETH)
    text = MANY_BLANK_LINES.sub("\n\n", SPACES_AT_END.sub("", text))
    warnings = [Warned(Caution.LEGACY_ENCODING, {"encoding": old}) for old in olds]
    told = [part for part, old in parts if old is None and part.strip()]
    if olds and any((share_of_syllables(part) or 0) >= DOUBTFUL for part in told):
        warnings.append(Warned(Caution.MIXED_ENCODINGS))
    return text, warnings

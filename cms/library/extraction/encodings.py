"""Bytes of a text file → text: by its mark, else by which reading is Vietnamese."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from cms.legaltext.syllables import share_of_syllables

from .legacy import DECODERS

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
SAMPLE = 200_000
# Control characters that no text holds, in any of the encodings; NUL is looked at apart.
BINARY = bytes(set(range(1, 32)) - {9, 10, 12, 13, 26, 27} | {127})
MOST_BINARY = 0.01
# Of Vietnamese text more than half are plain letters and spaces.
PLAIN = frozenset(map(chr, range(32, 127))) | {"\t", "\r", "\n"}
LEAST_PLAIN = 0.4
# windows-1258 spells tones apart; read with it, Latin text has strange pairs, so it must
# be as Vietnamese as this to be believed.
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` as Python or we name it; `replaced`: how many characters could not be read."""

    text: str
    encoding: str
    replaced: int = 0


def looks_like_text(head: bytes) -> bool:
    """Whether the beginning of a file can be text in one of the encodings read here."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16(head):
        return True
    if b"\x00" in head:
        return False
    return len(head) - len(head.translate(None, BINARY)) <= MOST_BINARY * len(head)


def decode(content: bytes, *, declared: bool = False) -> Decoded:
    """The text of `content`; `declared`: an HTML file may say its encoding."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    for encoding in filter(None, (_utf16(content), "utf-8")):
        try:
            return Decoded(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    told = _declared(content) if declared else None
    return _most_vietnamese(content, told)


def _utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Vietnamese text is 0, 1, 3 or 0x1E."""
    sample = content[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    high = bytes((0, 1, 3, 0x1E))
    for encoding, odd in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(odd.translate(None, high)) > 0.02 * len(odd):
            continue
        text = sample.decode(encoding, "ignore")
        plain = sum(character in PLAIN for character in text)
        if "\x00" not in text and plain >= LEAST_PLAIN * len(text):
            return encoding
    return None


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content[:4096])
    if not found:
        return None
    try:
        return codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None


def _most_vietnamese(content: bytes, told: str | None) -> Decoded:
    """Of the readings that are possible, the one with the largest share of syllables."""
    sample = content[:SAMPLE]
    latin = sample.decode("latin-1")
    readings = {name: decoder(latin) for name, decoder in DECODERS.items()}
    readings["windows-1258"] = _read(sample, "windows-1258")
    readings["utf-8"] = _read(sample, "utf-8")
    if told is not None:
        readings.setdefault(told, _read(sample, told))
    shares = {name: share_of_syllables(text) or 0.0 for name, text in readings.items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < ENOUGH:
        best = told or "windows-1258"
    if best in DECODERS:
        return Decoded(DECODERS[best](content.decode("latin-1")), best)
    return _replacing(content, best)


def _read(content: bytes, encoding: str) -> str:
    return unicodedata.normalize("NFC", content.decode(encoding, "replace"))


def _replacing(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(unicodedata.normalize("NFC", text), encoding, text.count("\ufffd"))

"""The encodings that Vietnamese offices used before Unicode: TCVN3 (.VnTime fonts) and VNI.

Files of those years hold one or two Latin-1 characters per letter, and a font that draws
them as Vietnamese. The tables are those of TCVN 5712:1993 (VN3) and of VNI-Windows.
"""

from __future__ import annotations

import re
import unicodedata

from cms.legaltext.syllables import share_of_syllables

# TCVN3 from 0xA1. In fonts whose name ends in H the same codes draw capitals.
_TCVN3 = {
    0xA1: "Ă", 0xA2: "Â", 0xA3: "Ê", 0xA4: "Ô", 0xA5: "Ơ", 0xA6: "Ư", 0xA7: "Đ",
    0xA8: "ă", 0xA9: "â", 0xAA: "ê", 0xAB: "ô", 0xAC: "ơ", 0xAD: "ư", 0xAE: "đ",
    0xB5: "à", 0xB6: "ả", 0xB7: "ã", 0xB8: "á", 0xB9: "ạ",
    0xBB: "ằ", 0xBC: "ẳ", 0xBD: "ẵ", 0xBE: "ắ", 0xC6: "ặ",
    0xC7: "ầ", 0xC8: "ẩ", 0xC9: "ẫ", 0xCA: "ấ", 0xCB: "ậ",
    0xCC: "è", 0xCE: "ẻ", 0xCF: "ẽ", 0xD0: "é", 0xD1: "ẹ",
    0xD2: "ề", 0xD3: "ể", 0xD4: "ễ", 0xD5: "ế", 0xD6: "ệ",
    0xD7: "ì", 0xD8: "ỉ", 0xDC: "ĩ", 0xDD: "í", 0xDE: "ị",
    0xDF: "ò", 0xE1: "ỏ", 0xE2: "õ", 0xE3: "ó", 0xE4: "ọ",
    0xE5: "ồ", 0xE6: "ổ", 0xE7: "ỗ", 0xE8: "ố", 0xE9: "ộ",
    0xEA: "ờ", 0xEB: "ở", 0xEC: "ỡ", 0xED: "ớ", 0xEE: "ợ",
    0xEF: "ù", 0xF1: "ủ", 0xF2: "ũ", 0xF3: "ú", 0xF4: "ụ",
    0xF5: "ừ", 0xF6: "ử", 0xF7: "ữ", 0xF8: "ứ", 0xF9: "ự",
    0xFA: "ỳ", 0xFB: "ỷ", 0xFC: "ỹ", 0xFD: "ý", 0xFE: "ỵ",
}  # fmt: skip

# VNI: the plain letter, then a character for its marks.
_VNI_MARKS = {
    "Ø": "\u0300", "ø": "\u0300", "Ù": "\u0301", "ù": "\u0301", "Û": "\u0309", "û": "\u0309",
    "Õ": "\u0303", "õ": "\u0303", "Ï": "\u0323", "ï": "\u0323",
    "Â": "\u0302", "â": "\u0302", "À": "\u0302\u0300", "à": "\u0302\u0300",
    "Á": "\u0302\u0301", "á": "\u0302\u0301", "Å": "\u0302\u0309", "å": "\u0302\u0309",
    "Ã": "\u0302\u0303", "ã": "\u0302\u0303", "Ä": "\u0302\u0323", "ä": "\u0302\u0323",
    "Ê": "\u0306", "ê": "\u0306", "È": "\u0306\u0300", "è": "\u0306\u0300",
    "É": "\u0306\u0301", "é": "\u0306\u0301", "Ú": "\u0306\u0309", "ú": "\u0306\u0309",
    "Ü": "\u0306\u0303", "ü": "\u0306\u0303", "Ë": "\u0306\u0323", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {
    "Ñ": "Đ", "ñ": "đ", "Ô": "Ơ", "ô": "ơ", "Ö": "Ư", "ö": "ư",
    "Í": "Í", "í": "í", "Ì": "Ì", "ì": "ì", "Æ": "Ỉ", "æ": "ỉ", "Ó": "Ĩ", "ó": "ĩ",
    "Ò": "Ị", "ò": "ị", "Î": "Ỵ", "î": "ỵ",
}  # fmt: skip
_VNI_PAIR = re.compile(f"([AEOUYÔÖaeouyôö])([{''.join(_VNI_MARKS)}])")
_VNI_BARE = re.compile(f"[{''.join(_VNI_LETTERS)}]")

# Text that is right as it stands is left alone; what is taken for another encoding must
# come out nearly all Vietnamese.
RIGHT = 0.85
BETTER_BY = 0.25


# Word processors read the old codes as windows-1252; where that differs from Latin-1 it
# does so below 0xA0, which neither encoding uses for letters.
_TCVN3_TABLE = dict(_TCVN3)


def from_tcvn3(text: str) -> str:
    """TCVN3 read as Latin-1 → Unicode."""
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """VNI-Windows read as Latin-1 → Unicode."""
    marked = _VNI_PAIR.sub(lambda pair: _vni_letter(pair[1]) + _VNI_MARKS[pair[2]], text)
    return unicodedata.normalize("NFC", _VNI_BARE.sub(lambda one: _vni_letter(one[0]), marked))


def _vni_letter(letter: str) -> str:
    return _VNI_LETTERS.get(letter, letter)


DECODERS = {"tcvn3": from_tcvn3, "vni": from_vni}


def modernised(text: str) -> tuple[str, str | None]:
    """The text in Unicode, and the old encoding that it was in ("tcvn3", "vni") or None."""
    as_is = share_of_syllables(text)
    if as_is is None or as_is >= RIGHT or text.isascii():
        return text, None
    candidates = {name: decode(text) for name, decode in DECODERS.items()}
    shares = {name: share_of_syllables(one) or 0.0 for name, one in candidates.items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] >= RIGHT and shares[best] >= as_is + BETTER_BY:
        return candidates[best], best
    return text, None

"""Vietnamese of every age of computing comes out as Unicode, and it is said where from."""

import unicodedata

import pytest

from cms.library.extraction.contract import Caution, Warned
from cms.library.extraction.legacy import _TCVN3, from_tcvn3, from_vni

from .office_files import word
from .pdf_files import pdf

LAW = (
    "Hòa giải ở cơ sở là việc hòa giải viên hướng dẫn, giúp đỡ các bên đạt được thỏa thuận, "
    "tự nguyện giải quyết với nhau các mâu thuẫn, tranh chấp, vi phạm pháp luật theo quy định."
)
VNI_LETTERS = {"đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò"}
VNI_MARKS = {
    "\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï",
    "\u0302": "â", "\u0302\u0300": "à", "\u0302\u0301": "á", "\u0302\u0309": "å",
    "\u0302\u0303": "ã", "\u0302\u0323": "ä", "\u0306": "ê", "\u0306\u0300": "è",
    "\u0306\u0301": "é", "\u0306\u0309": "ú", "\u0306\u0303": "ü", "\u0306\u0323": "ë",
}  # fmt: skip


def as_tcvn3(text: str) -> str:
    """As a program that takes the codes for Latin-1 shows it."""
    codes = {letter: chr(code) for code, letter in _TCVN3.items()}
    return "".join(codes.get(letter, letter) for letter in text)


def as_vni(text: str) -> str:
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    if letter in VNI_LETTERS:
        return VNI_LETTERS[letter]
    parts = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in parts[1:] if mark in "\u0300\u0301\u0309\u0303\u0323"]
    shape = [mark for mark in parts[1:] if mark in "\u0302\u0306"]
    base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in [*tones, *shape]))
    marks = "".join(shape + tones)
    return VNI_LETTERS.get(base, base) + (VNI_MARKS[marks] if marks else "")


def as_windows_1258(text: str) -> bytes:
    """Tones apart, the other marks composed: as Windows 98 saved it."""
    spread = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0309\u0303\u0323")
        rest = "".join(mark for mark in parts if mark not in tones)
        spread += unicodedata.normalize("NFC", rest) + tones
    return spread.encode("windows-1258")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (LAW.encode("utf-8"), None),
        (LAW.encode("utf-8-sig"), None),
        (unicodedata.normalize("NFD", LAW).encode(), None),
        (LAW.encode("utf-16"), None),
        (LAW.encode("utf-16-le"), None),
        (b"\xfe\xff" + LAW.encode("utf-16-be"), None),
        (as_windows_1258(LAW), "windows-1258"),
        (as_tcvn3(LAW).encode("latin-1"), "tcvn3"),
        (as_vni(LAW).encode("latin-1"), "vni"),
    ],
)
def test_a_text_file_is_read_in_the_encoding_that_makes_it_vietnamese(read_here, content, said):
    extracted = read_here(content)

    assert extracted.text == LAW
    told = (Warned(Caution.LEGACY_ENCODING, {"encoding": said}),) if said else ()
    assert extracted.warnings == told


@pytest.mark.parametrize(("spoil", "said"), [(as_tcvn3, "tcvn3"), (as_vni, "vni")])
@pytest.mark.parametrize("build", [pdf, word])
def test_text_typed_for_an_old_font_is_modernised_in_any_type(read_here, spoil, said, build):
    extracted = read_here(build(spoil(LAW)))

    assert extracted.text == LAW
    assert extracted.warnings == (Warned(Caution.LEGACY_ENCODING, {"encoding": said}),)


def test_pages_in_different_encodings_are_each_modernised_and_it_is_said(read_here):
    extracted = read_here(pdf(LAW, as_tcvn3(LAW)))

    assert extracted.text.split("\f") == [LAW, LAW]
    assert {one.code for one in extracted.warnings} == {
        Caution.LEGACY_ENCODING, Caution.MIXED_ENCODINGS,
    }  # fmt: skip


def test_a_web_page_may_say_its_encoding(read_here):
    page = (
        b'<html><meta charset="iso-8859-1"><p>Caf\xe9 \xe0 la carte, d\xe9j\xe0 vu et voil\xe0</p>'
    )
    assert read_here(page).text == "Café à la carte, déjà vu et voilà"


def test_bytes_that_are_no_letters_are_counted(read_here):
    extracted = read_here(b"\xef\xbb\xbf" + LAW.encode() + b"\xff\xff")
    assert Warned(Caution.UNREADABLE_BYTES, {"count": 2}) in extracted.warnings


def test_nothing_unprintable_comes_out(read_here):
    spoilt = LAW.replace(" ", "\u200b \x0c", 1) + "\x00\x07\ufeff"
    assert (
        read_here(word(spoilt.replace("\x00", "").replace("\x07", "").replace("\x0c", ""))).text
        == LAW
    )


@pytest.mark.parametrize("text", ["Nghị định số 15/2014/NĐ-CP", "ĐIỀU KHOẢN THI HÀNH"])
def test_old_tables_read_capitals_too(text):
    assert from_vni(as_vni(text.lower())) == text.lower()
    assert from_tcvn3(as_tcvn3(text.lower())) == text.lower()

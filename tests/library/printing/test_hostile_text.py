"""No text becomes markup, breaks the press, or is lost from the page."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.library.printing.document import Block, PrintedDocument, PrintOptions, Role
from cms.library.printing.manuscript import manuscript, printable
from cms.library.printing.typesetting import typeset

from . import works

HOSTILE = (
    "#panic()",
    '#read("/etc/passwd")',
    "#import sys: inputs",
    "*đậm* _nghiêng_ `mã` $x^2$ <nhãn> @nguồn = Đề mục",
    "\\u{1f4a9} \\ \\\\ \" ' ~ -- --- ...",
    "<script>alert(1)</script> &amp; <b>",
    "]] }} )) [[ {{ ((",
    "/* chú thích */ // hết dòng",
    "%(url)s {0} {{x}} %d",
    "#" * 500,
)


def document(text: str) -> PrintedDocument:
    return PrintedDocument(
        title=text,
        url=works.URL,
        version=1,
        version_date=works.law().version_date,
        kind=text,
        number=text,
        issuing_body=text,
        validity=text,
        summary=text,
        blocks=tuple(Block(role, text, text, text) for role in Role),
    )


def body(text: str) -> PrintedDocument:
    return PrintedDocument(
        title="Nhan đề",
        url=works.URL,
        version=1,
        version_date=works.law().version_date,
        blocks=(Block(Role.TEXT, text=text),),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_stands(text):
    printed = works.words(works.whole_text(works.printed(body(text))))
    assert works.words(text) in printed


@pytest.mark.parametrize("text", HOSTILE)
def test_every_field_takes_what_looks_like_markup(text):
    assert len(works.printed(document(text))) >= 2


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_any_text_in_any_field_is_set(text):
    assert typeset(manuscript(document(text), PrintOptions(), text)).startswith(b"%PDF")


@given(st.text())
def test_printable_text_keeps_every_letter_and_no_control_character(text):
    shown = printable(text)
    assert not any(
        unicodedata.category(letter).startswith("C") for letter in shown if letter not in "\n\u200b"
    )
    kept = [
        letter
        for letter in unicodedata.normalize("NFC", text)
        if not unicodedata.category(letter).startswith("C") and not letter.isspace()
    ]
    assert [letter for letter in shown if letter != "\u200b" and not letter.isspace()] == kept


def test_a_letter_that_no_font_has_does_not_cost_the_rest():
    printed = works.whole_text(works.printed(body("Trước 漢字 sau.")))
    assert "Trước" in printed
    assert "sau." in printed


def test_an_endless_word_stays_on_the_paper():
    page = works.printed(body("W" * 400), large=True)[1]
    reading = page.get_textpage()
    width, _ = page.get_size()
    right = max(reading.get_charbox(index)[2] for index in range(reading.count_chars()))
    assert right < width - 20

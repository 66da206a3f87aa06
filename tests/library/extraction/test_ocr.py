"""Scanned pages are recognised, and it is said which and how surely."""

import difflib

import pytest

from cms.library.extraction import process
from cms.library.extraction.contract import Caution, Reason

from .pdf_files import need_ocr, pdf, scanned

LAW = (
    "Điều 1. Phạm vi điều chỉnh\n"
    "1. Thông tư này quy định về việc công nhận kết quả hòa giải.\n"
    "2. Thông tư này áp dụng đối với hòa giải viên ở cơ sở.\n"
    "a) Hòa giải viên là người được công nhận theo quy định;\n"
    "b) Tổ hòa giải do Chủ tịch Ủy ban nhân dân thành lập."
)
# A text layer whose letters lost their names, as some scanners' programs write it.
DAMAGED = "CnNG HÒA XÃ HnI CHn NGHnA VInT NAM\nnnc lnp - Tn do - Hnnh phúc\nHnnng dnn hòa gini"


def pages(extracted, code):
    return [one.about["pages"] for one in extracted.warnings if one.code is code]


def test_scanned_pages_are_recognised_and_it_is_said(read):
    need_ocr()
    extracted = read(scanned(LAW))

    lines = [line for line in extracted.text.split("\n") if line]
    assert difflib.SequenceMatcher(None, "\n".join(lines), LAW).ratio() > 0.97
    assert lines[0] == "Điều 1. Phạm vi điều chỉnh"
    assert extracted.ocr == (1,)
    assert pages(extracted, Caution.PAGES_RECOGNISED) == [[1]]
    assert extracted.confidence is not None
    assert 0.8 < extracted.confidence < 1


def test_a_page_whose_text_layer_is_nonsense_is_looked_at_too(read):
    need_ocr()
    extracted = read(pdf(LAW, DAMAGED))

    assert extracted.text.split("\f")[0] == LAW
    assert "CnNG" not in extracted.text
    assert pages(extracted, Caution.PAGES_NONSENSE) == [[2]]


def test_pages_beyond_the_limit_are_named(read, monkeypatch):
    monkeypatch.setattr(process.assembling, "can_recognise", lambda: False)
    extracted = read(pdf(LAW, DAMAGED, DAMAGED), ocr_pages=1)
    assert pages(extracted, Caution.OCR_ABSENT) == [[2, 3]]


def test_without_ocr_a_scan_is_refused_with_that_reason(refusal, monkeypatch):
    monkeypatch.setattr(process.assembling, "can_recognise", lambda: False)
    assert refusal(scanned(LAW)) is Reason.NO_OCR


def test_recognition_that_takes_too_long_leaves_the_text_that_there_is(read):
    need_ocr()
    extracted = read(pdf(LAW, DAMAGED), ocr_seconds=1)

    assert extracted.text == LAW + "\f"
    assert pages(extracted, Caution.OCR_FAILED) == [[2]]


def test_a_scan_whose_recognition_takes_too_long_is_refused(refusal):
    need_ocr()
    assert refusal(scanned(LAW), ocr_seconds=1) is Reason.TIME


@pytest.mark.parametrize("text", ["Toa đàm", "A page in plain English about mediation at home"])
def test_what_is_short_or_foreign_is_no_nonsense(read, text):
    assert read(pdf(f"{text} {text}")).ocr == ()

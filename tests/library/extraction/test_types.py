"""What a file is, is said by its content; its text comes out whole and in order."""

import pytest

from cms.library.extraction.contract import Caution, FileType, Reason, Refused

from .office_files import archive, docx, odt, old_word, paragraph, word
from .pdf_files import need, pdf

LAW = (
    "Điều 1. Phạm vi điều chỉnh\n"
    "1. Luật này quy định về nguyên tắc, chính sách của Nhà nước về hòa giải ở cơ sở.\n"
    "a) Hòa giải viên ở cơ sở được công nhận theo quy định của Luật này;"
)
MARKED = "<p>" + "</p><p>".join(LAW.split("\n")) + "</p>"


def cautions(extracted):
    return {one.code for one in extracted.warnings}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(LAW), FileType.PDF),
        (word(*LAW.split("\n")), FileType.DOCX),
        (odt("".join(f"<text:p>{line}</text:p>" for line in LAW.split("\n"))), FileType.ODT),
        (f"<!doctype html><title>Luật</title>{MARKED}".encode(), FileType.HTML),
        (LAW.encode(), FileType.TXT),
    ],
    # Not by the content: archives hold the time, and each worker makes its own.
    ids=["pdf", "docx", "odt", "html", "txt"],
)
def test_each_type_is_known_by_its_content_and_read_whole(read, content, kind):
    extracted = read(content)

    assert extracted.type is kind
    assert extracted.text.strip() == LAW
    assert extracted.warnings == ()
    assert extracted.confidence == 1.0
    assert extracted.ocr == ()


def test_an_old_word_file_is_read_by_the_reader_installed(read_here):
    need("antiword")
    extracted = read_here(old_word(LAW))
    assert extracted.type is FileType.DOC
    assert extracted.text.split() == LAW.split()


def test_without_a_reader_of_old_word_files_the_reason_is_said(refusal, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(old_word(LAW)) is Reason.NO_DOC_READER


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\t ", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, Reason.UNKNOWN_TYPE),
        (b"MZ\x90\x00\x03" + bytes(500), Reason.UNKNOWN_TYPE),
        (rb"{\rtf1\ansi Lu\'e2t}", Reason.UNKNOWN_TYPE),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Reason.UNKNOWN_TYPE),
        (archive({"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<T/>"}), Reason.UNKNOWN_TYPE),
        (archive({"doc.txt": "văn bản"}), Reason.UNKNOWN_TYPE),
        (b"PK\x03\x04 and nothing more", Reason.BROKEN),
    ],
)
def test_what_is_none_of_the_types_is_refused(read_here, content, reason):
    with pytest.raises(Refused) as caught:
        read_here(content)
    assert caught.value.reason is reason


def test_a_pdf_that_ends_as_an_archive_is_a_pdf_and_says_so(read_here):
    extracted = read_here(pdf(LAW) + archive({"evil.js": "alert(1)"}))

    assert extracted.type is FileType.PDF
    assert cautions(extracted) == {Caution.ALSO_ARCHIVE}


def test_pages_are_parted_by_form_feeds(read_here):
    extracted = read_here(pdf("Trang thứ nhất của văn bản này", "", "Trang thứ ba của văn bản này"))

    assert extracted.pages == 3
    assert extracted.text.split("\f") == [
        "Trang thứ nhất của văn bản này", "", "Trang thứ ba của văn bản này",
    ]  # fmt: skip


def test_numbers_that_word_draws_are_written_out(read_here):
    body = (
        paragraph("Phạm vi", depth=0)
        + paragraph("Luật này", depth=1)
        + paragraph("Không áp dụng", depth=1)
        + paragraph("hòa giải ở Tòa án", depth=2)
        + paragraph("hòa giải thương mại", depth=2)
        + paragraph("Giải thích từ ngữ", depth=0)
        + paragraph("Hòa giải ở cơ sở", depth=1)
    )
    assert read_here(docx(body)).text == (
        "Điều 1. Phạm vi\n1. Luật này\n2. Không áp dụng\na) hòa giải ở Tòa án\n"
        "b) hòa giải thương mại\nĐiều 2. Giải thích từ ngữ\n1. Hòa giải ở cơ sở"
    )


def test_deleted_text_of_a_word_file_stays_out_and_is_mentioned(read_here):
    deleted = "<w:del><w:r><w:delText>mười</w:delText><w:t>mười</w:t></w:r></w:del>"
    added = "<w:ins><w:r><w:t>năm ngày làm việc</w:t></w:r></w:ins>"
    extracted = read_here(docx(f"<w:p><w:r><w:t>Trong </w:t></w:r>{deleted}{added}</w:p>"))

    assert extracted.text == "Trong năm ngày làm việc"
    assert cautions(extracted) == {Caution.TRACKED_CHANGES}


def test_a_row_of_a_table_is_a_line(read_here):
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("STT", "Họ và tên", "Xã"))
    assert read_here(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text == "STT\tHọ và tên\tXã"


def test_numbers_of_an_opendocument_list_are_written_out(read_here):
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-suffix="."/><text:list-level-style-number'
        ' text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    )
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>Hòa giải viên</text:p>'
        "<text:list><text:list-item><text:p>công dân Việt Nam</text:p></text:list-item>"
        "<text:list-item><text:p>có uy<text:s text:c='2'/>tín</text:p></text:list-item>"
        "</text:list></text:list-item><text:list-item><text:p>Tổ hòa giải</text:p>"
        "</text:list-item></text:list>"
    )
    assert read_here(odt(body, styles=styles)).text == (
        "1. Hòa giải viên\na) công dân Việt Nam\nb) có uy  tín\n2. Tổ hòa giải"
    )


def test_of_a_web_page_only_what_is_seen_is_read(read_here):
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><h1>Hòa giải ở cơ sở</h1>"
        "<script>document.write('xấu')</script><p>Tự nguyện&nbsp;của <b>các</b>\n bên</p>"
        "<table><tr><td>Một</td><td>Hai</td></tr></table><iframe src='http://10.0.0.1/'></iframe>"
    )
    assert read_here(page.encode()).text == "Hòa giải ở cơ sở\nTự nguyện của các bên\nMột\tHai"


def test_a_word_file_of_scans_is_said_to_have_unread_pictures(read_here):
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    extracted = read_here(docx(paragraph("Có ảnh chụp kèm theo đây") + picture))
    assert cautions(extracted) == {Caution.PICTURES_UNREAD}

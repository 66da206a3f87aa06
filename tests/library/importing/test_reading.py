"""Rows of corpora and tables become documents; what is wrong is told, row by row."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from cms.library.importing import corpora, tables
from cms.library.importing.records import Malformed, Problem, Record, read_date
from cms.library.vocabulary import DocumentType, RelationKind


def article(number: int, text: str, **more: object) -> dict[str, object]:
    return {
        "id": f"4.2.LQ.{number}",
        "title": f"Tên điều {number}",
        "text": text,
        "law_type": "Luật",
        "law_number": "35/2013/QH13",
        "article": str(number),
        "demuc_name": "Hòa giải ở cơ sở",
        "effective": "01/01/2014",
        **more,
    }


def read(path: Path) -> tuple[list[Record], list[Problem]]:
    problems: list[Problem] = []
    source = tables if path.is_dir() else corpora
    return list(source.records_of(path, problems.append)), problems


def lines(path: Path, *rows: object) -> Path:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)
    return path


def test_articles_are_put_together_in_the_order_of_their_numbers(tmp_path):
    rows = [article(10, "Mười."), article(2, "Hai."), article(1, "1. Một.")]
    [record], problems = read(lines(tmp_path / "law.jsonl.gz", *rows))
    assert record.title == "Luật Hòa giải ở cơ sở"
    assert record.type == DocumentType.LAW
    assert record.issuers == ("Quốc hội",)
    assert record.effective_from == date(2014, 1, 1)
    assert record.text == (
        "Điều 1. Tên điều 1\n1. Một.\n\nĐiều 2. Tên điều 2\nHai.\n\nĐiều 10. Tên điều 10\nMười."
    )
    assert problems == []


def test_the_headings_above_an_article_each_have_a_line_of_their_own(tmp_path):
    above = "Phần nhất QUY ĐỊNH CHUNG Chương I NGUYÊN TẮC Mục 1 TỰ NGUYỆN"
    rows = [article(1, "Một.", chapter=above), article(2, "Hai.", chapter="Mục 2 KHÁCH QUAN")]
    [record], _ = read(lines(tmp_path / "law.jsonl", *rows))
    assert record.text.split("\n\n") == [
        "Phần thứ nhất\nQUY ĐỊNH CHUNG",
        "Chương I\nNGUYÊN TẮC",
        "Mục 1\nTỰ NGUYỆN",
        "Điều 1. Tên điều 1\nMột.",
        "Mục 2\nKHÁCH QUAN",
        "Điều 2. Tên điều 2\nHai.",
    ]


def test_what_stands_before_the_body_is_no_part_of_its_name(tmp_path):
    agency = "Thủ tướng Chính phủ về chính sách ngày 26/10/2012 của Bộ Tài chính và Bộ Y tế"
    [record], _ = read(lines(tmp_path / "law.jsonl", article(1, "Một.", agency=agency)))
    assert record.issuers == ("Bộ Tài chính", "Bộ Y tế")


def test_a_row_that_cannot_be_read_is_told_whole_and_stops_nothing(tmp_path):
    path = lines(tmp_path / "law.jsonl", "{broken", article(1, "", title=""), article(2, "Hai."))
    [record], problems = read(path)
    assert record.text.endswith("Hai.")
    assert [(one.row, one.lost) for one in problems] == [
        ("law.jsonl:1", True),
        ("law.jsonl:2", True),
    ]
    assert problems[0].content == "{broken"


def test_an_article_repeated_word_for_word_is_one_and_a_second_wording_is_told(tmp_path):
    rows = [article(1, "Một."), article(1, "Một."), article(1, "Một, và thêm nữa.")]
    [record], [problem] = read(lines(tmp_path / "law.jsonl", *rows))
    assert record.text == "Điều 1. Tên điều 1\nMột, và thêm nữa."
    assert (problem.field, problem.lost) == ("article", False)


def test_a_date_that_is_none_is_told_and_the_document_still_comes(tmp_path):
    [record], [problem] = read(
        lines(tmp_path / "law.jsonl", article(1, "Một.", effective="31/02/2014"))
    )
    assert record.effective_from is None
    assert (problem.field, problem.content) == ("effective", "31/02/2014")


def test_the_gazettes_relations_are_of_the_one_that_does_or_of_the_other(tmp_path):
    row = {
        "type": "Nghị định",
        "number": "15/2014/NĐ-CP",
        "agency": "CHÍNH PHỦ",
        "issued": "27/02/2014",
        "title": "Nghị định số 15/2014/NĐ-CP quy định chi tiết Luật Hòa giải ở cơ sở.",
        "relations": {
            "Văn bản căn cứ": ["35/2013/QH13", "15/2014/NĐ-CP"],
            "Văn bản thay thế/bãi bỏ/hủy bỏ/đình chỉ một phần": ["1/2020/NĐ-CP"],
            "Văn bản lạ": ["2/2020/NĐ-CP"],
        },
    }
    [record], [problem] = read(lines(tmp_path / "gazette.jsonl", row))
    based, replaced = record.relations
    assert (based.kind, based.number, based.inverse) == (
        RelationKind.BASED_ON,
        "35/2013/QH13",
        False,
    )
    assert (replaced.kind, replaced.partial, replaced.inverse) == (
        RelationKind.REPLACES,
        True,
        True,
    )
    assert record.issuers == ("Chính phủ",)
    assert problem.field == "relations"


HEADER = ["Tệp", "Tên", "Loại", "Số, ký hiệu", "Cơ quan ban hành", "Ngày ban hành", "Căn cứ"]
ROW = ["a.txt", "Sổ tay", "Sổ tay", "", "Sở Tư pháp; Hội Luật gia", "20/06/2024", "35/2013/QH13"]


def test_a_csv_table_says_what_the_files_of_a_folder_are(tmp_path):
    (tmp_path / "a.txt").write_text("Nội dung")
    (tmp_path / "bang.csv").write_text(
        ";".join(HEADER) + "\n" + ";".join(f'"{one}"' for one in ROW)
    )
    [record], problems = read(tmp_path)
    assert (record.title, record.type) == ("Sổ tay", DocumentType.HANDBOOK)
    assert record.issuers == ("Sở Tư pháp", "Hội Luật gia")
    assert record.issued_on == date(2024, 6, 20)
    assert record.file == tmp_path / "a.txt"
    assert [one.number for one in record.relations] == ["35/2013/QH13"]
    assert problems == []


def test_a_workbook_says_the_same(tmp_path):
    (tmp_path / "a.txt").write_text("Nội dung")
    book = Workbook()
    book.active.append(HEADER)
    book.active.append([*ROW[:5], date(2024, 6, 20), None])
    book.save(tmp_path / "bang.xlsx")
    [record], problems = read(tmp_path)
    assert (record.title, record.issued_on) == ("Sổ tay", date(2024, 6, 20))
    assert problems == []


def test_files_outside_the_folder_are_not_read_and_those_left_over_are_told(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("bí mật")
    (folder / "left.txt").write_text("thừa")
    (folder / "bang.csv").write_text("Tệp,Tên\n../secret.txt,Một\n,\n")
    [record], problems = read(folder)
    assert record.file is None
    assert [one.field for one in problems] == ["file", "file"]
    assert problems[1].row == "left.txt"


def test_a_folder_without_a_table_is_refused(tmp_path):
    with pytest.raises(tables.NoTable):
        read(tmp_path)


@pytest.mark.parametrize("value", ["20/06/2013", "2013-06-20", "20-6-2013", "2013-06-20 00:00:00"])
def test_dates_are_read_as_people_write_them(value):
    assert read_date(value) == date(2013, 6, 20)


def test_what_is_no_date_is_refused():
    with pytest.raises(Malformed):
        read_date("Công báo")

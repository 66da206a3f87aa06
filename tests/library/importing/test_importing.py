"""An import can be stopped and run again; it adds what is missing and takes nothing away."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.library.importing import storing
from cms.library.importing.records import Problem, Record, Relation
from cms.library.importing.reporting import Report
from cms.library.importing.storing import Importer
from cms.library.models import DocumentPage
from cms.library.vocabulary import DocumentType, RelationKind
from cms.publishing.models import Entry
from cms.publishing.relay import relay

pytestmark = pytest.mark.django_db

TEXT = "Điều 1. Phạm vi\n1. Một.\n2. Hai theo Điều 2 Luật Đất đai.\nĐiều 2. Hiệu lực\nCó hiệu lực."


def law(number: str = "35/2013/QH13", **columns: object) -> Record:
    return Record(row="law.jsonl:1", title=f"Luật số {number}", type=DocumentType.LAW,
                  number=number, text=TEXT, **columns)  # type: ignore[arg-type]  # fmt: skip


def run(shelf, *records: Record, **options: object) -> tuple[Importer, list[Problem]]:
    problems: list[Problem] = []
    importer = Importer(shelf.page, problems.append, **options)  # type: ignore[arg-type]
    list(importer.put(records))
    list(importer.finish())
    return importer, problems


def test_imported_documents_are_published_with_their_provisions(shelf):
    run(shelf, law(issuers=("Quốc hội",), fields=("Hòa giải ở cơ sở",)), law("1/2020/QH14"))
    relay()
    pages = DocumentPage.objects.order_by("pk")
    assert [page.number for page in pages] == ["35/2013/QH13", "1/2020/QH14"]
    assert [page.url_path for page in pages] == [
        f"{shelf.page.url_path}35-2013-qh13/",
        f"{shelf.page.url_path}1-2020-qh14/",
    ]
    entries = Entry.objects.filter(kind="document", withdrawn_at=None)
    assert entries.count() == 2
    assert "dieu-1-khoan-2" in [part.anchor for part in entries.first().parts.all()]


def test_the_tree_of_pages_stays_whole(shelf):
    run(shelf, law(), law("1/2020/QH14"))
    shelf.page.refresh_from_db()
    assert shelf.page.numchild == 2
    assert not any(DocumentPage.find_problems())
    assert shelf.page.add_child(instance=DocumentPage(title="Thêm", slug="them")).pk


def test_a_second_import_changes_nothing(shelf):
    run(shelf, law())
    before = list(DocumentPage.objects.values())
    importer, _ = run(shelf, law())
    assert (importer.outcome.created, importer.outcome.unchanged) == (0, 1)
    assert list(DocumentPage.objects.values()) == before


def test_what_is_missing_is_added_and_what_editors_wrote_stays(shelf):
    run(shelf, law(signer="Người Cũ"))
    more = law(signer="Người Mới", issued_on=date(2013, 6, 20), issuers=("Quốc hội",))
    importer, _ = run(shelf, more)
    page = DocumentPage.objects.get()
    assert importer.outcome.completed == 1
    assert (page.signer, page.issued_on) == ("Người Cũ", date(2013, 6, 20))
    assert [issuer.body.name for issuer in page.issuers.all()] == ["Quốc hội"]


def test_a_document_on_an_editors_desk_is_left_alone_and_told(shelf):
    run(shelf, law())
    page = DocumentPage.objects.get()
    page.title = "Bản nháp"
    page.save_revision()
    importer, [problem] = run(shelf, law(issued_on=date(2013, 6, 20)))
    assert problem.lost
    assert importer.outcome.completed == 0
    assert DocumentPage.objects.get().issued_on is None


def test_a_relation_said_of_another_document_is_added_to_that_one(shelf):
    later = law("1/2020/QH14")
    earlier = law(relations=(Relation(RelationKind.REPLACES, "1/2020/QH14", inverse=True),))
    run(shelf, earlier, later)
    [relation] = DocumentPage.objects.get(number="1/2020/QH14").relations.all()
    assert relation.kind == RelationKind.REPLACES
    assert relation.target.number == "35/2013/QH13"
    run(shelf, earlier, later)
    assert DocumentPage.objects.get(number="1/2020/QH14").relations.count() == 1


def test_a_relation_of_a_document_that_is_not_there_is_told(shelf):
    relation = Relation(RelationKind.REPLACES, "9/2020/QH14", inverse=True)
    _, [problem] = run(shelf, law(relations=(relation,)))
    assert "9/2020/QH14" in problem.content


def test_an_import_that_was_killed_goes_on_where_it_was(shelf, monkeypatch):
    monkeypatch.setattr(storing, "BATCH", 2)
    everything = [law(f"{number}/2020/QH14") for number in range(1, 6)]

    def killed():
        yield from everything[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Importer(shelf.page, lambda problem: None).put(killed()))
    assert DocumentPage.objects.count() == 2
    importer, _ = run(shelf, *everything)
    assert (importer.outcome.created, importer.outcome.unchanged) == (3, 2)
    assert DocumentPage.objects.count() == 5


def test_a_dry_run_writes_nothing_and_counts(shelf):
    importer, _ = run(shelf, law(), law("1/2020/QH14"), dry=True)
    assert importer.outcome.created == 2
    assert not DocumentPage.objects.exists()


def test_the_command_imports_a_file_and_reports_what_it_could_not(shelf, tmp_path):
    row = {"id": "1", "law_type": "Luật", "law_number": "35/2013/QH13", "article": "1",
           "title": "Phạm vi", "text": "Một."}  # fmt: skip
    path = tmp_path / "law.jsonl"
    path.write_text(f"{json.dumps(row)}\n=broken\n")
    out, report = StringIO(), tmp_path / "report.csv"
    call_command("import_documents", path, report=report, no_publish=True, stdout=out)
    assert "1 created" in out.getvalue()
    [_, told] = csv.reader(report.open(encoding="utf-8-sig"))
    assert told[0] == "law.jsonl:2"
    assert told[-1] == "'=broken"


def test_the_command_imports_a_folder_of_files_with_their_text(shelf, tmp_path):
    (tmp_path / "so-tay.txt").write_text(TEXT)
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "bang.csv").write_text(
        "Tệp,Tên,Loại\nso-tay.txt,Sổ tay,Sổ tay\nhong.pdf,Tệp hỏng,Sổ tay\n"
    )
    call_command(
        "import_documents", tmp_path, report=tmp_path / "r", no_publish=True, stdout=StringIO()
    )
    page = DocumentPage.objects.get(title="Sổ tay")
    assert page.text == TEXT
    assert page.file is not None
    # One that cannot be read comes all the same, and what to do about it stands in the report.
    assert DocumentPage.objects.get(title="Tệp hỏng").file is not None
    assert "Không đọc được chữ nào. Tệp bị hỏng hoặc thiếu." in (tmp_path / "r").read_text()


def test_a_path_that_is_neither_is_refused(shelf, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_documents", Path(tmp_path / "nothing"), no_publish=True)


def test_a_clean_import_leaves_no_report(tmp_path):
    with Report(tmp_path / "report.csv"):
        pass
    assert not (tmp_path / "report.csv").exists()

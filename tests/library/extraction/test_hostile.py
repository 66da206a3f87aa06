"""A hostile or broken file ends as a reason, soon, and takes nothing with it."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cms.library.extraction.contract import Limits, Reason
from cms.library.extraction.process import extract
from tests import patience

from .office_files import archive, docx, odt, old_word, paragraph, word
from .pdf_files import encrypted, forms_within_forms, huge_picture, pdf

MIB = 1024 * 1024
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
INSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'
WORDS = "Hòa giải viên ở cơ sở giúp các bên đạt được thỏa thuận"


@pytest.fixture
def on_path(tmp_path, monkeypatch):
    """Puts a program before all others, to do in the child what a real parser does at its worst."""

    def put(name: str, script: str) -> None:
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return put


@pytest.mark.parametrize("trick", [LAUGHS, INSIDE, OUTSIDE], ids=["laughs", "file", "address"])
def test_xml_with_a_document_type_is_refused(refusal, trick):
    name = "i" if trick is LAUGHS else "x"
    body = paragraph("NAME").replace("NAME", f"&{name};")
    assert refusal(docx(body, before=trick)) is Reason.UNSAFE


def test_a_zip_bomb_is_stopped_while_it_unpacks(refusal):
    bomb = docx("", members={"word/document.xml": b"<a>" + b" " * (80 * MIB)})
    assert len(bomb) < MIB
    assert refusal(bomb) is Reason.UNPACKS_TOO_BIG


def test_a_bomb_in_a_part_beside_the_text_is_stopped_too(refusal):
    bomb = docx(paragraph(WORDS), members={"word/styles.xml": b"<a>" + b" " * (40 * MIB)})
    assert refusal(bomb) is Reason.UNPACKS_TOO_BIG


def test_an_archive_of_too_many_parts_is_refused(refusal):
    parts = {f"word/{number}.xml": "" for number in range(10_001)}
    assert refusal(docx(paragraph(WORDS), members=parts)) is Reason.UNPACKS_TOO_BIG


def test_elements_nested_without_end_are_refused(refusal):
    deep = "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000
    assert refusal(docx(deep), unpacked_ratio=10_000) in {Reason.BROKEN, Reason.CRASHED}


def test_a_tree_that_needs_more_memory_than_allowed_is_refused(refusal):
    heavy = docx("<w:p/>" * 2_000_000)
    reason = refusal(heavy, memory_bytes=160 * MIB, unpacked_ratio=10_000)
    assert reason in {Reason.MEMORY, Reason.CRASHED}


def test_a_pdf_closed_by_a_password_is_refused(refusal):
    assert refusal(encrypted("mật khẩu")) is Reason.ENCRYPTED


def test_a_pdf_that_only_forbids_copying_is_read_and_says_so(read):
    extracted = read(encrypted())
    assert extracted.text.startswith("Cac ben tu nguyen")
    assert [one.code for one in extracted.warnings] == ["rights-locked"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_truncated_pdf_is_refused(refusal, share):
    content = pdf(WORDS)
    assert refusal(content[: int(len(content) * share)]) is Reason.BROKEN


def test_a_truncated_word_file_is_refused(refusal):
    content = word(*[WORDS] * 50)
    assert refusal(content[: len(content) // 2]) is Reason.BROKEN


def test_a_pdf_of_ten_thousand_pages_is_refused(refusal):
    assert refusal(pdf(*["a"] * 10_000)) is Reason.TOO_MANY_PAGES


def test_a_picture_of_billions_of_pixels_is_never_unpacked(refusal):
    assert refusal(huge_picture()) is Reason.PICTURES_TOO_BIG


def test_a_page_that_never_ends_is_stopped_by_the_clock(refusal):
    began = time.monotonic()
    # Soon enough that the clock comes before the limit of memory, to which it also grows.
    assert refusal(forms_within_forms(), seconds=1) is Reason.TIME
    assert time.monotonic() - began < 60


def test_a_text_longer_than_any_law_is_refused(refusal):
    assert refusal(b"dieu khoan " * 1_000, text_characters=5_000) is Reason.TOO_MUCH_TEXT


def test_a_file_larger_than_allowed_is_not_even_opened(refusal):
    assert refusal(pdf(WORDS), file_bytes=100) is Reason.TOO_BIG


def test_a_parser_that_crashes_is_a_reason(refusal, on_path):
    on_path("antiword", "kill -SEGV $PPID; sleep 5")
    assert refusal(old_word(WORDS)) is Reason.CRASHED


def test_what_a_hanging_parser_has_started_ends_with_it(refusal, on_path, tmp_path):
    on_path("antiword", f"sleep 300 & echo $! > {tmp_path}/pid; wait")
    assert refusal(old_word(WORDS), seconds=5) is Reason.TIME
    patience.until(lambda: _is_gone(int((tmp_path / "pid").read_text())))


def _is_gone(pid: int) -> bool:
    """A zombie has ended: only its parent has not looked yet."""
    try:
        return "zombie" in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_the_child_has_no_network_no_secret_and_writes_only_its_folder(read, on_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    on_path("antiword", "env; cat /proc/net/dev | wc -l")
    text = read(old_word(WORDS)).text
    assert "geheim" not in text
    assert "SECRET_KEY" not in text
    assert "DATABASE" not in text


def test_python_in_the_child_cannot_connect():
    code = (
        "import os; from cms.library.extraction.sandbox import confine;"
        "confine(memory_bytes=2**30, cpu_seconds=9, written_bytes=9, parent=os.getppid());"
        "import socket; socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr


def test_the_child_dies_with_a_worker_that_is_killed(tmp_path, on_path):
    on_path("antiword", f"echo $PPID > {tmp_path}/pid; sleep 300")
    (tmp_path / "old.doc").write_bytes(old_word(WORDS))
    code = (
        "from cms.library.extraction.process import extract;"
        f"extract(open({str(tmp_path / 'old.doc')!r}, 'rb'))"
    )
    worker = subprocess.Popen([sys.executable, "-c", code])
    try:
        child = _written(tmp_path / "pid")
    finally:
        worker.kill()
        worker.wait()
    patience.until(lambda: not Path(f"/proc/{child}").exists())


def _written(path: Path) -> int:
    patience.until(lambda: path.exists() and bool(path.read_text().strip()))
    return int(path.read_text())


def test_one_that_loses_its_claim_stops_the_child():
    """The beat raises when another worker has taken the file over."""

    class TakenOver(Exception):
        pass

    def beat() -> None:
        raise TakenOver

    with pytest.raises(TakenOver):
        extract(io.BytesIO(forms_within_forms()), Limits(seconds=30), beat)


def test_encrypted_office_files_are_refused(refusal):
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": manifest,
        "content.xml": "not xml any more",
    }
    assert refusal(archive(members)) is Reason.ENCRYPTED


def test_a_file_without_any_text_is_refused(refusal):
    assert refusal(odt("<text:p/>")) is Reason.NO_TEXT
    assert refusal(pdf("")) is Reason.NO_TEXT

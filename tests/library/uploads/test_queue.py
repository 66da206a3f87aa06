"""A file that was uploaded is read once, whatever dies meanwhile."""

import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.library.extraction.contract import Extracted, FileType, Reason
from cms.library.models import SourceFile
from cms.library.uploads import extracting, storing
from cms.library.uploads.models import State
from cms.publishing.jobs import SLOW_QUEUE, run_jobs, run_slow_jobs
from tests import patience
from tests.library.extraction.office_files import old_word, word
from tests.library.extraction.pdf_files import encrypted, pdf

from .conftest import LAW

pytestmark = pytest.mark.django_db
LONG_AFTER = timedelta(hours=1)


def test_the_worker_reads_an_uploaded_file(desk):
    source = desk.store()
    assert source.state == State.QUEUED

    while run_jobs():
        source.refresh_from_db()
        assert source.state == State.QUEUED
    assert run_slow_jobs() == 1
    assert run_slow_jobs() == 0

    source.refresh_from_db()
    assert source.state == State.DONE
    assert source.text == LAW
    assert (source.type, source.warnings, source.confidence) == (FileType.DOCX, [], 1.0)


def test_the_worker_is_told_of_both_queues():
    assert "cms.publishing.jobs.run_jobs" in settings.WORKER_STEPS
    assert "cms.publishing.jobs.run_slow_jobs" in settings.WORKER_STEPS
    assert "cms.library.uploads.extracting.recover_lost" in settings.WORKER_STEPS


def test_an_upload_that_is_rolled_back_leaves_no_job(desk, django_user_model):
    user = django_user_model.objects.create_user("an")
    with pytest.raises(RuntimeError), transaction.atomic():
        storing.store(SimpleUploadedFile("a.txt", LAW.encode()), desk.library, None, user)
        raise RuntimeError

    assert not SourceFile.objects.exists()
    assert not DBTaskResult.objects.filter(queue_name=SLOW_QUEUE).exists()


@pytest.mark.parametrize(
    ("content", "reason", "word"),
    [(encrypted("x"), Reason.ENCRYPTED, "mật khẩu"), (pdf("a")[:200], Reason.BROKEN, "hỏng")],
)
def test_a_file_that_cannot_be_read_ends_with_the_reason_in_words(desk, content, reason, word):
    source = desk.read(content, "x.pdf")

    assert (source.state, source.reason) == (State.FAILED, reason)
    assert word in source.why


def test_a_lying_name_is_mentioned(desk):
    source = desk.read(pdf("Hòa giải viên giúp các bên thỏa thuận"), "luat.docx")

    assert source.type == FileType.PDF
    assert source.original.filename.endswith(".pdf")
    assert source.cautions == ["Theo nội dung, đây là tệp PDF, không phải như tên tệp."]


def test_a_job_that_comes_twice_does_nothing_more(desk, monkeypatch):
    source = desk.read()
    monkeypatch.setattr(extracting, "extract", lambda *_: pytest.fail("read again"))

    extracting.extract_file.call(source.pk)
    extracting.extract_file.call(source.pk + 1)


def test_a_file_is_read_by_one_worker_at_a_time(desk):
    source = desk.store()
    assert extracting._claim(source.pk)
    assert extracting._claim(source.pk) is None


def test_what_a_dead_worker_left_is_queued_and_read_again(desk):
    source = desk.store()
    DBTaskResult.objects.all().delete()
    extracting._claim(source.pk)

    assert extracting.recover(timezone.now()) == 0
    assert extracting.recover(timezone.now() + LONG_AFTER) == 1
    assert run_slow_jobs() == 1

    source.refresh_from_db()
    assert (source.state, source.attempt) == (State.DONE, 2)


def test_a_file_that_kills_its_worker_each_time_is_given_up(desk):
    source = desk.store()
    for _ in range(extracting.MOST_ATTEMPTS):
        extracting._claim(source.pk)
        extracting.recover(timezone.now() + LONG_AFTER)

    source.refresh_from_db()
    assert (source.state, source.reason) == (State.FAILED, Reason.WORKER_LOST)


def test_a_job_lost_between_two_lines_of_a_worker_is_made_again(desk):
    """The worker has taken the job, and died before it claimed the file."""
    source = desk.store()
    DBTaskResult.objects.update(status="RUNNING")

    assert extracting.recover(timezone.now()) == 0
    later = timezone.now() + LONG_AFTER
    assert extracting.recover(later) == 1
    assert extracting.recover(later) == 0
    assert run_slow_jobs() == 1
    source.refresh_from_db()
    assert source.state == State.DONE


def test_a_late_answer_does_not_overwrite_a_newer_one(desk, monkeypatch):
    """A worker thought dead comes back after another has read the file."""
    source = desk.store()

    def slow(*_):
        SourceFile.objects.update(state=State.DONE, claim="another", text="mới")
        return Extracted(FileType.TXT, "cũ")

    monkeypatch.setattr(extracting, "extract", slow)
    extracting.extract_file.call(source.pk)

    source.refresh_from_db()
    assert source.text == "mới"


def test_a_worker_that_is_asked_to_end_leaves_the_file_to_the_next(desk, monkeypatch):
    source = desk.store()
    monkeypatch.setattr(extracting, "is_stopping", lambda: True)
    monkeypatch.setattr(extracting, "extract", lambda file, limits, beat: beat())

    assert run_slow_jobs() == 1

    source.refresh_from_db()
    assert (source.state, source.attempt) == (State.QUEUED, 0)
    assert DBTaskResult.objects.ready().filter(queue_name=SLOW_QUEUE).count() == 1


def test_a_file_whose_original_is_gone_says_so(desk):
    source = desk.store()
    source.original.delete()
    run_slow_jobs()

    source.refresh_from_db()
    assert (source.state, source.reason) == (State.FAILED, Reason.FILE_MISSING)


def test_retrying_reads_from_the_beginning(desk):
    source = desk.read(b"\x00\x01\x02\x03" * 50, "hong.pdf")
    assert source.state == State.FAILED
    assert extracting.retry(source)
    assert not extracting.retry(source)

    assert run_slow_jobs() >= 1
    source.refresh_from_db()
    assert source.reason == Reason.UNKNOWN_TYPE


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_outright_while_it_reads_loses_nothing(desk, tmp_path, monkeypatch):
    """kill -9 in the middle of a real extraction, in a process of its own."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        database = f"sqlite:///{connection.settings_dict['NAME']}"
    else:
        server = urlsplit(os.environ["TEST_DATABASE_URL"])
        database = server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    slow = tmp_path / "antiword"
    slow.write_text(f"#!/bin/sh\ntouch {tmp_path}/reading\nsleep 300\n")
    slow.chmod(0o755)
    source = desk.store(old_word(LAW), "luat.doc")
    code = (
        "import django; django.setup();"
        "from cms.library.uploads.extracting import extract_file;"
        f"extract_file.call({source.pk})"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.library.uploads.worker_settings",
            "TEST_DATABASE_URL": database,
            "WORKER_MEDIA": str(settings.MEDIA_ROOT),
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
        },
    )
    try:
        patience.until((tmp_path / "reading").exists)
    finally:
        worker.kill()
        worker.wait()

    source.refresh_from_db()
    assert source.state == State.EXTRACTING
    monkeypatch.setattr(extracting, "extract", lambda *_: Extracted(FileType.DOC, LAW))
    DBTaskResult.objects.all().delete()
    assert extracting.recover(timezone.now() + LONG_AFTER) == 1
    run_slow_jobs()
    source.refresh_from_db()
    assert (source.state, source.text) == (State.DONE, LAW)


def test_names_of_any_length_and_kind_are_stored(desk):
    for name in ("a" * 240 + ".docx", "Luật Hòa giải (bản cuối).DOCX", "...", "không đuôi"):
        source = desk.store(word("Điều 1"), name)
        assert source.original.filename.endswith((".docx",))
        assert source.name == name

"""The queue: a file is claimed, read, and settled; a worker killed at any line loses nothing.

A job is only a call to look at a file: what is to be done stands in the file's own row.
A job that comes twice, or for a file that another worker has, does nothing. A file whose
worker gives no sign any more is queued again, a few times.
"""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.library.extraction.contract import Caution, Extracted, Reason, Refused, Warned
from cms.library.extraction.process import extract
from cms.publishing.jobs import SLOW_QUEUE
from cms.publishing.worker import is_stopping

from .models import SourceFile, State, limits

logger = logging.getLogger(__name__)

SIGN_EVERY = timedelta(seconds=10)
LOST_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
SAME_TYPE = {"htm": "html", "xhtml": "html", "text": "txt"}


class TakenOver(Exception):
    """Another worker, or a person's retry, has this file now."""


class Stopping(Exception):
    """The worker was asked to end."""


@task(queue_name=SLOW_QUEUE)
def extract_file(pk: int) -> None:
    """Read the file of this row, if it still waits to be read."""
    claim = _claim(pk)
    if claim is None:
        return
    try:
        _settle(pk, claim, **_read(pk, claim))
    except TakenOver:
        logger.info("Source file %s was taken over by another worker.", pk)
    except Stopping:
        # It was not the file's fault: the attempt does not count.
        _requeue(pk, claim, attempt=F("attempt") - 1)


def enqueue(pk: int) -> None:
    """Have a worker look at the file. Expects to be in the transaction that queues it."""
    extract_file.enqueue(pk)


@transaction.atomic
def retry(source: SourceFile) -> bool:
    """Queue the file again, from the beginning; False when it waits or is being read already."""
    queued = SourceFile.objects.filter(pk=source.pk, state__in=[State.DONE, State.FAILED]).update(
        state=State.QUEUED,
        attempt=0,
        claim="",
        alive_at=timezone.now(),
        reason="",
        about={},
        corrected_at=None,
        corrected_by=None,
    )
    if queued:
        enqueue(source.pk)
    return bool(queued)


def recover_lost() -> int:
    """Queue again what a killed worker left behind; how many files. A step of the worker."""
    return recover(timezone.now())


def recover(now: datetime) -> int:
    """`recover_lost` at the moment `now`."""
    lost = SourceFile.objects.filter(state=State.EXTRACTING, alive_at__lt=now - LOST_AFTER)
    recovered = 0
    for pk, claim, attempt in lost.values_list("pk", "claim", "attempt"):
        if attempt < MOST_ATTEMPTS:
            recovered += _requeue(pk, claim)
        else:
            recovered += _change(pk, claim, _refusal(Reason.WORKER_LOST, {}))
    return recovered + _wake(now)


def _wake(now: datetime) -> int:
    """Jobs for files that wait while no job is left: one was lost between two lines of a worker."""
    path = extract_file.module_path
    if DBTaskResult.objects.ready().filter(task_path=path).exists():
        return 0
    waiting = (
        SourceFile.objects.filter(state=State.QUEUED)
        .exclude(alive_at__gte=now - LOST_AFTER)
        .exclude(uploaded_at__gte=now - LOST_AFTER)
    )
    for pk in (woken := list(waiting.values_list("pk", flat=True))):
        # So that the next look, in a minute, does not find it again.
        SourceFile.objects.filter(pk=pk, state=State.QUEUED).update(alive_at=now)
        enqueue(pk)
    return len(woken)


def _claim(pk: int) -> str | None:
    """A name for this attempt; None when the file is not waiting."""
    claim = uuid.uuid4().hex
    claimed = SourceFile.objects.filter(pk=pk, state=State.QUEUED).update(
        state=State.EXTRACTING, claim=claim, attempt=F("attempt") + 1, alive_at=timezone.now()
    )
    return claim if claimed else None


def _read(pk: int, claim: str) -> dict[str, Any]:
    """The columns of the settled row."""
    source = SourceFile.objects.select_related("original").get(pk=pk)
    if source.original is None:
        return _refusal(Reason.FILE_MISSING, {})
    try:
        with source.original.file.storage.open(source.original.file.name, "rb") as file:
            extracted = extract(file, limits(), _Beat(pk, claim))
    except FileNotFoundError:
        return _refusal(Reason.FILE_MISSING, {})
    except Refused as refused:
        return _refusal(refused.reason, refused.about)
    return _columns(extracted, source.name)


def _refusal(reason: Reason, about: dict[str, Any]) -> dict[str, Any]:
    return {"state": State.FAILED, "reason": reason, "about": about}


def _columns(extracted: Extracted, name: str) -> dict[str, Any]:
    warnings = (*extracted.warnings, *_about_name(extracted, name))
    return {
        "state": State.DONE,
        "type": extracted.type,
        "pages": extracted.pages,
        "text": extracted.text,
        "warnings": [{"code": one.code, "about": one.about} for one in warnings],
        "confidence": extracted.confidence,
        "ocr": list(extracted.ocr),
    }


def _about_name(extracted: Extracted, name: str) -> tuple[Warned, ...]:
    ending = PurePath(name).suffix.lower().lstrip(".")
    if not ending or SAME_TYPE.get(ending, ending) == extracted.type:
        return ()
    return (Warned(Caution.NAME_DIFFERS, {"type": extracted.type}),)


def _settle(pk: int, claim: str, **columns: Any) -> None:
    """Raises TakenOver: what another worker found, or waits for, is not overwritten."""
    if not _change(pk, claim, {**columns, "finished_at": timezone.now()}):
        raise TakenOver


@transaction.atomic
def _requeue(pk: int, claim: str, **more: Any) -> int:
    queued = _change(pk, claim, {"state": State.QUEUED, "claim": "", **more})
    if queued:
        enqueue(pk)
    return queued


def _change(pk: int, claim: str, columns: dict[str, Any]) -> int:
    return SourceFile.objects.filter(pk=pk, claim=claim, state=State.EXTRACTING).update(**columns)


class _Beat:
    """The sign of life of whoever reads the file. Raises TakenOver and Stopping."""

    def __init__(self, pk: int, claim: str) -> None:
        self._pk, self._claim = pk, claim
        self._last = timezone.now()

    def __call__(self) -> None:
        if is_stopping():
            raise Stopping
        now = timezone.now()
        if now - self._last >= SIGN_EVERY:
            self._last = now
            if not _change(self._pk, self._claim, {"alive_at": now}):
                raise TakenOver

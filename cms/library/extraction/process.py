"""The parent's side: a folder, a child, a clock, and what the child's end means."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from . import assembling
from .child import ORDER, SOURCE, TOLD
from .contract import Extracted, Limits, Reason, Refused

ROOT = Path(__file__).resolve().parents[3]
# An answer is its text, JSON's escapes, and a little more.
BYTES_PER_CHARACTER = 7
GRACE = 64 * 1024

Beat = Callable[[], None]


def extract(source: BinaryIO, limits: Limits | None = None, beat: Beat | None = None) -> Extracted:
    """The text of a file, whoever sent it.

    `beat` is called about once a second while children work; what it raises ends them.
    Raises Refused, and OSError where this machine, not the file, is at fault.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="extraction-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        _copy(source, folder / SOURCE, limits)
        told = _run("read", folder, limits, limits.seconds, beat)
        reading = assembling.reading_of(told)
        pages = reading.to_recognise(limits)
        if pages and assembling.can_recognise():
            recognised = _recognise(folder, pages, limits, beat)
            return assembling.assemble(reading, limits, recognised)
        return assembling.assemble(reading, limits, None)


def _copy(source: BinaryIO, target: Path, limits: Limits) -> None:
    with target.open("wb") as file:
        shutil.copyfileobj(source, file)
        size = file.tell()
    if size > limits.file_bytes:
        raise Refused(Reason.TOO_BIG, limit=limits.file_bytes)


def _recognise(
    folder: Path, pages: Sequence[int], limits: Limits, beat: Beat | None
) -> assembling.Recognition:
    """What was recognised; a run that ends badly is told, and the text layer stays."""
    try:
        told = _run("recognise", folder, limits, limits.ocr_seconds, beat, pages=list(pages))
        return assembling.recognition_of(told)
    except Refused as refused:
        return assembling.Recognition((), refused.reason)


def _run(
    stage: str, folder: Path, limits: Limits, seconds: int, beat: Beat | None, **order: Any
) -> dict[str, Any]:
    (folder / ORDER).write_text(
        json.dumps({"limits": asdict(limits), "parent": os.getpid(), **order})
    )
    told = folder / TOLD
    told.unlink(missing_ok=True)
    command = [sys.executable, "-m", "cms.library.extraction.child", stage, str(folder)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A group of its own, so that its children end with it.
        start_new_session=True,
    ) as child:
        try:
            code = _wait(child, seconds, beat)
        finally:
            _end(child)
    if code:
        raise Refused(_reason_for(code), code=code, limit=seconds)
    return _listen(told, limits)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours: no key, no database, no proxy."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        # One arena: threads of libraries must not reserve the memory that is limited.
        "MALLOC_ARENA_MAX": "1",
    }


def _wait(child: subprocess.Popen[bytes], seconds: int, beat: Beat | None) -> int:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        try:
            return child.wait(min(left, 1))
        except subprocess.TimeoutExpired:
            if beat is not None:
                beat()
    raise Refused(Reason.TIME, limit=seconds)


def _end(child: subprocess.Popen[bytes]) -> None:
    """The child and all that it started; what outlives its time must not outlive this."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _reason_for(code: int) -> Reason:
    if code == -signal.SIGXCPU:
        return Reason.TIME
    return Reason.CRASHED


def _listen(told: Path, limits: Limits) -> dict[str, Any]:
    """The answer. Raises Refused where it is a refusal, or nothing that we know."""
    try:
        if told.stat().st_size > limits.text_characters * BYTES_PER_CHARACTER + GRACE:
            raise Refused(Reason.TOO_MUCH_TEXT, limit=limits.text_characters)
        answer = json.loads(told.read_bytes())
        if "refused" in answer:
            raise Refused(Reason(answer["refused"]), **answer["about"])
        return dict(answer)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(Reason.CRASHED) from error

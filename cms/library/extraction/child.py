"""The process that opens the file: `python -m cms.library.extraction.child STAGE FOLDER`.

FOLDER holds `source`, the file, and `order.json`; what is found goes to `told.json`
there. Stages: `read` (text layer) and `recognise` (scanned pages of a PDF).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .contract import Extracted, FileType, Limits, Reason, Refused
from .sandbox import confine

SOURCE, ORDER, TOLD = "source", "order.json", "told.json"

Answer = dict[str, Any]


def main(arguments: list[str]) -> int:
    stage, folder = arguments[0], Path(arguments[1])
    order = json.loads((folder / ORDER).read_text())
    limits = Limits(**order["limits"])
    recognising = stage == "recognise"
    confine(
        memory_bytes=limits.ocr_memory_bytes if recognising else limits.memory_bytes,
        cpu_seconds=limits.ocr_seconds if recognising else limits.seconds,
        written_bytes=limits.written_bytes,
        parent=order["parent"],
    )
    (folder / TOLD).write_text(json.dumps(answer(stage, folder, limits, order)))
    return 0


def answer(stage: str, folder: Path, limits: Limits, order: Answer) -> Answer:
    """What was found, or why nothing was. Any surprise in a file is that the file is broken."""
    try:
        return STAGES[stage](folder, limits, order)
    except Refused as refused:
        return {"refused": refused.reason, "about": refused.about}
    except MemoryError:
        return {"refused": Reason.MEMORY, "about": {"limit": limits.memory_bytes}}
    except Exception as error:  # the sender chose the input: no list of errors is complete
        return {"refused": Reason.BROKEN, "about": {"error": type(error).__name__}}


def _read(folder: Path, limits: Limits, order: Answer) -> Answer:
    from .detection import detect, hides_archive

    source = folder / SOURCE
    kind = detect(source)
    packed = kind in (FileType.DOCX, FileType.ODT)
    told: Answer = {"type": kind, "archive": not packed and hides_archive(source)}
    if kind is FileType.PDF:
        from . import pdf

        return told | {"layer": asdict(pdf.read(source, limits))}
    found = _readers()[kind](source, limits)
    if len(found.text) > limits.text_characters:
        raise Refused(Reason.TOO_MUCH_TEXT, limit=limits.text_characters)
    return told | {"found": found.as_json()}


def _readers() -> Mapping[FileType, Callable[[Path, Limits], Extracted]]:
    from . import doc, docx, html, odt, txt

    return {
        FileType.DOCX: docx.read,
        FileType.ODT: odt.read,
        FileType.DOC: doc.read,
        FileType.HTML: html.read,
        FileType.TXT: txt.read,
    }


def _recognise(folder: Path, limits: Limits, order: Answer) -> Answer:
    from .ocr import recognise

    pages = recognise(folder / SOURCE, order["pages"], folder, limits)
    return {"recognised": [asdict(page) for page in pages]}


STAGES = {"read": _read, "recognise": _recognise}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

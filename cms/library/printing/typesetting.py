"""From a manuscript to a PDF, in this process.

`python -m cms.library.printing.typesetting` is the child that the press starts.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from .imposition import impose

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "book.typ"
FONTS = HERE / "fonts"

# Measured: the Civil Code, 689 articles on 163 pages, takes 5 s and 320 MB.
CPU_SECONDS = 120
MEMORY = 3 * 2**30


def typeset(manuscript: Mapping[str, Any]) -> bytes:
    """The PDF of `manuscript` (see `manuscript.py`): tagged for screen readers, fonts embedded.

    The same manuscript gives the same bytes. Raises `typst.TypstError` if it cannot be set.
    """
    day = datetime.fromisoformat(manuscript["day"]).replace(tzinfo=UTC)
    try:
        pdf = _compile(manuscript, day, standard="ua-1")
    except typst.TypstError:
        # PDF/UA refuses a letter that no font has; a reader would rather have the rest.
        pdf = _compile(manuscript, day, standard="1.7")
    return impose(pdf) if manuscript["fold"] else pdf


def _compile(manuscript: Mapping[str, Any], day: datetime, standard: Any) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )
    pdf = typst.compile(
        TEMPLATE,
        root=HERE,
        font_paths=fonts,
        sys_inputs={"manuscript": json.dumps(manuscript, ensure_ascii=False)},
        pdf_standards=[standard],
        timestamp=day,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("The typesetter gave no PDF.")
    return pdf


def main() -> None:
    """Reads a manuscript on standard input, writes its PDF on standard output, within limits."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(typeset(json.load(sys.stdin)))


if __name__ == "__main__":
    main()

"""Text of a Word 97-2003 file, through what is installed: antiword, catdoc, LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from .contract import Extracted, FileType, Limits, Reason, Refused

# -w 0 and -w: a paragraph is a line, as in the other types.
READERS = (
    ("antiword", ["antiword", "-m", "UTF-8.txt", "-w", "0", "-i", "1"]),
    ("catdoc", ["catdoc", "-d", "utf-8", "-w"]),
)
OFFICE = "soffice"


def read(path: Path, limits: Limits) -> Extracted:
    """Raises Refused; with NO_DOC_READER where none is installed."""
    installed = [command for name, command in READERS if shutil.which(name)]
    for command in installed:
        if text := _told(command, path):
            return Extracted(FileType.DOC, text)
    if shutil.which(OFFICE):
        return Extracted(FileType.DOC, _through_office(path))
    raise Refused(Reason.BROKEN if installed else Reason.NO_DOC_READER)


def _told(command: list[str], path: Path) -> str:
    """What the reader says; "" where it cannot read the file, for the next one to try."""
    done = subprocess.run([*command, str(path)], capture_output=True, check=False)
    text = done.stdout.decode("utf-8", "replace")
    return "" if done.returncode else text.strip("\n\f ")


def _through_office(path: Path) -> str:
    folder = path.parent / "office"
    command = [OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, check=False)
    made = folder / f"{path.stem}.txt"
    if not made.exists():
        raise Refused(Reason.BROKEN)
    return made.read_text(encoding="utf-8-sig", errors="replace")

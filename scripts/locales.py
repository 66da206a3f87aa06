"""Whether each compiled catalogue says what its source says: `python -m scripts.locales`.

The compiled ones are committed, so that the demo needs no gettext.
"""

from __future__ import annotations

import gettext
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "locale"


def differences(source: Path, folder: Path) -> list[str]:
    """What is wrong with one catalogue, for people; [] when it is as it should be."""
    fresh = folder / "fresh.mo"
    command = ["msgfmt", "--check-format", "-o", str(fresh), str(source)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        return [f"{source} does not compile: {made.stderr.strip()}"]
    compiled = source.with_suffix(".mo")
    if not compiled.exists():
        return [f"{compiled} is missing: make messages"]
    if _messages(fresh) != _messages(compiled):
        return [f"{compiled} is older than its source: make messages"]
    return []


def _messages(compiled: Path) -> dict[object, str]:
    with compiled.open("rb") as file:
        catalogue: dict[object, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    # The header holds dates, which are no one's words.
    catalogue.pop("", None)
    return catalogue


def main() -> int:
    if not shutil.which("msgfmt"):
        print("msgfmt is not installed (apt install gettext): catalogues not checked")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        sources = sorted(ROOT.glob("**/LC_MESSAGES/*.po"))
        wrong = [line for source in sources for line in differences(source, Path(folder))]
    print("\n".join(wrong or [f"{len(sources)} catalogues are compiled"]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

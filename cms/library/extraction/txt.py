"""Text of a plain text file, in whichever encoding it was saved."""

from __future__ import annotations

from pathlib import Path

from .contract import Caution, Extracted, FileType, Limits, Warned
from .encodings import Decoded, decode

OLD = ("tcvn3", "vni", "windows-1258")


def read(path: Path, limits: Limits) -> Extracted:
    """Never refuses: detection has seen that the file can be text."""
    decoded = decode(path.read_bytes())
    return Extracted(FileType.TXT, decoded.text, warnings=cautions_of(decoded))


def cautions_of(decoded: Decoded) -> tuple[Warned, ...]:
    """What to look at after bytes were read in an encoding that had to be guessed."""
    warnings = []
    if decoded.replaced:
        warnings.append(Warned(Caution.UNREADABLE_BYTES, {"count": decoded.replaced}))
    if decoded.encoding in OLD:
        warnings.append(Warned(Caution.LEGACY_ENCODING, {"encoding": decoded.encoding}))
    return tuple(warnings)

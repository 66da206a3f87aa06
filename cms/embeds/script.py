"""The one script that others' pages load, as it leaves here.

It is written in UTF-8 for those who read it, and leaves as ASCII for pages of whatever
encoding. A version that was once given out under its own address stays to be had: a page
that names it with `integrity` must not break when the script changes.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

SOURCE = Path(__file__).parent / "script" / "v1.js"
DIGITS = 16
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Script:
    """A version: its bytes, the digest in its address, and what `integrity` must say."""

    body: bytes
    digest: str
    integrity: str


def in_ascii(text: str) -> str:
    """JavaScript text with `\\u` escapes: the same strings in whatever encoding it is read."""
    return _BEYOND_ASCII.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def script_of(body: bytes) -> Script:
    sha384 = base64.b64encode(hashlib.sha384(body).digest()).decode()
    return Script(body, hashlib.sha256(body).hexdigest()[:DIGITS], f"sha384-{sha384}")


def current() -> Script:
    """The script as it is now."""
    return _read(SOURCE.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(changed: int) -> Script:
    return script_of(in_ascii(SOURCE.read_text(encoding="utf-8")).encode("ascii"))


def pinned(digest: str) -> Script | None:
    """The version with this digest, if it was ever given out here."""
    now = current()
    if digest == now.digest:
        keep(now)
        return now
    try:
        found = script_of(_place_of(digest).read_bytes())
    except OSError:
        return None
    return found if found.digest == digest else None


def keep(script: Script) -> None:
    """Put the version where the next ones do not replace it. Again changes nothing.

    A disk that takes nothing is told of, and costs no reader the script of today.
    """
    place = _place_of(script.digest)
    if place.exists():
        return
    try:
        _write(place, script.body)
    except OSError:
        logger.exception("A version of the embed script could not be kept.")


def _write(place: Path, body: bytes) -> None:
    """All of it or nothing. Raises `OSError`."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    Path(unfinished).replace(place)


def _place_of(digest: str) -> Path:
    return Path(settings.EMBEDS["KEPT_PATH"]) / f"v1.{digest}.js"

"""The files of an embedded index, looked at from outside: is each as tantivy wrote it?

tantivy ends each file of a segment with a footer that holds the CRC-32 of what comes
before it, then the footer's length and a magic number (`tantivy::directory::footer`).
It does not compare them by itself when it opens an index.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

META = "meta.json"
# Bytes of what is stored that are packed together.
BLOCK = 4096
PARTS = ("idx", "pos", "term", "fieldnorm", "fast", "store")
MAGIC = 1337
_ENDING = 8
_CHUNK = 1 << 20


def with_small_blocks(folder: Path) -> None:
    """Let a new index keep what it stores in small blocks. For a page of results a hundred
    passages are read each by itself, and a block is unpacked whole: with tantivy's own 16 KB
    that takes twice as long. It reads this from its file; its binding has no word for it."""
    file = folder / META
    meta = json.loads(file.read_text())
    meta["index_settings"]["docstore_blocksize"] = BLOCK
    file.write_text(json.dumps(meta))


def damaged(folder: Path) -> list[str]:
    """The files of the last commit in `folder` that are not what was written, by name.

    Reads all of them: some tenths of a second for each hundred megabytes.
    """
    first = _damaged(folder)
    # What another process merged and removed while we looked is in no later commit.
    return sorted(first & _damaged(folder)) if first else []


def _damaged(folder: Path) -> set[str]:
    try:
        segments = json.loads((folder / META).read_bytes())["segments"]
        names = [name for segment in segments for name in _files_of(segment)]
    except (OSError, ValueError, KeyError, TypeError):
        return {META}
    return {name for name in names if not _is_there_and_sound(folder / name)}


def _files_of(segment: dict[str, Any]) -> Iterator[str]:
    key = segment["segment_id"].replace("-", "")
    for part in PARTS:
        yield f"{key}.{part}"
    if deletes := segment.get("deletes"):
        yield f"{key}.{deletes['opstamp']}.del"


def _is_there_and_sound(file: Path) -> bool:
    try:
        return is_sound(file)
    except OSError:
        return False


def is_sound(file: Path) -> bool:
    """Whether the file still has the checksum that it was written with."""
    with file.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        footer = _footer(stream, size)
        if footer is None:
            return False
        start, expected = footer
        return _checksum(stream, start) == expected


def _footer(stream: BinaryIO, size: int) -> tuple[int, int] | None:
    """Where the file's footer begins and the checksum in it, if it has one."""
    if size < _ENDING:
        return None
    stream.seek(size - _ENDING)
    length, magic = (int.from_bytes(stream.read(4), "little") for _ in range(2))
    start = size - _ENDING - length
    if magic != MAGIC or start < 0:
        return None
    stream.seek(start)
    try:
        return start, int(json.loads(stream.read(length))["crc"])
    except (ValueError, KeyError, TypeError):
        return None


def _checksum(stream: BinaryIO, length: int) -> int:
    stream.seek(0)
    checksum = 0
    for start in range(0, length, _CHUNK):
        checksum = zlib.crc32(stream.read(min(_CHUNK, length - start)), checksum)
    return checksum

"""Members of an office file (a ZIP of XML), read within limits.

Document types, entities and outside references, XML's ways to harm, are refused.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .contract import Limits, Reason, Refused

CHUNK = 256 * 1024
# Below this a high ratio is only much white space.
SMALL = 1024 * 1024
MOST_MEMBERS = 10_000


class Archive:
    """An open office file; counts what has been unpacked from it."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._unpacked = 0
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused(Reason.UNPACKS_TOO_BIG)
        self._members = {member.filename: member for member in members}

    def has(self, name: str) -> bool:
        return name in self._members

    def xml(self, name: str) -> Element:
        """The member as a tree. Raises Refused: missing or not XML, a bomb, a document type."""
        content = self._read(name)
        try:
            return fromstring(content, forbid_dtd=True)
        except DefusedXmlException as error:
            raise Refused(Reason.UNSAFE) from error
        except (ParseError, ValueError, LookupError) as error:
            raise Refused(Reason.BROKEN) from error

    def _read(self, name: str) -> bytes:
        member = self._members.get(name)
        if member is None:
            raise Refused(Reason.BROKEN)
        if member.flag_bits & 1:
            raise Refused(Reason.ENCRYPTED)
        most = max(SMALL, self._limits.unpacked_ratio * member.compress_size)
        content = bytearray()
        with self._archive.open(member) as stream:
            # What the directory says of the size is the sender's word: count.
            while chunk := stream.read(CHUNK):
                content += chunk
                self._unpacked += len(chunk)
                if len(content) > most or self._unpacked > self._limits.unpacked_bytes:
                    raise Refused(Reason.UNPACKS_TOO_BIG, limit=self._limits.unpacked_bytes)
        return bytes(content)


@contextmanager
def open_archive(path: Path, limits: Limits) -> Iterator[Archive]:
    """Raises Refused for everything that can be wrong with the archive, inside the block too."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Archive(archive, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise Refused(Reason.BROKEN) from error

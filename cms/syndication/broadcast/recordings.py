"""A recording that is handed in: checked by what is in it, not by what it is called."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from tinytag import TinyTag

from .bulletins import Bulletin
from .models import BroadcastBulletin

logger = logging.getLogger(__name__)

# What is larger than Django keeps in memory is on the disk already; see FILE_UPLOAD_HANDLERS.
LARGEST = 200 * 2**20
# A length is told by headers. Whoever needs more to be read, or in smaller pieces, wants to keep
# us busy: 200 MB of OGG are some 150,000 reads.
MOST_BYTES = 32 * 2**20
MOST_READS = 300_000
LONGEST = 24 * 60 * 60
# Shorter is no bulletin but a mistake of the microphone, in seconds.
SHORTEST = 1


@dataclass(frozen=True, slots=True)
class Audio:
    """What a recording is: its media type, the ending of its name, its length."""

    type: str
    ending: str
    seconds: int


def audio_in(file: BinaryIO, size: int) -> Audio:
    """What the file holds. Raises `ValidationError` where that is nothing to be heard."""
    if size > LARGEST:
        raise ValidationError(_("The recording is larger than 200 MB. Save it as MP3."))
    kind = _kind_of(_beginning(file))
    if kind is None:
        raise ValidationError(_("This is no recording that we know: MP3, M4A or OGG."))
    length = _seconds(file, kind[1])
    if not SHORTEST <= length <= LONGEST:
        raise ValidationError(_("The recording is damaged: no sound can be read from it."))
    return Audio(*kind, round(length))


def _seconds(file: BinaryIO, ending: str) -> float:
    """How long it is; 0 where that cannot be read."""
    try:
        bounded = cast(BinaryIO, _Bounded(file))
        tag = TinyTag.get(filename=f"recording{ending}", file_obj=bounded, tags=False)
    except Exception as error:
        # Whatever a parser meets in bytes that somebody made up: it is no recording.
        logger.info("A recording could not be read: %r", error)
        return 0
    finally:
        file.seek(0)
    return tag.duration if tag.duration and math.isfinite(tag.duration) else 0


class _Bounded:
    """A file of which only so much is read, in so many pieces, and never the whole at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._bytes, self._reads = file, 0, 0
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        self._reads += 1
        self._bytes += max(size, 0)
        if size < 0 or self._bytes > MOST_BYTES or self._reads > MOST_READS:
            raise OSError("More has to be read than any recording needs")
        return self._file.read(size)


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    beginning = file.read(16)
    file.seek(0)
    return beginning


def _kind_of(beginning: bytes) -> tuple[str, str] | None:
    if beginning.startswith(b"OggS"):
        return "audio/ogg", ".ogg"
    if beginning[4:8] == b"ftyp":
        return "audio/mp4", ".m4a"
    # An ID3 tag, or at once the eleven set bits with which a frame begins.
    frame = len(beginning) > 1 and beginning[0] == 0xFF and beginning[1] & 0xE0 == 0xE0
    return ("audio/mpeg", ".mp3") if beginning.startswith(b"ID3") or frame else None


@transaction.atomic
def record(
    bulletin: BroadcastBulletin, upload: UploadedFile, audio: Audio, read: Bulletin, now: datetime
) -> None:
    """Keep the recording of what is `read`, in place of any other."""
    if bulletin.recording:
        bulletin.recording.delete(save=False)
    bulletin.recording_type, bulletin.recording_seconds = audio.type, audio.seconds
    bulletin.recording_size, bulletin.recorded_at = upload.size or 0, now
    bulletin.recorded = read.versions
    bulletin.recording.save(f"recording{audio.ending}", upload, save=False)
    bulletin.save()


@transaction.atomic
def remove(bulletin: BroadcastBulletin) -> None:
    """Forget the recording and its file."""
    bulletin.recording.delete(save=False)
    bulletin.recording_type, bulletin.recording_size, bulletin.recording_seconds = "", 0, 0
    bulletin.recorded_at, bulletin.recorded = None, {}
    bulletin.save()

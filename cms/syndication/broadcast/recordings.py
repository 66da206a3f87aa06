"""A recording that is handed in: checked by what is in it, not by what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from tinytag import TinyTag, TinyTagException

from .bulletins import versions_read
from .models import BroadcastBulletin

LARGEST = 200 * 2**20
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
    try:
        length = TinyTag.get(filename=f"recording{kind[1]}", file_obj=file).duration
    except (TinyTagException, OSError, ValueError, LookupError, ArithmeticError):
        length = None
    finally:
        file.seek(0)
    if not length or length < SHORTEST:
        raise ValidationError(_("The recording is damaged: no sound can be read from it."))
    return Audio(*kind, round(length))


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
def record(bulletin: BroadcastBulletin, upload: UploadedFile, audio: Audio, now: datetime) -> None:
    """Keep the recording of the bulletin as it is read at `now`, in place of any other."""
    if bulletin.recording:
        bulletin.recording.delete(save=False)
    bulletin.recording_type, bulletin.recording_seconds = audio.type, audio.seconds
    bulletin.recording_size, bulletin.recorded_at = upload.size or 0, now
    bulletin.recorded = versions_read(bulletin, now)
    bulletin.recording.save(f"recording{audio.ending}", upload, save=False)
    bulletin.save()


@transaction.atomic
def remove(bulletin: BroadcastBulletin) -> None:
    """Forget the recording and its file."""
    bulletin.recording.delete(save=False)
    bulletin.recording_type, bulletin.recording_size, bulletin.recording_seconds = "", 0, 0
    bulletin.recorded_at, bulletin.recorded = None, {}
    bulletin.save()

"""The bulletin of a day: what is in it, as text, and whether its recording may be heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.publishing.models import Entry

from .models import BroadcastBulletin, BroadcastScript, BulletinLine
from .reading.dates import day_in_words
from .reading.script import seconds

# What an office reads out before and after; editors change it for each bulletin.
OPENING = (
    "Đây là bản tin truyền thanh về hòa giải ở cơ sở, ngày {day}."
    " Kính mời bà con và các bạn cùng nghe."
)
CLOSING = "Bản tin đến đây là hết. Cảm ơn bà con và các bạn đã lắng nghe. Xin kính chào."
# Scripts of items as old as this are no longer offered for a new bulletin, in days.
NEWS = 14


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin as it may be read out: only what is approved and still public as it is."""

    date: date
    opening: str
    closing: str
    scripts: tuple[BroadcastScript, ...]

    @property
    def versions(self) -> dict[str, int]:
        """By entry, the versions that are read out."""
        return {str(script.entry_id): script.based_on_version for script in self.scripts}

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What is said. Where nothing is left to be read, nobody is greeted either."""
        if not self.scripts:
            return ()
        texts = (self.opening, *(script.text for script in self.scripts), self.closing)
        return tuple(part for text in texts for part in text.split("\n\n") if part.strip())

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def seconds(self) -> int:
        return seconds(self.text, settings.BROADCAST["SYLLABLES_PER_MINUTE"])


def as_read(bulletin: BroadcastBulletin, now: datetime) -> Bulletin:
    """The bulletin as it may be read out at `now`. One query."""
    lines = BroadcastScript.objects.readable(now).filter(lines__bulletin=bulletin)
    ordered = lines.order_by("lines__position", "lines__pk").select_related("entry")
    return Bulletin(
        bulletin.date,
        bulletin.opening,
        bulletin.closing,
        tuple(ordered.defer("entry__payload", "entry__summary", "entry__text")),
    )


def published(now: datetime) -> QuerySet[BroadcastBulletin]:
    """The bulletins that everyone may read at `now`, the latest first."""
    return BroadcastBulletin.objects.filter(published_at__lte=now)


def with_news(found: QuerySet[BroadcastBulletin], now: datetime) -> QuerySet[BroadcastBulletin]:
    """These, each with `has_news`: whether anything in it may still be read out."""
    lines = BroadcastScript.objects.readable(now).filter(lines__bulletin=OuterRef("pk"))
    return found.annotate(has_news=Exists(lines))


@transaction.atomic
def publish(bulletin: BroadcastBulletin, now: datetime) -> bool:
    """Let everyone read the bulletin as it is at `now`; not one in which nothing is to be read."""
    read = as_read(bulletin, now)
    if not read.scripts:
        return False
    bulletin.published_at, bulletin.announced = now, read.versions
    bulletin.save(update_fields=["published_at", "announced"])
    return True


def announce_more(bulletin: BroadcastBulletin, now: datetime) -> None:
    """Remember of a published bulletin also what was added to it afterwards."""
    bulletin.announced = {**as_read(bulletin, now).versions, **bulletin.announced}
    bulletin.save(update_fields=["announced"])


def changed_since(bulletin: BroadcastBulletin, read: Bulletin) -> int:
    """Of what was published, how much is read out no more, or in other words.

    Whoever printed the bulletin before has to be told.
    """
    current = read.versions
    return sum(current.get(key) != version for key, version in bulletin.announced.items())


@transaction.atomic
def begin(day: date, now: datetime) -> BroadcastBulletin:
    """The bulletin of `day`; a new one has every recent script that was in none yet."""
    words = day_in_words(day.day, day.month, day.year)
    bulletin, made = BroadcastBulletin.objects.get_or_create(
        date=day, defaults={"opening": OPENING.format(day=words), "closing": CLOSING}
    )
    if made:
        fresh = offered(bulletin, now).filter(
            lines=None, entry__published_at__gte=now - timedelta(days=NEWS)
        )
        add(bulletin, fresh.order_by("entry__published_at"))
    return bulletin


def offered(bulletin: BroadcastBulletin, now: datetime) -> QuerySet[BroadcastScript]:
    """The scripts that could be put into the bulletin, newest first."""
    scripts = BroadcastScript.objects.readable(now).exclude(lines__bulletin=bulletin)
    ordered = scripts.select_related("entry").order_by("-entry__published_at")
    return ordered.defer("entry__payload", "entry__summary", "entry__text")


def add(bulletin: BroadcastBulletin, scripts: Iterable[BroadcastScript]) -> None:
    """Put scripts at the bulletin's end. Expects to run in a transaction."""
    last = bulletin.lines.order_by("-position").values_list("position", flat=True).first() or 0
    BulletinLine.objects.bulk_create(
        BulletinLine(bulletin=bulletin, script=script, position=place)
        for place, script in enumerate(scripts, last + 1)
    )


def carry_over(item: UUID, before: int, now: int) -> None:
    """What was read of version `before` of the item is as true of version `now`."""
    key = str(item)
    known = Q(recorded__has_key=key) | Q(announced__has_key=key)
    for bulletin in BroadcastBulletin.objects.filter(known).select_for_update():
        for versions in (bulletin.recorded, bulletin.announced):
            if versions.get(key) == before:
                versions[key] = now
        bulletin.save(update_fields=["recorded", "announced"])


def audible(bulletins: Iterable[BroadcastBulletin], now: datetime) -> list[BroadcastBulletin]:
    """Those whose recording says nothing that was withdrawn or corrected since. One query."""
    recorded = [one for one in bulletins if one.recording]
    keys = {key for one in recorded for key in one.recorded}
    public = Entry.objects.public(now).filter(pk__in=keys).values_list("pk", "version")
    current = {str(key): version for key, version in public}
    return [one for one in recorded if _holds(one.recorded, current)]


def _holds(recorded: Mapping[str, int], current: Mapping[str, int]) -> bool:
    return all(current.get(key) == version for key, version in recorded.items())

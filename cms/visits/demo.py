"""Half a year of visits for the demo: made up, the same wherever it is made, and adding up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model

from cms.publishing.models import Entry

from .models import Dimension, Span, Tally, VisitSettings
from .targets import Target

DAYS = 190
# What the former site had counted, as the office might bring it along.
STARTING_TOTAL = 5_431_808
# By day of the week, Monday first: mediators read on working days.
WEEK = (1.15, 1.1, 1.05, 1.0, 1.0, 0.6, 0.5)
SITES = (("", 86), ("nam-ly.example", 6), ("bac-ly.example", 5), ("bao-ninh.example", 3))
REFERRERS = (
    ("", 55),
    ("google.com", 24),
    ("coccoc.com", 7),
    ("facebook.com", 6),
    ("zalo.me", 5),
    ("quangtri.gov.vn", 3),
)
FRONT_PAGES = (("/", 30), ("/tin-tuc/", 9), ("/thu-vien/", 8), ("/tim-kiem/", 9))


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that could be read, from which day on, and how often it was beside the others."""

    target: Target
    since: date
    weight: float


@transaction.atomic
def stock() -> None:
    """Make the history, where nothing has been counted yet."""
    if Tally.objects.exists():
        return
    today = timezone.localdate()
    shown = _shown(today)
    files = list(get_document_model().objects.order_by("pk").values_list("pk", flat=True))
    counts: Counter[tuple[str, date, str]] = Counter()
    visitors: dict[date, int] = {}
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        chance = random.Random(f"visits {back}")  # noqa: S311
        number = round(
            (170 + (DAYS - back) * 0.6) * WEEK[day.weekday()] * chance.uniform(0.85, 1.2)
        )
        counts.update(_of_a_day(day, number, shown, files, chance))
        visitors[day] = round(number * chance.uniform(0.45, 0.6))
    Tally.objects.bulk_create(
        Tally(
            dimension=dimension,
            span=Span.DAY,
            start=day,
            key=key,
            hits=hits,
            visitors=visitors[day] if dimension == Dimension.ALL else 0,
        )
        for (dimension, day, key), hits in sorted(counts.items())
    )
    if not VisitSettings.objects.exists():
        VisitSettings.objects.create(starting_total=STARTING_TOTAL, in_footer=True)


def _shown(today: date) -> list[Shown]:
    """The demo's pages; the older an item, the rarer it is read."""
    always = date.min
    front = [Shown(Target(path), always, weight) for path, weight in FRONT_PAGES]
    entries = Entry.objects.public().order_by("published_at", "pk")
    rows = entries.values_list("pk", "url", "published_at")[:400]
    chance = random.Random("items")  # noqa: S311
    return front + [
        Shown(
            Target(urlsplit(url).path, str(key)),
            timezone.localdate(published) if published else always,
            chance.paretovariate(1.3),
        )
        for key, url, published in rows
    ]


def _of_a_day(
    day: date, number: int, shown: Sequence[Shown], files: Sequence[int], chance: random.Random
) -> Counter[tuple[str, date, str]]:
    counts: Counter[tuple[str, date, str]] = Counter({(Dimension.ALL.value, day, ""): number})
    there = [one for one in shown if one.since <= day]
    sites = Counter(_drawn(SITES, number, chance))
    for site, times in sites.items():
        counts[Dimension.SITE.value, day, site] += times
    for one in chance.choices(there, [one.weight for one in there], k=sites[""]):
        counts[Dimension.PAGE.value, day, one.target.path] += 1
        counts[Dimension.SECTION.value, day, one.target.section] += 1
        if one.target.item:
            counts[Dimension.ITEM.value, day, one.target.item] += 1
    for domain in filter(None, _drawn(REFERRERS, number, chance)):
        counts[Dimension.REFERRER.value, day, domain] += 1
    for key in chance.choices(files, range(len(files), 0, -1), k=number // 14) if files else ():
        counts[Dimension.DOWNLOAD.value, day, str(key)] += 1
    return counts


def _drawn(weighted: Sequence[tuple[str, int]], number: int, chance: random.Random) -> list[str]:
    names, weights = zip(*weighted, strict=True)
    return chance.choices(names, weights, k=number)

"""What the dashboard says of a period, beside the one before it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from . import names
from .models import Dimension, Span, Tally, Visitor
from .moments import month_of
from .options import option
from .periods import Period

MOST_ROWS = 20
# So much of each list is given to those who keep it.
MOST_EXPORTED = 2_000
# A longer period is drawn by months.
MOST_BARS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: what, where it leads (empty for nowhere), how often, how often before."""

    label: str
    url: str
    hits: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A day or a month of the chart."""

    start: date
    hits: int
    before: int
    visitors: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A sum of the period and of the one before."""

    now: int
    before: int

    @property
    def change(self) -> int | None:
        """Percent more (or less) than before; `None` where nothing was before."""
        return round(100 * (self.now - self.before) / self.before) if self.before else None

    @property
    def fall(self) -> int:
        return -(self.change or 0)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the dashboard shows and exports. `by_months` says what a bar is.

    `known_from` is the first day whose counts are not folded into months, where the period
    begins before it: the months are then given whole.
    """

    period: Period
    bars: Sequence[Bar]
    by_months: bool
    hits: Compared
    visitors: Compared
    searches: Compared
    downloads: Compared
    sections: Sequence[Row]
    pages: Sequence[Row]
    items: Sequence[Row]
    files: Sequence[Row]
    sites: Sequence[Row]
    referrers: Sequence[Row]
    queries: Sequence[Row]
    known_from: date | None

    @property
    def sums(self) -> list[tuple[str, Compared]]:
        return [
            (_("Visits"), self.hits),
            (_("Visitors, day by day"), self.visitors),
            (_("Downloads"), self.downloads),
            (_("Searches"), self.searches),
        ]

    @property
    def lists(self) -> list[tuple[str, str, Sequence[Row]]]:
        """Heading, what a line is, and the lines."""
        return [
            (_("By section"), _("Section of the site"), self.sections),
            (_("By page"), _("Page"), self.pages),
            (_("Most read"), _("Item"), self.items),
            (_("Most downloaded"), _("File"), self.files),
            (_("Searched for most"), _("Query"), self.queries),
            (_("By site"), _("Site"), self.sites),
            (_("Where readers came from"), _("Domain"), self.referrers),
        ]


def report_of(period: Period, most: int = MOST_ROWS) -> Report:
    """The report with `most` lines of each list. The period does not make it more queries."""
    before = period.before
    by_months = period.days > MOST_BARS
    asked, queries = _searches(period, most)
    asked_before, _before = _searches(before, 1)

    def rows(dimension: str, called: Callable[[Collection[str]], names.Names]) -> list[Row]:
        return _rows(period, dimension, called, most)

    return Report(
        period=period,
        bars=_bars(period, by_months),
        by_months=by_months,
        hits=Compared(_sum(period, Dimension.ALL), _sum(before, Dimension.ALL)),
        visitors=Compared(_visitors(period), _visitors(before)),
        searches=Compared(asked, asked_before),
        downloads=Compared(_sum(period, Dimension.DOWNLOAD), _sum(before, Dimension.DOWNLOAD)),
        sections=rows(Dimension.SECTION, names.sections),
        pages=rows(Dimension.PAGE, names.pages),
        items=rows(Dimension.ITEM, names.items),
        files=rows(Dimension.DOWNLOAD, names.files),
        sites=rows(Dimension.SITE, names.sites),
        referrers=rows(Dimension.REFERRER, names.domains),
        queries=[Row(text, "", times, None) for text, times in queries],
        known_from=_known_from(period),
    )


def _tallies(period: Period, dimension: str) -> QuerySet[Tally]:
    """Days of the period, and of folded months those in which it begins or that it covers."""
    days = Tally.objects.filter(
        span=Span.DAY, start__gte=period.first, start__lte=period.last, dimension=dimension
    )
    months = Tally.objects.filter(
        span=Span.MONTH,
        start__gte=month_of(period.first),
        start__lte=period.last,
        dimension=dimension,
    )
    return days | months


def _sum(period: Period, dimension: str) -> int:
    return int(_tallies(period, dimension).aggregate(hits=Sum("hits"))["hits"] or 0)


def _visitors(period: Period) -> int:
    closed = _tallies(period, Dimension.ALL).aggregate(number=Sum("visitors"))["number"] or 0
    today = Visitor.objects.filter(day__gte=period.first, day__lte=period.last).count()
    return int(closed) + today


def _known_from(period: Period) -> date | None:
    last = Tally.objects.filter(span=Span.MONTH).aggregate(last=Max("start"))["last"]
    if last is None:
        return None
    known = month_of(last + timedelta(days=31))
    return known if period.first < known else None


def _bars(period: Period, by_months: bool) -> list[Bar]:
    starts = _months(period) if by_months else _days(period)
    hits = _by_start(period, by_months, "hits")
    visitors = _by_start(period, by_months, "visitors")
    for day, number in _open_days(period):
        start = month_of(day) if by_months else day
        visitors[start] = visitors.get(start, 0) + number
    before = {} if by_months else _by_start(period.before, by_months, "hits")
    back = timedelta(days=period.days)
    return [
        Bar(start, hits.get(start, 0), before.get(start - back, 0), visitors.get(start))
        for start in starts
    ]


def _days(period: Period) -> list[date]:
    return [period.first + timedelta(days=number) for number in range(period.days)]


def _months(period: Period) -> list[date]:
    return sorted({month_of(day) for day in _days(period)})


def _by_start(period: Period, by_months: bool, column: str) -> dict[date, int]:
    found: dict[date, int] = {}
    rows = _tallies(period, Dimension.ALL).values_list("start", column)
    for start, number in rows:
        at = month_of(start) if by_months else start
        found[at] = found.get(at, 0) + number
    return found


def _open_days(period: Period) -> list[tuple[date, int]]:
    """Visitors of days that are not closed yet."""
    rows = Visitor.objects.filter(day__gte=period.first, day__lte=period.last)
    return list(rows.values_list("day").annotate(Count("pk")).order_by("day"))


def _rows(
    period: Period, dimension: str, called: Callable[[Collection[str]], names.Names], most: int
) -> list[Row]:
    """The keys visited most, with what people call them and where they lead."""
    sums = _tallies(period, dimension).values("key").annotate(times=Sum("hits"))
    top = list(sums.order_by("-times", "key").values_list("key", "times")[:most])
    keys = [key for key, _times in top]
    earlier = _tallies(period.before, dimension).filter(key__in=keys).values("key")
    before = dict(earlier.annotate(times=Sum("hits")).values_list("key", "times"))
    known = called(keys)
    return [
        Row(*known.get(key, (key, "")), hits=times, before=before.get(key, 0)) for key, times in top
    ]


def _searches(period: Period, most: int) -> tuple[int, list[tuple[str, int]]]:
    found: tuple[int, list[tuple[str, int]]]
    found = import_string(option("SEARCHES"))(period.first, period.last, most)
    return found

"""*Online · Hôm nay · Tổng*: what the widget and the API show."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from .models import Dimension, Hit, Span, Tally, Visitor, VisitSettings, What
from .moments import midnight_of

ONLINE = timedelta(minutes=5)
# Seconds for which a process gives the same figures. What it has counted itself shows at once.
SECONDS_KEPT = 2.0

_COUNT = f"""
SELECT
 (SELECT COUNT(*) FROM (
   SELECT visitor FROM {Visitor._meta.db_table} WHERE last_seen > %(online)s
   UNION SELECT visitor FROM {Hit._meta.db_table} WHERE at > %(online)s
     AND visitor IS NOT NULL) AS seen),
 (SELECT COALESCE(SUM(hits), 0) FROM {Tally._meta.db_table}
   WHERE dimension = %(all)s AND span = %(day)s AND start = %(today)s)
 + (SELECT COUNT(*) FROM {Hit._meta.db_table} WHERE what = %(page)s AND at >= %(midnight)s),
 (SELECT COALESCE(SUM(hits), 0) FROM {Tally._meta.db_table} WHERE dimension = %(all)s)
 + (SELECT COUNT(*) FROM {Hit._meta.db_table} WHERE what = %(page)s)
 + (SELECT COALESCE(SUM(starting_total), 0) FROM {VisitSettings._meta.db_table})
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Figures:
    """`online`: distinct visitors of the last five minutes, `today`: pages opened since midnight
    in Vietnam, `total`: since the beginning, with what the office brought along."""

    online: int
    today: int
    total: int


_kept: tuple[float, Figures] | None = None
_footer: tuple[float, bool] | None = None
# Seconds after which every process knows of a changed setting.
SETTING_KEPT = 30.0


def current() -> Figures:
    """The figures, `SECONDS_KEPT` old at most. One query at most, however long the history."""
    global _kept
    kept = _kept
    if kept is not None and time.monotonic() < kept[0]:
        return kept[1]
    figures = counted(timezone.now())
    _kept = (time.monotonic() + SECONDS_KEPT, figures)
    return figures


def forget() -> None:
    """Count anew when asked next."""
    global _kept
    _kept = None


def stand_in_footer() -> bool:
    """Whether the figures stand at the foot of every page. One query in `SETTING_KEPT` seconds."""
    global _footer
    kept = _footer
    if kept is not None and time.monotonic() < kept[0]:
        return kept[1]
    shown = VisitSettings.objects.filter(in_footer=True).exists()
    _footer = (time.monotonic() + SETTING_KEPT, shown)
    return shown


def forget_settings(**kwargs: object) -> None:
    """A receiver: the office has changed what it brings along, or where the figures stand."""
    global _footer
    _footer = None
    forget()


def counted(now: datetime) -> Figures:
    """The figures at `now`, exactly: one statement sees one state, a fold before or after it."""
    moment = connection.ops.adapt_datetimefield_value
    today = timezone.localdate(now)
    values = {
        "online": moment(now - ONLINE),
        "midnight": moment(midnight_of(today)),
        "today": connection.ops.adapt_datefield_value(today),
        "all": Dimension.ALL.value,
        "day": Span.DAY.value,
        "page": What.PAGE.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        online, of_today, total = cursor.fetchone()
    return Figures(int(online), int(of_today), int(total))

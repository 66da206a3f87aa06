"""The figures that belong to no one reader: the log, the jobs, the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.publishing.jobs import SLOW_QUEUE
from cms.publishing.models import Mark

from .figures import Figure, Gauge
from .models import keep, kept

UNREAD_MARK = Gauge(
    "log_oldest_unread_change",
    _("Age of the oldest change that is not in the log yet"),
    "seconds",
    warning=60,
    critical=600,
)
UNRENDERABLE = Gauge(
    "log_unrenderable", _("Items that could not be rendered"), "count", warning=1, critical=10
)
FAILED_JOBS = Gauge(
    "jobs_failed", _("Jobs that failed in the last day"), "count", warning=1, critical=20
)
WAITING_JOB = Gauge(
    "jobs_oldest_waiting",
    _("Age of the oldest job that waits"),
    "seconds",
    warning=300,
    critical=3600,
)
FREE_SPACE = Gauge(
    "disk_free", _("Free space on the disk"), "percent", warning=15, critical=5, falling=True
)
WORKER = Gauge(
    "worker_last_seen", _("Since the worker was last seen"), "seconds", warning=120, critical=600
)
NOTES = "worker.notes"


def note() -> int:
    """A step of the worker: say that it is there, and which change waits since when.

    Marks carry no time of their own: what was the oldest at the last look, and still
    is, waits at least since then.
    """
    oldest, now = _oldest_mark(), timezone.now()
    last = kept(NOTES)
    same = last is not None and last.value["mark"] == oldest
    since = last.value["since"] if last is not None and same else now.isoformat()
    keep(NOTES, {"mark": oldest, "since": since})
    return 0


def _oldest_mark() -> int | None:
    first: int | None = Mark.objects.filter(error="").aggregate(first=Min("pk"))["first"]
    return first


def worker_figures() -> Iterator[Figure]:
    """Whether anyone works off what waits."""
    notes = kept(NOTES)
    yield Figure(WORKER, _seconds_since(notes.taken_at) if notes else None)


def log_figures() -> Iterator[Figure]:
    """How far the log is behind what editors wrote."""
    notes = kept(NOTES)
    waits = notes is not None and notes.value["mark"] == _oldest_mark() is not None
    since = datetime.fromisoformat(notes.value["since"]) if notes and waits else None
    yield Figure(UNREAD_MARK, _seconds_since(since) if since else 0)
    failing = Mark.objects.exclude(error="").values("subject", "key").distinct()
    yield Figure(UNRENDERABLE, failing.count())


def _seconds_since(moment: datetime) -> float:
    return max(0.0, (timezone.now() - moment).total_seconds())


def job_figures() -> Iterator[Figure]:
    """What the background jobs left undone."""
    now = timezone.now()
    failed = Q(status=TaskResultStatus.FAILED, finished_at__gte=now - timedelta(days=1))
    yield Figure(FAILED_JOBS, DBTaskResult.objects.filter(failed).count())
    # Slow jobs wait for each other: a hundred scans in one evening are no alarm.
    quick = DBTaskResult.objects.ready().exclude(queue_name=SLOW_QUEUE)
    oldest = quick.aggregate(first=Min("enqueued_at"))["first"]
    yield Figure(WAITING_JOB, _seconds_since(oldest) if oldest else 0)


def disk_figures() -> Iterator[Figure]:
    """Free space where media and indexes are."""
    folder = existing(Path(settings.DATA_DIR))
    usage = shutil.disk_usage(folder)
    yield Figure(FREE_SPACE, round(100 * usage.free / usage.total, 1))


def existing(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())

"""The background loops: schedule, relay, and whatever reads the log.

Each step runs in a thread of its own, so that a dead Elasticsearch never delays
the log. A step does what there is to do and returns how much it did; it must be
safe to kill at any line. The steps are named in `settings.WORKER_STEPS`, since
this room knows nothing of the readers behind it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.management import call_command
from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail.snippets.models import get_snippet_models

from .log import purge_tombstones
from .relay import mark_due

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0

Step = Callable[[], int]

# Set when this process was asked to end; a step that takes minutes looks at it.
_stopping = threading.Event()


def is_stopping() -> bool:
    return _stopping.is_set()


def apply_schedule() -> int:
    """Publish and expire what is due; the number of items touched.

    Wagtail's own command does the work. It is run only when something is due, as
    it looks at every model each time.
    """
    now = timezone.now()
    due = _due_for_publishing(now) + _due_to_expire(now)
    if due:
        call_command("publish_scheduled", verbosity=0)
    return due + mark_due(now)


def _due_for_publishing(now: datetime) -> int:
    return Revision.objects.filter(approved_go_live_at__lt=now).count()


def _due_to_expire(now: datetime) -> int:
    drafts = [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]
    expired = Q(live=True, expire_at__lt=now)
    return sum(model._default_manager.filter(expired).count() for model in (Page, *drafts))


def forget_old_tombstones() -> int:
    return purge_tombstones(timezone.now())


def run(steps: Mapping[str, float], stop: threading.Event) -> None:
    """Run each step every so many seconds until `stop` is set; one that did something, at once."""
    threads = [
        threading.Thread(target=_loop, args=(path, seconds, stop), name=path)
        for path, seconds in steps.items()
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    _stopping.set()
    for thread in threads:
        thread.join()
    _stopping.clear()


def _loop(path: str, seconds: float, stop: threading.Event) -> None:
    step: Step = import_string(path)
    failures = 0
    while not stop.is_set():
        close_old_connections()
        try:
            did = step()
            failures = 0
        except Exception:
            failures += 1
            logger.exception("%s failed; it will be tried again.", path)
            did = 0
        close_old_connections()
        if not did:
            stop.wait(min(seconds * 2**failures, max(LONGEST_PAUSE, seconds)))

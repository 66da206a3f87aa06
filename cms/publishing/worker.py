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
from typing import Any

from django.db import close_old_connections, connections, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail.snippets.models import get_snippet_models

from .log import purge_tombstones
from .relay import mark_due

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0

# Seconds. A step that comes as often keeps its connection: to open one each time was two thirds of
# what an idle worker did. The others give theirs back, since a server has only so many.
KEPT_BELOW = 3.0

Step = Callable[[], int]

# Set when this process was asked to end; a step that takes minutes looks at it.
_stopping = threading.Event()


def is_stopping() -> bool:
    return _stopping.is_set()


def apply_schedule() -> int:
    """Publish and expire what is due; the number of items touched.

    As Wagtail's `publish_scheduled` does it, but each item in a transaction of its own: Wagtail
    takes the date from the revision before it saves the item, so that whoever is killed in
    between would leave it unpublished for good. One that fails is due again, and holds up no other.
    """
    now = timezone.now()
    done = sum(_whole(_expire, model, key) for model, key in _due_to_expire(now))
    done += sum(_whole(_publish, Revision, key) for key in _due_for_publishing(now))
    return done + mark_due(now)


def _due_for_publishing(now: datetime) -> list[int]:
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    return list(due.values_list("pk", flat=True))


def _due_to_expire(now: datetime) -> list[tuple[type[models.Model], Any]]:
    drafts = [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]
    expired = Q(live=True, expire_at__lt=now)
    return [
        (model, key)
        for model in (Page, *drafts)
        for key in model._default_manager.filter(expired).values_list("pk", flat=True)
    ]


def _whole(act: Callable[[Any], None], model: type[models.Model], key: Any) -> bool:
    """Do it to this row, all of it or nothing; whether it was done."""
    try:
        with transaction.atomic():
            row = model._default_manager.select_for_update().filter(pk=key).first()
            if row is not None:
                act(row)
    except Exception:
        logger.exception("The schedule could not be kept for %s %s", model._meta.label, key)
        return False
    return row is not None


def _publish(revision: Revision) -> None:
    # Another worker may have been here first.
    if revision.approved_go_live_at is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def _expire(item: Any) -> None:
    if item.live:
        item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


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
        try:
            did = step()
            failures = 0
        except Exception:
            failures += 1
            logger.exception("%s failed; it will be tried again.", path)
            did = 0
        if failures or seconds > KEPT_BELOW:
            close_old_connections()
        if not did:
            stop.wait(min(seconds * 2**failures, max(LONGEST_PAUSE, seconds)))
    connections.close_all()

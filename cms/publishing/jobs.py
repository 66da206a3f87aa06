"""The jobs of django-tasks as steps of the worker: quick ones, and those that take minutes.

Each kind has a thread of its own, so that an editor's small job never waits behind a scan
of three hundred pages.
"""

from __future__ import annotations

import os
import socket

from django.db.models import Q
from django.utils.crypto import get_random_string
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

SLOW_QUEUE = "slow"
BACKEND = "default"


def run_jobs() -> int:
    """One job that is due and not slow; how many were run. A step of the worker."""
    return _run(~Q(queue_name=SLOW_QUEUE))


def run_slow_jobs() -> int:
    """One slow job that is due; how many were run. A step of the worker."""
    return _run(Q(queue_name=SLOW_QUEUE))


def _run(which: Q) -> int:
    """What a job raises is kept with it, as `db_worker` does."""
    if not isinstance(task_backends[BACKEND], DatabaseBackend):
        return 0
    due = DBTaskResult.objects.ready().filter(which, backend_name=BACKEND)
    # A look without a lock first: SQLite has one lock for all that write.
    if not due.exists():
        return 0
    name = f"{socket.gethostname()[:24]}-{os.getpid()}-{get_random_string(8)}"
    with exclusive_transaction(due.db):
        job = due.get_locked()
        if job is None:
            return 0
        job.claim(name)
    _worker(name).run_task(job)
    return 1


def _worker(name: str) -> Worker:
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
    )

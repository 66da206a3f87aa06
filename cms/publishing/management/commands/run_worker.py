import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.publishing.worker import run


class Command(BaseCommand):
    help = (
        "Run the background loops: schedule, log, search index, jobs."
        " Ctrl-C or SIGTERM ends them in good order."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        run(settings.WORKER_STEPS, stop)

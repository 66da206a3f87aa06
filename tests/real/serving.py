"""What the killed servers run: the site, as gunicorn loads it, and workers to be forked.

Loading Django takes seconds and a fork takes none, so that a test can kill many.
"""

import os
import signal
import sys

import django
from django.core.handlers.wsgi import WSGIHandler


def application() -> WSGIHandler:
    """The site, loaded whole, so that a web process which gunicorn forks can answer at once."""
    django.setup()
    from django.urls import get_resolver

    get_resolver()._populate()
    return WSGIHandler()


def fork_workers() -> None:
    """Fork a background worker for each line that comes in, and say its process id."""
    django.setup()
    from django.core.management import call_command

    from search.engines import all_engines

    all_engines()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            call_command("run_worker")
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    fork_workers()

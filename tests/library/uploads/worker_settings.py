"""A worker in a process of its own, on the test run's database and files."""

import os

from settings.test import *  # noqa: F403

MEDIA_ROOT = os.environ.get("WORKER_MEDIA", "")

"""The test settings, for servers in processes of their own on the test's database and files."""

import json
import os
from pathlib import Path

from settings.base import TASKS as QUEUED_TASKS
from settings.test import *  # noqa: F403
from settings.test import CHANNELS, DATABASES

_given = json.loads(os.environ["SERVING"])
DATABASES["default"].update(_given["database"])
SEARCH = {**_given["search"], "EMBEDDED_PATH": Path(_given["search"]["EMBEDDED_PATH"])}
MEDIA_ROOT = Path(_given["media"])
CHANNELS = {**CHANNELS, "ROOTS": {**CHANNELS["ROOTS"], **_given["platforms"]}}
TASKS = QUEUED_TASKS

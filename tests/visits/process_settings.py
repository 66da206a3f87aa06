"""The test settings, for a process of its own on the test's database and salt."""

import json
import os

from settings.test import *  # noqa: F403
from settings.test import DATABASES, VISITS

_given = json.loads(os.environ["VISITING"])
DATABASES["default"].update(_given["database"])
VISITS = {**VISITS, "MEMORY": _given["memory"]}

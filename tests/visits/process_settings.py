"""The test settings, for a process of its own on the test's database and salt."""

import json
import os

from settings.test import *  # noqa: F403
from settings.test import DATABASES, DAY_SECRETS

_given = json.loads(os.environ["VISITING"])
DATABASES["default"].update(_given["database"])
DAY_SECRETS = {**DAY_SECRETS, "MEMORY": _given["memory"]}

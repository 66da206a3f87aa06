"""The test settings, for an indexer in a process of its own on the test's database and index."""

import json
import os
from pathlib import Path

from settings.test import *  # noqa: F403
from settings.test import DATABASES

_given = json.loads(os.environ["INDEXING"])
DATABASES["default"].update(_given["database"])
SEARCH = {**_given["search"], "EMBEDDED_PATH": Path(_given["search"]["EMBEDDED_PATH"])}

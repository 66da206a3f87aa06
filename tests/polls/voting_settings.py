"""The test settings, for voters in processes of their own on the test's database."""

import json
import os

from settings.test import *  # noqa: F403
from settings.test import DATABASES

DATABASES["default"].update(json.loads(os.environ["VOTING_DATABASE"]))

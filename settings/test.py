"""The test run: SQLite unless TEST_DATABASE_URL names a PostgreSQL."""

import tempfile
from pathlib import Path

from .base import *
from .base import DAY_SECRETS, VISITS, env

# Here programs stand in for readers: a browser without a window, a script.
VISITS = {**VISITS, "COUNTED_TOOLS": ["browser-automation", "http-library"]}

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATA_DIR = Path(tempfile.mkdtemp(prefix="cms-test-"))
MEDIA_ROOT = DATA_DIR / "media"
DAY_SECRETS = {**DAY_SECRETS, "MEMORY": str(DATA_DIR)}
EMBEDS = {**EMBEDS, "KEPT_PATH": DATA_DIR / "embed"}
BROADCAST["RECORDINGS"] = DATA_DIR / "recordings"
PRINTING = {**PRINTING, "PATH": DATA_DIR / "printed"}
SEARCH = {**SEARCH, "EMBEDDED_PATH": DATA_DIR / "search"}
INSTALLED_APPS = [*INSTALLED_APPS, "tests.secondtype"]

if "TEST_DATABASE_URL" in env.ENVIRON:
    DATABASES = {"default": env.db("TEST_DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                # A server of the tests may be busy for long.
                "timeout": 120,
                # What a killed process leaves is whole all the same; only a power cut is not.
                "init_command": "PRAGMA synchronous=OFF",
            },
            "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
        }
    }
DATABASES["default"]["ATOMIC_REQUESTS"] = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Rows roll back after each test and their keys come again; a cache does not.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": TASK_QUEUES,
    }
}
WHITENOISE_USE_FINDERS = True
# Each test has clients of its own; otherwise each looks through all static files first.
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = None  # type: ignore[assignment]
# What the admin's own search finds is Wagtail's matter; what it writes at every save is a tenth of
# the run. A test that searches the admin turns it on (tests/news/test_desk.py).
WAGTAILSEARCH_BACKENDS = {"default": {**WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}

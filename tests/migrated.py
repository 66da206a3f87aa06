"""An empty, migrated SQLite database, kept from one test run to the next.

Four hundred migrations of Django, Wagtail and ours take fifteen seconds; a copy takes
none. The copy is migrated all the same: what is missing in it is added.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection


def place() -> bool:
    """Put a copy where the test database goes; whether there was one to put."""
    kept, wanted = kept_copy(), _test_database()
    if kept is None or wanted is None or not kept.exists():
        return False
    shutil.copyfile(kept, wanted)
    return True


def keep() -> None:
    """Keep a copy of the test database, which has just been migrated and holds no test's rows."""
    kept, wanted = kept_copy(), _test_database()
    if kept is None or wanted is None or kept.exists():
        return
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=kept.parent)
    os.close(handle)
    shutil.copyfile(wanted, unfinished)
    Path(unfinished).replace(kept)


def put_back() -> bool:
    """Make the test database what it was when it had been migrated; whether there was a copy."""
    kept = kept_copy()
    if kept is None or _test_database() is None or not kept.exists():
        return False
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as copy:
        copy.backup(connection.connection)
    return True


def _test_database() -> Path | None:
    database = settings.DATABASES["default"]
    if connection.vendor != "sqlite" or not database["TEST"]["NAME"]:
        return None
    return Path(database["TEST"]["NAME"])


def kept_copy() -> Path | None:
    """Where the copy is, or would be."""
    folder = Path(tempfile.gettempdir()) / f"cms-tests-{os.getuid()}"
    if folder.exists() and folder.stat().st_uid != os.getuid():
        return None
    return folder / f"{_state_of_migrations()}.sqlite3"


def _state_of_migrations() -> str:
    digest = hashlib.sha256(django.__version__.encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:24]

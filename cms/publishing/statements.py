"""Statements that the database may keep, so that it need not plan them again."""

from __future__ import annotations

from typing import Any

from django.db import connection


def keeping_cursor() -> Any:
    """A cursor of Django's whose statements PostgreSQL keeps for the connection, unless it is to
    keep nothing.

    `DISABLE_SERVER_SIDE_CURSORS` says that there is a pool between, by transactions.
    """
    bare_wanted = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    if bare_wanted or connection.vendor != "postgresql":
        return connection.cursor()
    from .preparing import PreparingCursor

    connection.ensure_connection()
    bare: Any = PreparingCursor(connection.connection)
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(bare)

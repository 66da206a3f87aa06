"""A cursor whose every statement PostgreSQL parses and plans once for each connection.

Django merges values into the text of a statement before it is sent, so that to the server
each one is another. Imported on PostgreSQL only: elsewhere its driver may not be there.
"""

from __future__ import annotations

from typing import Any

import psycopg

# Django turns the driver's own preparing off; with this, only what asks for it is prepared.
ONLY_ON_REQUEST = 1_000_000_000


class PreparingCursor(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> PreparingCursor:
        if self.connection.prepare_threshold is None:
            self.connection.prepare_threshold = ONLY_ON_REQUEST
        super().execute(query, params, prepare=True, **options)
        return self

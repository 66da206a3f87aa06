"""Rows that many tests begin with: made once by their factory, then written again as they were.

A site with one news index takes a fifth of a second to make, nearly all of it spent in finding out
what to write: pages, revisions, references, the log. Its fifty statements take some milliseconds.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from wagtail.models import Site

from . import base_rows

P = ParamSpec("P")
T = TypeVar("T")
Statement = tuple[str, Any, bool]
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class _Recording:
    """What a factory returned, and the statements that wrote it."""

    made: Any = None
    statements: list[Statement] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in WRITES:
            self.statements.append((sql, list(params) if many else params, many))
        return execute(sql, params, many, context)

    def play(self) -> Any:
        with connection.cursor() as cursor:
            for sql, params, many in self.statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
        # As the signals do that nobody sends here.
        Site.clear_site_root_paths_cache()
        return copy.deepcopy(self.made)


def made_once(make: Callable[P, T]) -> Callable[P, T]:
    """A factory whose rows are written by statements when it is asked again.

    Only where the database is as it was the first time, so that all keys come out the same. SQLite
    says so: a table's next key is a row there. On PostgreSQL it must be as migrated. What the
    factory is given must be known from that, and what it does besides writing rows (files) last.
    """
    recordings: dict[tuple[Any, ...], _Recording] = {}

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        state = _state()
        if state is None:
            return make(*args, **kwargs)
        if state in recordings:
            return recordings[state].play()  # type: ignore[no-any-return]
        recording = _Recording()
        with connection.execute_wrapper(recording):
            result = make(*args, **kwargs)
        recording.made = copy.deepcopy(result)
        recordings[state] = recording
        return result

    return made


def _state() -> tuple[Any, ...] | None:
    """What the next keys hang on, where that is known."""
    if connection.vendor != "sqlite":
        return ("as migrated",) if base_rows.put_back_keys() else None
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return tuple(cursor.fetchall())

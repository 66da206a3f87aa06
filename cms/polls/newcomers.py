"""A newcomer's vote in one statement, where the database can write to three tables at once.

Many come at once, and each way to the database and back is waited for by all of them. The
statement is a transaction by itself: row, tallies and key are written together or not at
all, and it answers with the result. For whoever has a row already it does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from . import rows
from .rows import INSERT, KEY, TALLY
from .tallying import RESULT, Result, result_in

# What stood before the statement is all that its last line sees: the vote is added to it.
_WELCOME = f"""
WITH new AS ({INSERT.format(share="FOR KEY SHARE")}),
counted AS (
    INSERT INTO {TALLY} (poll_id, option, slot, count)
    SELECT %s, change.option, %s, change.count
    FROM new, unnest(%s::bigint[], %s::bigint[]) AS change (option, count) ORDER BY change.option
    ON CONFLICT (poll_id, option, slot) DO UPDATE SET count = {TALLY}.count + excluded.count
),
used AS (
    INSERT INTO {KEY} (poll_id, digest, vote_id, used_at)
    SELECT %s, %s, new.id, %s FROM new WHERE %s
)
SELECT result.* FROM new, ({RESULT}) AS result
"""  # noqa: S608


def can_be_welcomed() -> bool:
    """Whether the database knows statements such as this one. SQLite does not."""
    return connection.vendor == "postgresql"


def welcome(
    poll: int,
    voter: str,
    options: Iterable[int],
    network: str,
    unit: str,
    key: str,
    now: datetime,
) -> Result | None:
    """Take the vote of someone who is new; the result with it. `None` when they are not.

    Raises `IntegrityError` when another voter has used the key.
    """
    at = connection.ops.adapt_datetimefield_value(now)
    changes = rows.changes_between(frozenset(), frozenset(options))
    with connection.cursor() as cursor:
        cursor.execute(
            _WELCOME,
            [
                *rows.values_of(poll, voter, options, network, unit, at),
                *(poll, rows.slot_of(voter), list(changes), list(changes.values())),
                *(poll, key, at, bool(key)),
                *(poll, poll),
            ],
        )
        found = cursor.fetchall()
    return result_in(found, changes) if found else None

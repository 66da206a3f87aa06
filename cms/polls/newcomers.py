"""A newcomer's vote in one statement, where the database can write to three tables at once.

Many come at once, and each way to the database and back is waited for by all of them. The
statement is a transaction by itself: row, tallies and key are written together or not at
all, and it answers with the result. For whoever has a row already it does nothing, nor for
a ballot that has changed since it was read.

The database plans it once for each connection: planning took as long as all that it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from cms.publishing.models import Entry
from cms.publishing.statements import keeping_cursor

from . import rows
from .ballot import SealedEntry
from .rows import INSERT, KEY, TALLY
from .tallying import RESULT, Result, result_in

# What stood before the statement is all that its last line sees: the vote is added to it.
_WELCOME = f"""
WITH new AS ({INSERT}),
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
_OF_POLL = _WELCOME.format(more="", share="FOR KEY SHARE")
_UNCHANGED = f"AND EXISTS (SELECT 1 FROM {Entry._meta.db_table} WHERE id = %s AND seal = %s)"  # noqa: S608
_OF_ENTRY = _WELCOME.format(more=_UNCHANGED, share="FOR KEY SHARE")


def can_be_welcomed() -> bool:
    """Whether the database knows statements such as this one. SQLite does not."""
    return connection.vendor == "postgresql"


def welcome(
    poll: int,
    read_from: SealedEntry | None,
    voter: str,
    options: Iterable[int],
    network: str,
    unit: str,
    key: str,
    now: datetime,
) -> Result | None:
    """Take the vote of someone who is new; the result with it. `None` when they are not, or
    when what the ballot was read from says something else now.

    Raises `IntegrityError` when another voter has used the key.
    """
    changes = rows.changes_between(frozenset(), frozenset(options))
    values = [
        *rows.values_of(poll, voter, options, network, unit, now),
        *(read_from or ()),
        *(poll, rows.slot_of(voter), list(changes), list(changes.values())),
        *(poll, key, now, bool(key)),
        *(poll, poll),
    ]
    with keeping_cursor() as cursor:
        cursor.execute(_OF_ENTRY if read_from else _OF_POLL, values)
        found = cursor.fetchall()
    return result_in(found, changes) if found else None

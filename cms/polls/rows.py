"""What a vote writes: its own row, and the tallies that are kept beside the rows.

Each statement looks and writes at once, and is no more than it seems: put together and
compiled anew for each vote, the ORM's took longer than the database took to run them.
All expect a transaction, and take their locks in this order, so that no two votes wait for
each other: a share of the poll's row, the voter's row, the tallies by their option, the key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from .models import Poll, Tally, UsedKey, Vote

# Voters who come at once share no row unless they share a slot.
SLOTS = 16
# The number in the tallies of what was chosen beyond each voter's first option.
BEYOND_FIRST = 0

POLL, VOTE, TALLY, KEY = (one._meta.db_table for one in (Poll, Vote, Tally, UsedKey))
# Of a voter who has a row already nothing is written.
INSERT = f"""
INSERT INTO {VOTE} (poll_id, voter, options, network, unit, suspect, created_at, changed_at)
SELECT id, %s, %s, %s, %s, %s, %s, %s FROM {POLL} WHERE id = %s {{more}}
{{share}} ON CONFLICT (poll_id, voter) DO NOTHING RETURNING id
"""  # noqa: S608
_LOCK = f"SELECT id, options FROM {VOTE} WHERE poll_id = %s AND voter = %s {{lock}}"  # noqa: S608
_REPLACE = f"UPDATE {VOTE} SET options = %s, changed_at = %s WHERE id = %s"  # noqa: S608
_COUNT = f"""
INSERT INTO {TALLY} (poll_id, option, slot, count) VALUES {{rows}}
ON CONFLICT (poll_id, option, slot) DO UPDATE SET count = {TALLY}.count + excluded.count
"""  # noqa: S608
_USE = f"""
INSERT INTO {KEY} (poll_id, digest, vote_id, used_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (poll_id, digest) DO NOTHING RETURNING id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Standing:
    """The row of a voter, locked: its key, and what was chosen."""

    vote: int
    options: frozenset[int]


def insert(
    poll: int, voter: str, options: Iterable[int], network: str, unit: str, now: datetime
) -> int | None:
    """Add the row of a voter; its key. `None` when there is one, of a vote that is committed."""
    at = connection.ops.adapt_datetimefield_value(now)
    # Whoever recounts the poll holds its row, and waits for us or we for them.
    sql = INSERT.format(more="", share="FOR KEY SHARE" if _locks() else "")
    row = _one(sql, values_of(poll, voter, options, network, unit, at))
    return row[0] if row else None


def values_of(
    poll: int, voter: str, options: Iterable[int], network: str, unit: str, at: Any
) -> list[Any]:
    """What `INSERT` asks for, at a moment in the form that the database takes."""
    return [voter, written(options), network, unit, False, at, at, poll]


def lock(poll: int, voter: str) -> Standing | None:
    """The row of a voter who has voted before, held until the end of the transaction.

    Its poll is held already: `insert`, which found the row, took its share.
    """
    row = _one(_LOCK.format(lock="FOR UPDATE" if _locks() else ""), [poll, voter])
    return Standing(row[0], chosen_in(row[1])) if row else None


def replace(vote: int, options: Iterable[int], now: datetime) -> None:
    """Put other options into a row that is locked."""
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE, [written(options), at, vote])


def count(poll: int, voter: str, before: frozenset[int], after: frozenset[int]) -> None:
    """Bring the tallies from what the voter had chosen before to what is chosen now."""
    changes = changes_between(before, after)
    slot = slot_of(voter)
    # By their option: whoever takes several rows of a slot takes them in one order.
    rows = [part for option in sorted(changes) for part in (poll, option, slot, changes[option])]
    places = ", ".join(["(%s, %s, %s, %s)"] * len(changes))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(rows=places), rows)


def use_key(poll: int, digest: str, vote: int, now: datetime) -> bool:
    """Remember the key that a vote came with. Whether nobody had used it."""
    at = connection.ops.adapt_datetimefield_value(now)
    return _one(_USE, [poll, digest, vote, at]) is not None


def changes_between(before: frozenset[int], after: frozenset[int]) -> dict[int, int]:
    """By the option, what is added to its tally, or taken from it."""
    changes = dict.fromkeys(after - before, 1) | dict.fromkeys(before - after, -1)
    beyond = beyond_first(after) - beyond_first(before)
    return changes | {BEYOND_FIRST: beyond} if beyond else changes


def beyond_first(options: frozenset[int]) -> int:
    return max(len(options) - 1, 0)


def slot_of(voter: str) -> int:
    """In which slot of the tallies a voter counts: always the same one."""
    return sum(voter.encode()) % SLOTS


def written(options: Iterable[int]) -> str:
    """The form in which a vote's options are stored: `,3,7,`."""
    return f",{','.join(str(option) for option in sorted(options))},"


def chosen_in(stored: str) -> frozenset[int]:
    return frozenset(int(option) for option in stored.split(",") if option)


def recount(poll: int) -> Counter[tuple[int, int]]:
    """What the tallies of a poll must be by its rows: by option and slot."""
    counted: Counter[tuple[int, int]] = Counter()
    rows = Vote.objects.filter(poll=poll).values_list("voter", "options")
    for voter, stored in rows.iterator(chunk_size=5000):
        slot, options = slot_of(voter), chosen_in(stored)
        counted.update((option, slot) for option in options)
        if more := beyond_first(options):
            counted[BEYOND_FIRST, slot] += more
    return counted


def _locks() -> bool:
    """Whether rows are locked one by one. SQLite has one writer at a time, and needs no lock."""
    return bool(connection.features.has_select_for_update)


def _one(sql: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row

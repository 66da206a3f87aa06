"""Looking through the log for everybody's saved searches: no change is looked past.

Each search has its own cursor. The cursor moves in the transaction that queues the
letter, so that a worker killed at any line neither loses an item nor sends it twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.publishing.log import changes_since
from cms.publishing.models import LogState
from search.engine import Engine
from search.indexer import NOT_SEARCHED
from search.planning import plan
from search.query import BadQuery, Query
from search.service import SearchUnavailable, from_an_engine
from search.standing import standing

from .matching import holding
from .models import Letter, SavedSearch, SentItem, setting

logger = logging.getLogger(__name__)

BATCH = 500
# Searches that are looked after before the worker's other work has its turn.
MOST_AT_ONCE = 1000


def check_due() -> int:
    """A step of the worker: look after the searches that are due; how many there were."""
    now = timezone.now()
    due = SavedSearch.objects.running(now).filter(checked_at__lt=_last_round(now))
    by_cursor: dict[int, list[SavedSearch]] = {}
    for search in due.order_by("cursor", "pk")[:MOST_AT_ONCE]:
        by_cursor.setdefault(search.cursor, []).append(search)
    for cursor, searches in by_cursor.items():
        look_through(cursor, searches, now)
    return sum(map(len, by_cursor.values()))


def look_through(cursor: int, searches: Sequence[SavedSearch], now: datetime) -> None:
    """Bring `searches`, all of which are at `cursor`, to the end of the log."""
    asked = {search: query for search in searches if (query := _query(search)) is not None}
    found: dict[SavedSearch, list[UUID]] = {search: [] for search in searches}
    # Tombstones that were purged meanwhile are of no interest: only what is public is told.
    horizon = LogState.objects.get(pk=1).horizon
    end = cursor
    while True:
        batch = changes_since(end, BATCH, horizon=horizon, defer=NOT_SEARCHED)
        if batch.entries:
            for search, ids in _matches(batch.entries, asked, now).items():
                found[search] += ids
        end = batch.next_since
        if not batch.has_more:
            break
    for search, ids in found.items():
        _advance(search, ids, end, now)


def _matches(
    entries: Sequence, asked: Mapping[SavedSearch, Query], now: datetime
) -> dict[SavedSearch, list[UUID]]:
    """In the order of the log."""
    also = standing().synonyms
    with holding(entries) as index:
        matching = {
            search: index.matching(replace(query, also=also), now, _has_as_typed)
            for search, query in asked.items()
        }
    return {
        search: [entry.id for entry in entries if entry.id in ids]
        for search, ids in matching.items()
    }


@transaction.atomic
def _advance(search: SavedSearch, ids: Iterable[UUID], end: int, now: datetime) -> None:
    """Move the cursor and queue the letter; nothing when another worker has been quicker."""
    here = SavedSearch.objects.filter(pk=search.pk, cursor=search.cursor)
    if not here.filter(checked_at=search.checked_at).update(cursor=end, checked_at=now):
        return
    told = set(search.sent.values_list("entry", flat=True))
    new = [key for key in dict.fromkeys(ids) if key not in told]
    if new:
        SentItem.objects.bulk_create([SentItem(search=search, entry=key) for key in new])
        Letter.objects.create(
            search=search,
            kind=Letter.Kind.DIGEST,
            entries=[str(key) for key in new],
            queued_at=now,
            due_at=now,
        )


def _query(search: SavedSearch) -> Query | None:
    try:
        return search.asked
    except BadQuery:
        # A filter that no kind of content has any more: it finds nothing, and goes at its end.
        logger.warning("The saved search %s asks for what is no longer known.", search.pk)
        return None


def _has_as_typed(query: Query) -> bool:
    """Whether the whole index finds something for `query` without disregarding diacritics."""
    strict = plan(query.unfiltered, timezone.now(), folded=False)

    def ask(engine: Engine) -> bool:
        return engine.count(strict) > 0

    try:
        return from_an_engine(ask, ask)
    except SearchUnavailable:
        # Better a result too many than one missed.
        return False


def _last_round(now: datetime) -> datetime:
    """The latest hour, of every day in Vietnam, at which searches are looked after."""
    local = timezone.localtime(now)
    today = timezone.make_aware(
        datetime.combine(local.date(), time(setting("HOUR"))), timezone.get_current_timezone()
    )
    return today if today <= now else today - timedelta(days=1)

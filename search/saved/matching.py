"""Which of some items a query finds: the items are put into a scratch index, and it is asked.

So a saved search finds what the search page finds: it is the same analysis, the same plan
and the same engine. What differs is said here: nothing is found loosely. A query typed
with diacritics does not find what lacks them, unless the whole index has nothing better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cms.publishing.models import Entry
from search.asking import can_match
from search.engine import Index
from search.passages import changes_of
from search.plan import Plan
from search.planning import plan
from search.query import Query
from search.scratch import scratch

# Whether the whole index has something for a query as it was typed.
FoundAsTyped = Callable[[Query], bool]


@dataclass(frozen=True, slots=True)
class Holding:
    """What an index holds, to be asked for all that matches; at most `size` are given."""

    index: Index
    size: int

    def matching(self, query: Query, now: datetime, found_as_typed: FoundAsTyped) -> set[UUID]:
        """The items that `query` finds at `now`. Raises `EngineUnavailable`."""
        if not can_match(query):
            return set()
        strict, folded = (plan(query, now, folded=folded) for folded in (False, True))
        found = self._found(strict)
        if found or folded.must == strict.must or found_as_typed(query):
            return found
        return self._found(folded)

    def _found(self, asked: Plan) -> set[UUID]:
        # Which they are is asked, not which is best.
        everything = replace(
            asked, order="date", score=(), offset=0, limit=max(self.size, 1), passages=1
        )
        return {hit.id for hit in self.index.search(everything).hits}


@contextmanager
def holding(entries: Sequence[Entry]) -> Iterator[Holding]:
    """`entries`, which may be tombstones, to be asked of. One query, for their labels."""
    with scratch("embedded") as engine:
        index = engine.fresh()
        last = max((entry.change for entry in entries), default=0)
        index.apply(changes_of(entries, 0, last))
        try:
            yield Holding(index, len(entries))
        finally:
            index.clear()

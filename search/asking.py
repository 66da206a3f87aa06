"""Asking an engine: as it was typed first, and without regard to diacritics when nothing has them.

The search page, the API and the measurement of quality all ask this way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .engine import Engine, Results
from .plan import Plan, plan
from .query import Query
from .understanding import understood


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a query: the plan that disregards diacritics, and the plan that answered."""

    used: Plan
    folded: Plan
    results: Results

    @property
    def loosened(self) -> bool:
        """Whether nothing has the diacritics as they were typed."""
        return self.used is self.folded


def ask(engine: Engine, query: Query, now: datetime, withdrawn: tuple[UUID, ...] = ()) -> Asked:
    """The page of results that `query` asks for. Raises `EngineUnavailable`."""
    strict = plan(query, now, folded=False, withdrawn=withdrawn)
    folded = plan(query, now, folded=True, withdrawn=withdrawn)
    results = engine.search(strict) if can_match(query) else Results(0)
    if results.total or folded.must == strict.must:
        return Asked(strict, folded, results)
    return Asked(folded, folded, engine.search(folded))


def can_match(query: Query) -> bool:
    """Words of punctuation alone find nothing; no words at all leave the filters to choose."""
    return not query.text or understood(query.text).says_something

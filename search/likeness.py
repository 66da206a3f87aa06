"""More like this: items that share the telling words of one item's title and lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from cms.publishing.models import Entry

from .passages import summary_of
from .plan import Plan
from .planning import plan
from .query import LONGEST_TEXT, Query

# One in so many of the words must be in what resembles the item.
SHARED = 3


def words_of(entry: Entry) -> str:
    """What an item is about, in its own words."""
    lead = str(summary_of(entry).get("lead") or "")
    return f"{entry.title} {lead}"[:LONGEST_TEXT]


def plan_like(query: Query, entry: Entry, now: datetime, withdrawn: tuple[UUID, ...]) -> Plan:
    """How to find, within the filters of `query`, what resembles `entry`, but not itself."""
    words = replace(query, text=words_of(entry))
    made = plan(words, now, folded=False, withdrawn=(*withdrawn, entry.id))
    return replace(made, required=max(1, len(made.must) // SHARED), leanings={})

"""What an answer heeds and is not found by asking an index: how far the log is, and what editors
say of words and of questions. All of it is read at once: an answer waits for PostgreSQL as often
as it asks it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import JSONArray
from wagtail.contrib.search_promotions.models import SearchPromotion

from cms.api.prepared import Kept
from cms.publishing.models import Entry, LogState

from .models import Synonym
from .query import Query
from .synonyms import Synonyms


class State(NamedTuple):
    """How far the log is: its last change, when that was made, and its horizon."""

    last_change: int
    horizon: int
    changed_at: datetime | None


# By the key of each promotion, the query for which it is.
Promotions = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The log's state, words that mean the same, and for which queries something is put first."""

    log: State
    synonyms: Synonyms
    promotions: Promotions


class _Rows(Subquery):
    """The rows of a queryset of JSON values, as the text of one JSON list."""

    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        rows = "(SELECT json_agg(of.row)::text FROM (%(subquery)s) of)"
        return self.as_sql(compiler, connection, template=rows, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        rows = "(SELECT json_group_array(json(of.row)) FROM (%(subquery)s) of)"
        return self.as_sql(compiler, connection, template=rows, **context)


def _standing() -> QuerySet[LogState, Any]:
    changed = Entry.objects.filter(change=OuterRef("last_change")).values("updated_at")
    words = Synonym.objects.values(row=JSONArray("typed", "meant", "both_ways"))
    queries = SearchPromotion.objects.values(row=JSONArray("pk", "query__query_string"))
    return LogState.objects.filter(pk=1).values_list(
        "last_change",
        "horizon",
        Subquery(changed[:1]),
        # In an order, so that every process chooses alike.
        _Rows(words.order_by("typed", "pk")),
        _Rows(queries.order_by("pk")),
    )


_STANDING = Kept(_standing)


def standing() -> Standing:
    """What stands now. One query."""
    [(*log, words, queries)] = _STANDING.rows()
    return Standing(State(*log), _synonyms_in(words or "[]"), _promotions_in(queries or "[]"))


@lru_cache(maxsize=2)
def _synonyms_in(rows: str) -> Synonyms:
    return Synonyms.of((typed, meant, bool(both)) for typed, meant, both in orjson.loads(rows))


@lru_cache(maxsize=2)
def _promotions_in(rows: str) -> Promotions:
    return tuple((key, query) for key, query in orjson.loads(rows))


def with_synonyms(query: Query) -> Query:
    """`query` with what editors say now that its words mean as well. One query to the database."""
    return replace(query, also=standing().synonyms)

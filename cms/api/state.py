"""The state of the whole log at one moment: the validator of everything that spans items."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, DateTimeField, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cms.publishing.models import Entry, LogState

from .conditional import Validator
from .prepared import Prepared


def _state(now: datetime) -> QuerySet[LogState, Any]:
    lapsed = Entry.objects.filter(withdrawn_at=None, expires_at__lte=now).order_by()
    one_group = lapsed.values("withdrawn_at")
    changed = Entry.objects.filter(change=OuterRef("last_change")).values("updated_at")
    return LogState.objects.filter(pk=1).values_list(
        "last_change",
        "horizon",
        Subquery(changed[:1]),
        Coalesce(
            Subquery(one_group.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
        ),
        Subquery(one_group.annotate(t=Max("expires_at")).values("t"), output_field=DateTimeField()),
    )


_STATE = Prepared(_state, now=Entry._meta.get_field("expires_at"))


def state_at(now: datetime) -> LogState:
    """The log's state, with what the clock alone has changed. One query.

    An item that has expired is gone from every answer before the log says so:
    `lapsed` counts them and `lapsed_at` is the latest.
    """
    [(last_change, horizon, changed_at, lapsed, lapsed_at)] = _STATE.rows(now=now)
    state = LogState(pk=1, last_change=last_change, horizon=horizon)
    state.changed_at, state.lapsed, state.lapsed_at = changed_at, lapsed, lapsed_at  # type: ignore[attr-defined]
    return state


def validator_of(state: LogState, *parts: object) -> Validator:
    """The validator of an answer that is made of the log's state and of `parts`."""
    moments = [moment for moment in (state.changed_at, state.lapsed_at) if moment]  # type: ignore[attr-defined]
    modified = max(moments, default=None)
    return Validator.of(state.last_change, state.lapsed, *parts, modified=modified)  # type: ignore[attr-defined]

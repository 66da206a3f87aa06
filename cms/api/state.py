"""The state of the whole log at one moment: the validator of everything that spans items."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, DateTimeField, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cms.publishing.models import Entry, LogState

from .conditional import Validator


def state_at(now: datetime) -> LogState:
    """The log's state, with what the clock alone has changed. One query.

    An item that has expired is gone from every answer before the log says so:
    `lapsed` counts them and `lapsed_at` is the latest.
    """
    lapsed = Entry.objects.filter(withdrawn_at=None, expires_at__lte=now).order_by()
    one_group = lapsed.values("withdrawn_at")
    return LogState.objects.annotate(
        changed_at=Subquery(
            Entry.objects.filter(change=OuterRef("last_change")).values("updated_at")[:1]
        ),
        lapsed=Coalesce(
            Subquery(one_group.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
        ),
        lapsed_at=Subquery(
            one_group.annotate(t=Max("expires_at")).values("t"), output_field=DateTimeField()
        ),
    ).get(pk=1)


def validator_of(state: LogState, *parts: object) -> Validator:
    """The validator of an answer that is made of the log's state and of `parts`."""
    moments = [moment for moment in (state.changed_at, state.lapsed_at) if moment]  # type: ignore[attr-defined]
    modified = max(moments, default=None)
    return Validator.of(state.last_change, state.lapsed, *parts, modified=modified)  # type: ignore[attr-defined]

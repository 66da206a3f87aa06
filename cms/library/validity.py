"""Whether a document is in force on a day: computed, never stored by hand. Pure functions.

The rules are those of the law on promulgating legal documents (80/2015/QH13, Article 154,
and its successor 64/2025/QH15): a document is in force from the day it sets; it ends on the
day it sets itself, or when another replaces or repeals it; and it ends in part when another
amends it, or replaces or repeals some of its provisions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from .vocabulary import RelationKind

# Dates of Vietnamese law turn over at midnight there, whatever the server's clock.
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

CHANGING = frozenset({RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPEALS})


class State(StrEnum):
    """In force or not, as Vietnamese official sites have it; the values are codes in addresses."""

    NOT_YET = "chua-co-hieu-luc"
    IN_FORCE = "con-hieu-luc"
    PARTLY_ENDED = "het-hieu-luc-mot-phan"
    ENDED = "het-hieu-luc"
    UNKNOWN = "chua-xac-dinh"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one other document does to this one, from a day on; `None`: from a day not known.

    `anchors` are the provisions concerned, where that is known.
    """

    kind: RelationKind
    partial: bool
    since: date | None
    anchors: tuple[str, ...] = ()

    @property
    def ends_all(self) -> bool:
        return self.kind.ends and not self.partial


@dataclass(frozen=True, slots=True)
class Term:
    """What is known of a document's time: its own dates, and what others do to it.

    `ends` is the first day on which it is no longer in force.
    """

    begins: date | None = None
    ends: date | None = None
    effects: tuple[Effect, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.begins or self.ends or any(e.kind in CHANGING for e in self.effects))

    @property
    def ended_on(self) -> date | None:
        """The first day on which nothing of it is in force any more, as far as is known."""
        days = [effect.since for effect in self.effects if effect.ends_all]
        return min((day for day in (self.ends, *days) if day), default=None)


def state_on(term: Term, day: date) -> State:
    """What holds on that day.

    A document that another one ends, no one says when, is in a state that is not known;
    one that is changed in part, no one says when, is taken to be changed already.
    """
    if term.ended_on and term.ended_on <= day:
        return State.ENDED
    if term.begins is None:
        return State.UNKNOWN
    if day < term.begins:
        return State.NOT_YET
    if any(effect.ends_all and effect.since is None for effect in term.effects):
        return State.UNKNOWN
    return State.PARTLY_ENDED if _is_changed(term.effects, day) else State.IN_FORCE


def next_turn(term: Term, day: date) -> date | None:
    """The first day after `day` on which the state differs; `None` when none is known."""
    days = (term.begins, term.ends, *(effect.since for effect in term.effects))
    later = sorted({one for one in days if one and one > day})
    now = state_on(term, day)
    return next((one for one in later if state_on(term, one) is not now), None)


def term_of_provision(term: Term, anchor: str) -> Term:
    """What is known of the time of one provision of a document with that term.

    What replaces or repeals a provision ends all that is in it. What is done to others,
    and is known to be done only to them, does not concern it.
    """
    effects = (_on_provision(effect, anchor) for effect in term.effects)
    return replace(term, effects=tuple(effect for effect in effects if effect))


def _on_provision(effect: Effect, anchor: str) -> Effect | None:
    if effect.ends_all or not effect.anchors:
        return effect
    if any(_contains(one, anchor) for one in effect.anchors):
        return replace(effect, partial=False)
    return effect if any(_contains(anchor, one) for one in effect.anchors) else None


def _contains(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}-")


def first_moment(day: date) -> datetime:
    """Midnight in Vietnam at which the day begins."""
    return datetime.combine(day, time.min, VIETNAM)


def _is_changed(effects: Iterable[Effect], day: date) -> bool:
    return any(
        effect.since is None or effect.since <= day
        for effect in effects
        if effect.kind in CHANGING and not effect.ends_all
    )

"""States of validity in people's words."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.publishing.representation import Label

from .validity import State, Term, state_on
from .vocabulary import DocumentType

NAMES: dict[State, str | Promise] = {
    State.NOT_YET: _("Not yet in force"),
    State.IN_FORCE: _("In force"),
    State.PARTLY_ENDED: _("Partly no longer in force"),
    State.ENDED: _("No longer in force"),
    State.UNKNOWN: _("Validity not determined"),
}


class Typed(Protocol):
    """A document, or what of it tells whether it makes law."""

    @property
    def type(self) -> str: ...


def has_validity(page: Typed, term: Term) -> bool:
    """Whether it can be in force: of a handbook or a video no one asks."""
    return DocumentType(page.type).makes_law or term.is_known


def state_of(page: Typed, term: Term, day: date) -> State | None:
    return state_on(term, day) if has_validity(page, term) else None


def label_of(state: State) -> Label:
    return Label(state.value, str(NAMES[state]))


def validity_json(page: Typed, term: Term, day: date) -> dict[str, Any] | None:
    """The state on that day as the API gives it, `None` where there is no such thing."""
    state = state_of(page, term, day)
    if state is None:
        return None
    return {
        "code": state.value,
        "name": str(NAMES[state]),
        "from": term.begins and term.begins.isoformat(),
        "until": term.ended_on and term.ended_on.isoformat(),
    }

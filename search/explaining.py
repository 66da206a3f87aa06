"""Why a result stands where it does, for those who run the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from .engine import Engine, ScorePart
from .plan import Plan
from .query import Query
from .service import from_an_engine, plan_of

# Of a score's parts, the largest: the others say nothing any more.
MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """The plan that answered, and by item what its score is made of, the largest first."""

    plan: Plan
    parts: Mapping[UUID, Sequence[ScorePart]]

    def score(self, key: UUID) -> float:
        """What the terms add up to: the title's, and those of the best passage."""
        return sum(part.score for part in self.parts.get(key, ()))


def may_explain(user: Any) -> bool:
    """Whether someone runs the site: who may enter the admin."""
    return bool(user and user.is_active and user.has_perm("wagtailadmin.access_admin"))


def explain(query: Query, keys: Sequence[UUID], now: datetime) -> Explanation:
    """How the items `keys`, found by `query`, were ranked. Raises `SearchUnavailable`."""

    def ask(engine: Engine) -> Explanation:
        plan = plan_of(engine, query, now)
        return Explanation(plan, {key: _largest(engine.explain(plan, key)) for key in keys})

    return from_an_engine(ask, ask)


def _largest(parts: Sequence[ScorePart]) -> Sequence[ScorePart]:
    return sorted(parts, key=lambda part: -part.score)


def as_json(found: Explanation, key: UUID) -> dict[str, Any]:
    """What the API says of one result."""
    return {
        "score": found.score(key),
        "parts": [
            {
                "place": part.place,
                "form": part.form,
                "token": part.token,
                "score": part.score,
            }
            for part in found.parts.get(key, ())
        ],
    }


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """What was looked for: what must be there, and what each term is worth."""
    return {
        "required": plan.required,
        "must": [{"form": term.form, "token": term.token} for term in plan.terms],
        "score": [
            {"form": term.form, "token": term.token, "weight": term.weight} for term in plan.score
        ],
    }

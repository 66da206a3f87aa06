"""Why a result stands where it does, for those who run the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from cms.publishing.models import Entry

from .abbreviations import meanings
from .asking import Asked
from .engine import NO_TEXT, Engine, ScorePart
from .passages import cited_by, item_of
from .phrases import telling
from .plan import Plan
from .query import Query
from .ranking.account import Judged, accounted
from .service import asked_of, from_an_engine
from .standing import standing
from .synonyms import Synonyms
from .understanding import understood

# Of a score's parts, the largest: the others say nothing any more.
MOST_PARTS = 12


Reason = Literal["cited", "typed", "ranked", "score", "sorted"]


@dataclass(frozen=True, slots=True)
class StandsFor:
    """What of the question was looked for as something else too; `by` editors, as an
    abbreviation, or as keys without an input method."""

    typed: str
    meant: tuple[str, ...]
    by: Literal["editors", "abbreviation", "keys"]


@dataclass(frozen=True, slots=True)
class Place:
    """Why an item stands where it does.

    It is the document that the question cites; or it has the words as they were typed,
    before those of the corrected question; or it was `ranked` by what was learned, or by
    the index's score alone; or the results are sorted otherwise. `judged` is its best passage
    among those that were ranked again; `leaning` what speaks for the item beside its words.
    """

    reason: Reason
    judged: Judged | None = None
    leaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was understood, the plan that answered, and by item what its score is made of,
    the largest first, and what put it in its place."""

    plan: Plan
    parts: Mapping[UUID, Sequence[ScorePart]]
    places: Mapping[UUID, Place] = field(default_factory=dict)
    stands_for: tuple[StandsFor, ...] = ()
    meant: str | None = None
    asking: tuple[str, ...] = ()

    def score(self, key: UUID) -> float:
        """What the terms add up to: the title's, and those of the best passage."""
        return sum(part.score for part in self.parts.get(key, ()))


def may_explain(user: Any) -> bool:
    """Whether someone runs the site: who may enter the admin."""
    return bool(user and user.is_active and user.has_perm("wagtailadmin.access_admin"))


def explain(query: Query, keys: Sequence[UUID], now: datetime) -> Explanation:
    """How the items `keys`, found by `query`, were ranked. Raises `SearchUnavailable`."""

    also = standing().synonyms
    rows = Entry.objects.public(now).defer("payload").in_bulk(keys)

    def ask(engine: Engine) -> Explanation:
        with accounted() as account:
            asked = asked_of(engine, query, now)
        judged = {one.words: one for one in sorted(account.judged, key=lambda one: -one.place)}
        return Explanation(
            plan=asked.used,
            parts={key: _largest(engine.explain(asked.used, key)) for key in keys},
            places={key: _place(engine, asked, entry, judged) for key, entry in rows.items()},
            stands_for=tuple(_stands_for(query.text, also)),
            meant=asked.meant,
            asking=_asking(query.text),
        )

    return from_an_engine(ask, ask)


def _place(engine: Engine, asked: Asked, entry: Entry, judged: Mapping[bytes, Judged]) -> Place:
    plan = asked.used
    if plan.order != "relevance":
        return Place("sorted")
    if {one.key for one in plan.pinned} & {*cited_by(entry)}:
        return Place("cited")
    item = item_of(entry)
    found = [judged.get(item.packed(passage)) for passage in item.passages or (NO_TEXT,)]
    best = min((one for one in found if one), key=lambda one: one.place, default=None)
    leaning = sum(plan.leanings.get(facet, 0.0) for facet in item.facets)
    if asked.forgiven and _has_as_typed(engine, plan, entry.id):
        return Place("typed", best, leaning)
    return Place("ranked" if best else "score", best, leaning)


def _has_as_typed(engine: Engine, plan: Plan, key: UUID) -> bool:
    alone = replace(plan.filters, within=key)
    as_typed = replace(plan, must=plan.typed, required=plan.typed_required, typed=(), filters=alone)
    return engine.count(as_typed) > 0


def _stands_for(text: str, also: Synonyms) -> Iterator[StandsFor]:
    meant = understood(text, also)
    for one in meant.alternatives:
        words = meant.words[one.start : one.end]
        phrase = tuple(word.folded for word in words)
        by: Literal["editors", "abbreviation", "keys"] = (
            "editors" if one.written else "abbreviation" if phrase in meanings() else "keys"
        )
        others = tuple(" ".join(word.exact for word in other) for other in one.others)
        yield StandsFor(text[words[0].start : words[-1].end], others, by)


def _asking(text: str) -> tuple[str, ...]:
    """The words that only make it a question."""
    words = understood(text).words
    needed = set(telling(words))
    return tuple(word.exact for word in words if word not in needed)


def _largest(parts: Sequence[ScorePart]) -> Sequence[ScorePart]:
    return sorted(parts, key=lambda part: -part.score)


def as_json(found: Explanation, key: UUID) -> dict[str, Any]:
    """What the API says of one result."""
    place = found.places.get(key) or Place("score")
    judged = place.judged
    return {
        "reason": place.reason,
        "score": found.score(key),
        "leaning": place.leaning,
        "parts": [
            {
                "place": part.place,
                "form": part.form,
                "token": part.token,
                "score": part.score,
            }
            for part in found.parts.get(key, ())
        ],
        "ranking": judged
        and {
            "first_place": judged.first_place,
            "place": judged.place,
            "score": judged.score,
            "worth": judged.worth,
        },
    }


def plan_as_json(found: Explanation) -> dict[str, Any]:
    """What was understood and looked for: what must be there, and what each term is worth."""
    plan = found.plan
    return {
        "required": plan.required,
        "must": [{"form": term.form, "token": term.token} for term in plan.terms],
        "score": [
            {"form": term.form, "token": term.token, "weight": term.weight} for term in plan.score
        ],
        "stands_for": [
            {"typed": one.typed, "meant": list(one.meant), "by": one.by} for one in found.stands_for
        ],
        "asking": list(found.asking),
        "cited": [{"document": one.key, "anchor": one.anchor} for one in plan.pinned],
        "meant": found.meant,
    }

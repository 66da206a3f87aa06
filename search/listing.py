"""What the search page shows: results, filters, and where each of its links leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cms.publishing.models import Entry
from cms.publishing.sources import kinds

from .address import address_of, parameters_of, written
from .analysis import PAIR
from .explaining import MOST_PARTS, Explanation, Place
from .facets import Facet
from .found import Found
from .passages import summary_of
from .query import LAST_RESULT, Query
from .schemes import facets
from .service import Answer

# Of a filter's values, how many stand open; the rest are folded away.
OPEN_VALUES = 8


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter; `url` chooses it, or lets it go when it is chosen."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the page: values that stand open, and values to unfold."""

    label: str | Promise
    values: Sequence[Value]
    more: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Row:
    """A result. Each passage is its heading, its safe HTML and where it stands.

    `more_url` leads to further passages of it, where there are any, `like_url` to what
    resembles it.
    """

    key: UUID
    title_html: SafeString
    url: str
    kind: str
    number: str
    day: date | None
    validity: str
    validity_code: str
    passages: Sequence[tuple[str, SafeString, str]]
    more_url: str
    like_url: str
    explanation: Explained | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a result stands where it does, for those who run the site.

    `ranking` says by what it is about, and the largest first, what spoke for it (above 0)
    and against it when the best were ranked again; `first_place` and `place` are before and after.
    `leaning` speaks for the item beside its words.
    """

    reason: str | Promise
    score: float
    parts: Sequence[tuple[str, str | Promise, str | Promise, float]]
    first_place: int = 0
    place: int = 0
    ranking: Sequence[tuple[str | Promise, float]] = ()
    leaning: float = 0.0


REASONS: dict[str, str | Promise] = {
    "cited": _lazy("The question names this document: it comes before all others."),
    "typed": _lazy(
        "It has the words as they were typed: it comes before what only has them corrected."
    ),
    "ranked": _lazy("It is among the best by the words' score, and was ranked again."),
    "score": _lazy("It stands where the words' score puts it."),
    "sorted": _lazy("The results are sorted otherwise than by how well they match."),
}
GROUPS: dict[str, str | Promise] = {
    "words": _lazy("Words of the question in it, the rarer the better"),
    "pairs": _lazy("Words side by side as in the question"),
    "near": _lazy("Words near one another"),
    "label": _lazy("Words in its title or heading"),
    "length": _lazy("Its length"),
    "engine": _lazy("The words' score in the index"),
}
FORMS: dict[str, str | Promise] = {
    "exact": _lazy("word with just these diacritics"),
    "folded": _lazy("word without diacritics"),
    "exact_pairs": _lazy("two words side by side"),
    "folded_pairs": _lazy("two words side by side, without diacritics"),
}
PLACES: dict[str, str | Promise] = {
    "label": _lazy("in title or heading"),
    "text": _lazy("in the text"),
}
MEANT_BY: dict[str, str | Promise] = {
    "editors": _lazy("synonym of the editors"),
    "abbreviation": _lazy("abbreviation"),
    "keys": _lazy("typed without an input method"),
}


def asked_about(explanation: Explanation) -> dict[str, Any]:
    """How the question was understood, in words."""
    plan = explanation.plan
    return {
        "needed": [" ".join(term.token for term in wanted.options[0]) for wanted in plan.must],
        "read_as": " ".join(word.token for word in plan.meant),
        "stands_for": [
            (one.typed, ", ".join(one.meant), MEANT_BY[one.by]) for one in explanation.stands_for
        ],
        "terms": [
            (term.token.replace(PAIR, " "), FORMS[term.form], term.weight) for term in plan.score
        ],
    }


def rows_of(query: Query, answer: Answer, explanation: Explanation | None = None) -> list[Row]:
    return [_row(query, found, explanation) for found in answer.hits]


def chosen_of(query: Query, answer: Answer) -> list[Value]:
    """What is chosen now, each as a value to let go."""
    facets_chosen = (
        value for name in query.choices for value in _values(query, name, answer) if value.chosen
    )
    chosen = list(facets_chosen)
    if query.valid_on:
        label = _("In force on %(day)s") % {"day": _day_label(query.valid_on)}
        chosen.append(Value(label, 0, address_of(query, valid_on=None), True))
    if query.dated:
        label = _period_label(query.published_after, query.published_before)
        url = address_of(query, published_after=None, published_before=None)
        chosen.append(Value(label, 0, url, True))
    return chosen


def _period_label(after: datetime | None, before: datetime | None) -> str:
    days = {
        "after": after and _day_label(timezone.localtime(after)),
        "before": before and _day_label(timezone.localtime(before)),
    }
    if after and before:
        return _("From %(after)s to before %(before)s") % days
    return (_("From %(after)s on") if after else _("Before %(before)s")) % days


def _day_label(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def relaxed_of(answer: Answer) -> list[Value]:
    """The filters without which something would be found."""
    names = {**facets(), "valid_on": _("In force on"), "published": _("Day of publication")}
    return [
        Value(str(names[one.parameter]), one.count, address_of(one.query), False)
        for one in answer.relaxations
    ]


def shorter_of(answer: Answer) -> list[Value]:
    """The question with words left out, where that finds something."""
    return [
        Value(one.query.text, one.count, address_of(one.query), False) for one in answer.shorter
    ]


def filters_of(query: Query, answer: Answer) -> list[Filter]:
    """The filters that have something to choose."""
    shown = ((label, _values(query, name, answer)) for name, label in facets().items())
    return [
        Filter(label, values[:OPEN_VALUES], values[OPEN_VALUES:])
        for label, values in shown
        if len(values) > 1 or any(one.chosen or one.count < answer.total for one in values)
    ]


def page_of(query: Query, answer: Answer) -> Page[int]:
    """The numbers of the pages around this one, as the portal's paging shows them."""
    reachable = range(min(answer.total, LAST_RESULT))
    return Paginator(reachable, query.page_size).get_page(query.page)


def hidden_fields(query: Query, *own: str) -> list[tuple[str, str]]:
    """What a form with the fields `own` must send along."""
    return [(name, value) for name, value in parameters_of(query) if name not in {*own, "page"}]


def day_in_form(moment: datetime | None) -> str:
    return written(moment)[:10] if moment else ""


def _row(query: Query, found: Found, explanation: Explanation | None) -> Row:
    entry = found.entry
    kind, summary = kinds().get(entry.kind), summary_of(entry)
    validity = summary.get("validity") or {}
    within = Query(query.text, within=entry.id)
    return Row(
        key=entry.id,
        title_html=found.title_html,
        url=found.url,
        kind=str(_type_in(summary) or (kind.label if kind else "")),
        number=str(summary.get("number") or ""),
        day=_day_of(entry, summary),
        validity=str(validity.get("name") or ""),
        validity_code=str(validity.get("code") or ""),
        passages=[(one.heading, one.html, one.url_in(entry.url)) for one in found.passages],
        more_url=address_of(within) if found.more and query.text else "",
        like_url=address_of(Query("", like=entry.id)),
        explanation=_explained(explanation, entry.id) if explanation else None,
    )


def _type_in(summary: Mapping[str, Any]) -> str:
    """What an item is more precisely than its kind says: a law, a form."""
    named = summary.get("type")
    return str(named.get("name") or "") if isinstance(named, Mapping) else ""


def _day_of(entry: Entry, summary: Mapping[str, Any]) -> date | None:
    """The day beside a title: of a numbered document that of its issue, or none; its number says
    nothing of the day on which it was put up here."""
    issued = parse_date(str(summary.get("issued_on") or ""))
    if issued or summary.get("number") or not entry.published_at:
        return issued
    return timezone.localdate(entry.published_at)


def _explained(explanation: Explanation, key: UUID) -> Explained:
    place = explanation.places.get(key, Place("score"))
    judged = place.judged
    worth = judged.worth if judged else {}
    return Explained(
        reason=REASONS[place.reason],
        score=explanation.score(key),
        parts=[
            (part.token.replace(PAIR, " "), PLACES[part.place], FORMS[part.form], part.score)
            for part in explanation.parts.get(key, ())[:MOST_PARTS]
        ],
        first_place=judged.first_place if judged else 0,
        place=judged.place if judged else 0,
        ranking=[
            (GROUPS[name], worth[name])
            for name in sorted(worth, key=lambda name: -abs(worth[name]))
        ],
        leaning=place.leaning,
    )


def _values(query: Query, facet: str, answer: Answer) -> list[Value]:
    return [_value(query, facet, value) for value in answer.facets.get(facet, ())]


def _value(query: Query, facet: str, value: Facet) -> Value:
    chosen = query.choices.get(facet, ())
    others = tuple(one for one in chosen if one != value.value)
    is_chosen = value.value in chosen
    wanted = others if is_chosen else (*chosen, value.value)
    url = address_of(query, choices={**query.choices, facet: wanted})
    return Value(value.label, value.count, url, is_chosen)

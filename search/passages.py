"""From an entry of the log to what an index holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

import orjson
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.dateparse import parse_date

from cms.legaltext.asked import keys_asked_by
from cms.legaltext.laws import number_key, same_name_key
from cms.publishing.models import Entry
from cms.publishing.representation import Passage
from cms.publishing.sources import kinds

from .analysis import forms_of
from .engine import Changes, IndexedItem, IndexedPassage
from .moments import NEVER, date_order, microseconds, number_order, year_in
from .schemes import facets, token

# Where the labels of entries lie that were read together: a manager for each takes longer.
LABELS = "read_labels"


def passages_of(entry: Entry) -> tuple[Passage, ...]:
    """What is searched in an entry beside its title: its lead, then its passages.

    A passage's place in this tuple is its position in every index.
    """
    return (*lead_of(entry), *entry.passages)


def lead_of(entry: Entry) -> tuple[Passage, ...]:
    """What stands before the text of an entry that has a lead: that, as a passage."""
    lead = summary_of(entry).get("lead")
    return (Passage("", "", lead),) if lead else ()


def changes_of(entries: Iterable[Entry], since: int, cursor: int) -> Changes:
    """What a batch of the log means to an index. One query, for the labels."""
    batch = list(entries)
    public = [entry for entry in batch if is_searchable(entry)]
    prefetch_related_objects(public, Prefetch("labels", to_attr=LABELS))
    kept = {entry.id for entry in public}
    return Changes(
        since=since,
        cursor=cursor,
        items=tuple(item_of(entry) for entry in public),
        gone={entry.id: entry.change for entry in batch if entry.id not in kept},
    )


def is_searchable(entry: Entry) -> bool:
    """Whether an index holds the entry. The clock is asked when it is searched."""
    kind = kinds().get(entry.kind)
    return entry.withdrawn_at is None and kind is not None and kind.searchable


def summary_of(entry: Entry) -> dict[str, Any]:
    """What lists show of the entry. Three fields of it mean something to search, where a
    kind has them: `number`, by which documents are cited, `issued_on`, their day, and
    `effective_from`, which tells of it where it is not known.
    """
    found: dict[str, Any] = orjson.loads(entry.summary or "{}")
    return found


def item_of(entry: Entry) -> IndexedItem:
    published, summary = entry.published_at, summary_of(entry)
    number = str(summary.get("number") or "")
    dated = _dated(entry, summary)
    order = date_order(dated, entry.id)
    title = forms_of(entry.title)
    named = f"{title.folded} {forms_of(number).folded}"
    return IndexedItem(
        id=entry.id,
        change=entry.change,
        kind=entry.kind,
        facets=tuple(_facets(entry, dated)),
        published=microseconds(published) if published else 0,
        expires=microseconds(entry.expires_at) if entry.expires_at else NEVER,
        valid_from=entry.valid_from.toordinal() if entry.valid_from else None,
        valid_until=entry.valid_until.toordinal() if entry.valid_until else None,
        order=order,
        number=number_order(number, order),
        names=" ".join(dict.fromkeys(named.split())),
        keys=keys_of(entry.title, number, _day(summary, "issued_on")),
        title=title,
        passages=tuple(
            IndexedPassage(position, forms_of(passage.heading), forms_of(passage.text))
            for position, passage in enumerate(passages_of(entry))
        ),
    )


def cited_by(entry: Entry) -> tuple[str, ...]:
    """By which the entry is cited, if it is a document."""
    summary = summary_of(entry)
    return keys_of(entry.title, str(summary.get("number") or ""), _day(summary, "issued_on"))


def keys_of(title: str, number: str, issued_on: date | None) -> tuple[str, ...]:
    """By which a document is cited; what has no number is no document."""
    if not number:
        return ()
    asked_by = keys_asked_by(number, title, issued_on.year if issued_on else None)
    keys = (number_key(number), *asked_by, same_name_key(title))
    return tuple(dict.fromkeys(key for key in keys if key))


def _facets(entry: Entry, dated: datetime | None) -> Iterator[str]:
    yield token("kind", entry.kind)
    if dated:
        here = timezone.get_default_timezone()
        yield token("year", str(timezone.localtime(dated, here).year))
    known = facets()
    labels = getattr(entry, LABELS, None)
    for label in sorted(
        entry.labels.all() if labels is None else labels, key=lambda one: (one.scheme, one.code)
    ):
        if label.scheme in known:
            yield token(label.scheme, label.code)


def _dated(entry: Entry, summary: Mapping[str, Any]) -> datetime | None:
    """When the item is from: a document from its day of issue, whenever it was put up."""
    day = _day(summary, "issued_on") or _last_day_of_issue(summary)
    return timezone.make_aware(datetime.combine(day, time.min)) if day else entry.published_at


def _last_day_of_issue(summary: Mapping[str, Any]) -> date | None:
    """The last day on which a document may have been issued, by the day from which it is in
    force and the year in its number: an old law put up without its date is not today's."""
    year = year_in(str(summary.get("number") or ""))
    known = [_day(summary, "effective_from"), date(year, 12, 31) if year else None]
    return min((day for day in known if day), default=None)


def _day(summary: Mapping[str, Any], name: str) -> date | None:
    given = summary.get(name)
    return parse_date(str(given)) if given else None

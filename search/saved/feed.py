"""The results of a search as RSS, in the order in which the log got them.

Not by their dates: a law of 2013 that is put up today is new today, and a reader that
looks at the top of the feed must not miss it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.db.models import QuerySet
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from cms.publishing.models import Entry, LogState
from search.engine import Engine, EngineUnavailable
from search.query import LAST_RESULT, Query
from search.service import from_an_engine
from search.standing import with_synonyms

from .matching import Holding, holding
from .wording import feed_url, in_words, search_url

PAGE = 50
# Where a search finds more than can be paged through, the log itself is read backwards.
WINDOW = 500


@dataclass(frozen=True, slots=True)
class Items:
    """A page of the feed; `more`: there is another."""

    entries: Sequence[Entry]
    more: bool


def items_of(query: Query, page: int, now: datetime) -> Items:
    """The public items that `query` finds, the latest change first.

    What no index has read yet is looked through as well: an item that is in the log is in
    the feed. Raises `SearchUnavailable`.
    """
    query = with_synonyms(query)
    wanted = slice((page - 1) * PAGE, page * PAGE + 1)

    def ask(engine: Engine) -> set[UUID]:
        return _found_by(engine, query, now)

    ids = from_an_engine(ask, ask)
    if len(ids) < LAST_RESULT:
        entries = list(_newest(now).filter(id__in=ids)[wanted])
    else:
        entries = _from_the_log(query, wanted.stop, now)[wanted]
    return Items(entries[:PAGE], more=len(entries) > PAGE)


def _found_by(engine: Engine, query: Query, now: datetime) -> set[UUID]:
    """The items that an index finds, and those that it would find had it read the whole log."""
    cursor = engine.cursor()
    if cursor > LogState.objects.get(pk=1).last_change:
        raise EngineUnavailable(f"the index has read up to {cursor}, which the log does not know")
    found = Holding(engine, LAST_RESULT).matching(query, now, lambda _: False)
    unread = list(Entry.objects.filter(change__gt=cursor).defer("payload")[: WINDOW + 1])
    if len(unread) > WINDOW:
        raise EngineUnavailable(f"the index is more than {WINDOW} changes behind")
    if not unread:
        return found
    with holding(unread) as index:
        new = index.matching(query, now, lambda _: bool(found))
    return (found - {entry.id for entry in unread}) | new


def _from_the_log(query: Query, enough: int, now: datetime) -> list[Entry]:
    """The latest items that match, until there are `enough`."""
    found: list[Entry] = []
    rows = Entry.objects.public(now).order_by("-change").defer("payload")
    for start in range(0, rows.count(), WINDOW):
        window = list(rows[start : start + WINDOW])
        with holding(window) as index:
            ids = index.matching(query, now, lambda _: True)
        found += [entry for entry in window if entry.id in ids]
        if len(found) >= enough:
            break
    return found


def _newest(now: datetime) -> QuerySet[Entry]:
    rows = Entry.objects.public(now).order_by("-change")
    return rows.only("id", "title", "url", "summary", "published_at", "updated_at", "change")


class Feed(Rss201rev2Feed):
    """RSS 2.0 with the address of the next page, as RFC 5005 has it for paged feeds."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("atom:link", None, {"rel": "next", "href": self.feed["next"]})


def rss(query: Query, page: int, items: Items) -> str:
    """The feed as XML. An item keeps its GUID as long as it lives, whatever changes in it."""
    words = in_words(query)
    feed = Feed(
        title=_clean(gettext("Search: %(words)s") % {"words": words}),
        link=search_url(query),
        description=_clean(gettext("What is new for %(words)s") % {"words": words}),
        language="vi",
        feed_url=feed_url(query, page),
        next=feed_url(query, page + 1) if items.more else "",
    )
    for entry in items.entries:
        feed.add_item(
            title=_clean(entry.title),
            link=entry.url,
            description=_clean(_lead(entry)),
            unique_id=f"urn:uuid:{entry.id}",
            unique_id_is_permalink=False,
            pubdate=entry.published_at or entry.updated_at,
        )
    return feed.writeString("utf-8")


def _lead(entry: Entry) -> str:
    return str(orjson.loads(entry.summary or "{}").get("lead") or "")


def _clean(text: str) -> str:
    """Without the characters that XML forbids."""
    return "".join(_allowed(text))


def _allowed(text: str) -> Iterator[str]:
    for letter in text:
        if letter in "\t\n\r" or "\x20" <= letter <= "\ud7ff" or letter >= "\ue000":
            yield letter if letter not in "\ufffe\uffff" else " "

"""The results of a search as RSS, in the order in which the log got them.

Not by their dates: a law of 2013 that is put up today is new today, and a reader that
looks at the top of the feed must not miss it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db.models import QuerySet
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from cms.publishing.models import Entry
from search import engines
from search.models import with_synonyms
from search.query import LAST_RESULT, Query

from .matching import Holding, scratch
from .wording import feed_url, in_words, search_url

PAGE = 50
# Where a search finds more than can be paged through, the log itself is read backwards.
WINDOW = 500
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Items:
    """A page of the feed; `more`: there is another."""

    entries: Sequence[Entry]
    more: bool


def items_of(query: Query, page: int, now: datetime) -> Items:
    """The public items that `query` finds, the latest change first. Raises `EngineUnavailable`."""
    query = with_synonyms(query)
    wanted = slice((page - 1) * PAGE, page * PAGE + 1)
    # The embedded index: it stands beside every server, and gives ten thousand at once.
    ids = Holding(engines.embedded(), LAST_RESULT).matching(query, now, lambda _: False)
    if len(ids) < LAST_RESULT:
        entries = list(_newest(now).filter(id__in=ids)[wanted])
    else:
        entries = _from_the_log(query, wanted.stop, now)[wanted]
    return Items(entries[:PAGE], more=len(entries) > PAGE)


def _from_the_log(query: Query, enough: int, now: datetime) -> list[Entry]:
    """The latest items that match, until there are `enough`."""
    found: list[Entry] = []
    rows = Entry.objects.public(now).order_by("-change").defer("payload")
    for start in range(0, rows.count(), WINDOW):
        window = list(rows[start : start + WINDOW])
        with scratch(window) as index:
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

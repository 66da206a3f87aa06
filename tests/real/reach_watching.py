"""*Đã đến đâu* read over HTTP again and again, and held against what receivers can prove.

A reading lasts from one moment to another. Whatever is claimed of a receiver must have been so at
some moment between the two, by the receiver's own record and not by ours:

- that it *has* a version, or was told of a withdrawal, must be in its record when the reading is
  over; a record only grows, so a claim that came too early is caught;
- that something *was not sent* to it, or that it has no more than an earlier version, is a lie if
  its record had that before the reading began. A worker that was killed between the answer and our
  own bookkeeping leaves nothing but "on its way, not confirmed yet", and that is the truth;
- "not confirmed" is a lie if it had been confirmed before the reading and nothing came since;
- a reading may be so slow that an item is withdrawn and published again meanwhile: then its
  receiver, which had it before and has it after, was without it between the two;
- what stands above a column, and the version beside a title, agree with the cells.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.utils.translation import gettext

from cms.publishing.models import Entry
from cms.syndication.channels.models import State as PostState
from cms.syndication.channels.short_links import code_of
from cms.syndication.models import Delivery, Holding, Subscriber
from cms.syndication.reach import State
from tests import patience

PAUSE = 0.2
SHORT_LINK = re.compile(r"/i/([0-9a-z]{12})/")


@dataclass(frozen=True)
class Told:
    version: int
    withdrawn: bool

    def is_newer_than(self, version: int) -> bool:
        """Than this version, while it was public: a withdrawal is a version of its own."""
        return self.version > version


@dataclass
class Known:
    """What a receiver has on record at a moment: the newest of each item, and all it ever had.

    A record that is `whole` has withdrawals too; a mirror only has what it has now.
    """

    whole: bool
    newest: dict[str, Told] = field(default_factory=dict)
    had: set[tuple[str, Told]] = field(default_factory=set)

    def has_had(self, item: str, version: int) -> bool:
        return (item, Told(version, False)) in self.had

    def was_told_to_remove(self, item: str) -> list[int]:
        return [told.version for one, told in self.had if one == item and told.withdrawn]


class Record(Protocol):
    def known(self) -> Known: ...


@dataclass
class InboxRecord:
    """The events that a webhook receiver wrote down."""

    inbox: Path
    _read: dict[str, dict[str, Any]] = field(default_factory=dict)

    def known(self) -> Known:
        for path in self.inbox.glob("*.json"):
            if path.stem not in self._read:
                self._read[path.stem] = json.loads(path.read_bytes())["data"]
        known = Known(whole=True)
        # `change` says which is the newest, whatever was delivered twice.
        for data in sorted(self._read.values(), key=lambda data: data["change"]):
            told = Told(data["version"], data["withdrawn"])
            known.newest[data["id"]] = told
            known.had.add((data["id"], told))
        return known


@dataclass
class MirrorRecord:
    """The files of a mirror, with all that it was ever seen to have."""

    folder: Path
    _had: set[tuple[str, Told]] = field(default_factory=set)

    def known(self) -> Known:
        known = Known(whole=False)
        for path in self.folder.glob("news/*.json"):
            try:
                told = Told(json.loads(path.read_bytes())["version"], False)
            except FileNotFoundError:
                continue
            known.newest[path.stem] = told
            self._had.add((path.stem, told))
        known.had = self._had
        return known


@dataclass(frozen=True)
class Claim:
    """One cell: of this item, at this subscriber or channel, this is said."""

    item: str
    place: str
    label: str
    action: str = ""
    seen: int = 0
    version: int = 0
    is_post: bool = False


@dataclass
class Reading:
    """A page as a person reads it."""

    above: dict[str, str]
    rows: dict[str, Told]
    claims: list[Claim]


def read(html: str) -> Reading:
    table = BeautifulSoup(html, "lxml").select_one("table.reach")
    assert table is not None
    heads = [head for head in table.select("thead th") if head.find("a") or head.find("span")]
    places = [next(iter(head.stripped_strings)) for head in heads]
    above = {
        place: head.select_one(".reach-count").get_text(strip=True)  # type: ignore[union-attr]
        for place, head in zip(places, heads, strict=True)
        if head.select_one(".reach-count")
    }
    reading = Reading(above, {}, [])
    # Where nothing is shown yet, one row says so.
    for row in table.select("tbody tr:has(th)"):
        _read_row(row, list(above), reading)
    return reading


def _read_row(row: Tag, places: Sequence[str], reading: Reading) -> None:
    link, small = row.select_one("th a"), row.select_one("th small")
    assert link is not None
    assert small is not None
    item = str(link["href"]).rstrip("/").split("/")[-1]
    version = re.search(_pattern(gettext("version %(n)s")), small.get_text())
    assert version is not None, small.get_text()
    reading.rows[item] = Told(int(version["n"]), small.find("strong") is not None)
    for place, cell in zip(places, row.find_all("td"), strict=False):
        reading.claims.append(_read_cell(item, place, cell))


def _read_cell(item: str, place: str, cell: Tag) -> Claim:
    texts = list(cell.stripped_strings)
    is_post = cell.select_one("a") is not None
    pattern = _pattern(gettext("version %(seen)s of %(version)s"))
    found = next(filter(None, (re.fullmatch(pattern, text) for text in texts)), None)
    seen, version = (int(found["seen"]), int(found["version"])) if found else (0, 0)
    label = texts[0] if texts[0] != "–" else texts[1]
    small = cell.select_one("small")
    action = small.get_text(strip=True) if small else ""
    return Claim(item, place, label, action, seen, version, is_post)


def _pattern(text: str) -> str:
    return re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>\\d+)", re.escape(text))


@dataclass
class Log:
    """The office's own books at a moment."""

    entries: dict[str, Told]
    titles: dict[str, str]
    holdings: dict[tuple[str, str], tuple[int, int]]
    deliveries: dict[str, list[tuple[Any, ...]]]
    confirmed: set[tuple[str, str]]


def _log() -> Log:
    names = dict(Subscriber.objects.values_list("pk", "name"))
    news = Entry.objects.filter(kind="news")
    entries = list(news.values_list("pk", "version", "withdrawn_at", "title"))
    holdings = Holding.objects.values_list("subscriber", "item", "change", "seen_change")
    rows = {(names[one], str(item)): (change, seen) for one, item, change, seen in holdings}
    deliveries: dict[str, list[tuple[Any, ...]]] = {name: [] for name in names.values()}
    facts = Delivery.objects.order_by("pk").values_list(
        "subscriber", "item", "state", "attempts", "sent_at", "claim"
    )
    for subscriber, item, *more in facts:
        deliveries[names[subscriber]].append((str(item), *more))
    return Log(
        {str(pk): Told(version, gone is not None) for pk, version, gone, _ in entries},
        {str(pk): title for pk, _, _, title in entries},
        rows,
        deliveries,
        {place for place, (change, seen) in rows.items() if seen >= change},
    )


@dataclass
class Moment:
    """All that is known at an end of a reading."""

    log: Log
    records: dict[str, Known]
    # By item: what stands on the page, by the post's number.
    posts: Mapping[str, Mapping[str, str]]


@dataclass
class Judge:
    """What is not so of a reading between two moments."""

    before: Moment
    after: Moment
    reading: Reading

    def lies(self) -> Iterator[str]:
        labels = {str(state.label): state for state in State}
        lacking: dict[str, int] = {}
        for claim in self.reading.claims:
            if claim.place not in self.before.records:
                yield from self._of_post(claim)
                continue
            state = labels[claim.label]
            lacking[claim.place] = lacking.get(claim.place, 0) + state.is_lacking
            yield from self._of_cell(claim, state)
        for item, told in self.reading.rows.items():
            if not self._is_between(item, told.version):
                yield f"{item} is said to be in version {told.version}"
        for place in self.before.records:
            yield from self._of_column(place, lacking.get(place, 0))

    # --- Subscribers ---------------------------------------------------------

    def _of_cell(self, claim: Claim, state: State) -> Iterator[str]:
        before, after = self.before.records[claim.place], self.after.records[claim.place]
        had = before.newest.get(claim.item)
        if state in (State.HAS, State.BEHIND):
            if not self._has(after, claim.item, claim.seen):
                yield f"{claim} and it never had that"
            if had and had.is_newer_than(claim.seen):
                yield f"{claim} and it had {had} before"
            if claim.version != self.reading.rows[claim.item].version:
                yield f"{claim} beside another version"
        untold = (State.NEVER_HAD, State.NOT_FOR_IT)
        is_gone = had and self._was_taken_away(claim.item, had, after)
        if had and (state in untold or (state is State.WAITING and not is_gone)):
            yield f"{claim} and it had {had} before"
        if state is State.WITHDRAWN:
            yield from self._of_withdrawn(claim, before, after)
        if state is State.FAILED:
            yield f"{claim} and nothing was given up"
        if self._nothing_came(claim.place):
            yield from self._of_unconfirmed(claim, state)

    def _was_taken_away(self, item: str, had: Told, after: Known) -> bool:
        """Its withdrawal had come, or came while the page was being read."""
        if had.withdrawn:
            return True
        if after.whole:
            return any(version > had.version for version in after.was_told_to_remove(item))
        # What a mirror lost and was given again is two versions later.
        return item not in after.newest or after.newest[item].version > had.version + 1

    def _of_unconfirmed(self, claim: Claim, state: State) -> Iterator[str]:
        if state.is_lacking and (claim.place, claim.item) in self.before.log.confirmed:
            yield f"{claim} and it had been confirmed before"
        if state is State.RETRYING and not self._has_failed(claim):
            yield f"{claim} and nothing failed"
        if state is State.SENT and not self._was_sent(claim):
            yield f"{claim} and nothing was sent"

    def _has(self, after: Known, item: str, version: int) -> bool:
        # A mirror keeps no record: what it was given and soon lost again may never have been seen.
        moved_on = self.after.log.entries[item].version > version
        return after.has_had(item, version) or (not after.whole and moved_on)

    def _of_withdrawn(self, claim: Claim, before: Known, after: Known) -> Iterator[str]:
        if after.whole:
            told = after.was_told_to_remove(claim.item)
            had = before.newest.get(claim.item)
            if not told or (had and not had.withdrawn and had.is_newer_than(max(told))):
                yield f"{claim} and it was told {told}, and had {had} before"
            return
        # A mirror has no withdrawals on record: it lost what was older and was given what is newer.
        gone = self.reading.rows[claim.item].version
        had, has = before.newest.get(claim.item), after.newest.get(claim.item)
        if (had and had.version >= gone) or (has and has.version <= gone):
            yield f"{claim} in version {gone}, and it had {had} before and has {has} after"

    def _has_failed(self, claim: Claim) -> bool:
        rows = self.before.log.deliveries[claim.place]
        return any(item == claim.item and attempts for item, _state, attempts, *_ in rows)

    def _was_sent(self, claim: Claim) -> bool:
        rows = self.before.log.deliveries[claim.place]
        return not rows or any(row[0] == claim.item and row[3] for row in rows)

    def _nothing_came(self, place: str) -> bool:
        """Neither in the log nor from the subscriber, as far as the books say."""
        before, after = self.before.log, self.after.log
        mine = [
            {item: facts for (name, item), facts in log.holdings.items() if name == place}
            for log in (before, after)
        ]
        return mine[0] == mine[1] and before.deliveries[place] == after.deliveries[place]

    def _of_column(self, place: str, lacking: int) -> Iterator[str]:
        said = self.reading.above[place]
        if said != gettext("has all"):
            number = int(re.search(r"\d+", said)[0])  # type: ignore[index]
            if number < lacking:
                yield f"{place} {said}, and {lacking} are shown"
            return
        if lacking:
            yield f"{place} {said}, and {lacking} lack something"
        for item, told in self.before.log.entries.items():
            if self.after.log.entries[item] != told or told.withdrawn:
                continue
            if not self._has(self.after.records[place], item, told.version):
                yield f"{place} {said}, and lacks {item} {told}"
            had = self.before.records[place].newest.get(item, told)
            if had.is_newer_than(told.version):
                yield f"{place} {said}, and had {had} of {item}"

    def _is_between(self, item: str, version: int) -> bool:
        first = self.before.log.entries.get(item, Told(1, False)).version
        return first <= version <= self.after.log.entries[item].version

    # --- Channels ------------------------------------------------------------

    def _of_post(self, claim: Claim) -> Iterator[str]:
        before, after = (moment.posts.get(claim.item, {}) for moment in (self.before, self.after))
        # What was removed and posted anew meanwhile is another post.
        stayed = before.keys() & after.keys()
        posting = claim.action == gettext("post")
        untouched = [str(PostState.PROPOSED.label), str(PostState.DROPPED.label)]
        untouched.append(gettext("no post"))
        if posting:
            untouched.append(str(PostState.DUE.label))
        if claim.label in untouched and stayed:
            yield f"{claim} and it stood there before"
        if claim.label == str(PostState.REMOVED.label) and stayed:
            yield f"{claim} and it stands there"
        if claim.seen and not (before or after):
            yield f"{claim} and nothing stands there"
        if claim.version and claim.version != self.reading.rows[claim.item].version:
            yield f"{claim} beside another version"
        yield from self._of_words(claim, [*before.values(), *after.values()])

    def _of_words(self, claim: Claim, there: list[str]) -> Iterator[str]:
        entries = [moment.log.entries.get(claim.item) for moment in (self.before, self.after)]
        if claim.label != str(PostState.POSTED.label) or entries[0] != entries[1]:
            return
        title = self.after.log.titles[claim.item]
        if entries[0] == Told(claim.seen, False) and not any(title in words for words in there):
            yield f"{claim} and {title} is not what stands there: {there}"


@dataclass
class Watcher:
    """Reads the page until it is told to stop; what was not so stands in `lies`."""

    url: str
    cookies: str
    records: Mapping[str, Record]
    posts: Callable[[], Mapping[str, str]]
    lies: list[str] = field(default_factory=list)
    readings: int = 0
    said: set[str] = field(default_factory=set)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Watcher:
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        assert self._thread is not None
        self._thread.join()

    def _watch(self) -> None:
        try:
            while not self._stop.wait(PAUSE):
                self.look()
        except Exception as error:
            self.lies.append(f"The watcher broke: {error!r}")
            raise
        finally:
            connection.close()

    def look(self) -> None:
        """One reading, of one of the first pages."""
        before = _moment(_log(), *self._witnesses())
        page = self._get(f"/admin/reach/?kind=news&p={1 + self.readings % 3}")
        if page is None:
            return
        # The office's books are read first and last: what is so of them at both ends was so
        # whenever the receivers were looked at.
        witnesses = self._witnesses()
        reading, after = read(page), _moment(_log(), *witnesses)
        self.readings += 1
        self.said |= {claim.label for claim in reading.claims}
        self.lies.extend(Judge(before, after, reading).lies())

    def _witnesses(self) -> tuple[dict[str, Known], Mapping[str, str]]:
        return {name: one.known() for name, one in self.records.items()}, self.posts()

    def _get(self, path: str) -> str | None:
        """The page; nothing while the server is dead."""
        request = urllib.request.Request(f"{self.url}{path}", headers={"Cookie": self.cookies})
        try:
            with urllib.request.urlopen(request, timeout=patience.SECONDS) as answer:
                return str(answer.read().decode())
        except (OSError, http.client.HTTPException):
            time.sleep(PAUSE)
            return None


def _moment(log: Log, records: dict[str, Known], texts: Mapping[str, str]) -> Moment:
    items = {code_of(UUID(item)): item for item in log.entries}
    posts: dict[str, dict[str, str]] = {}
    for number, text in texts.items():
        link = SHORT_LINK.search(text)
        if link and link[1] in items:
            posts.setdefault(items[link[1]], {})[number] = text
    return Moment(log, records, posts)

"""Servers, receivers and a mirror are killed while editors publish: every copy becomes true.

And all the while *Đã đến đâu* is read, and every claim of it held against the receivers' records.

Eight kills, eight items; `CHAOS=2000 CHAOS_ITEMS=1000` plays until so many changes of so many items
were confirmed, with a kill for every ten.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.db.models import F, Q
from django.utils import timezone

from cms.publishing.models import Entry
from cms.syndication import keys, reach
from cms.syndication.channels.models import Channel, Post
from cms.syndication.channels.models import State as PostState
from cms.syndication.models import Delivery, Endpoint, Holding, Subscriber
from cms.syndication.reach import State
from cms.syndication.webhooks import signing
from scripts.servers import free_port
from search.check import drifts
from search.engines import embedded
from tests import patience
from tests.house import make_house
from tests.syndication.channels import platforms
from tests.syndication.channels.platforms import PlatformServer, served

from .conftest import Servers
from .reach_watching import InboxRecord, MirrorRecord, Watcher
from .test_killed_servers import Editor, nothing_is_left_to_do

EXAMPLES = Path(current.BASE_DIR) / "examples"
ENOUGH = int(os.environ.get("CHAOS", "8"))
ITEMS = int(os.environ.get("CHAOS_ITEMS", "8"))
UNTIL_ALL = 2 * patience.SECONDS + ITEMS
KILLS = 8 if ENOUGH < 100 else ENOUGH // 10


@dataclass
class Receiver:
    """The example receiver, as a commune runs it: an inbox of events, and a life of its own."""

    subscriber: Subscriber
    inbox: Path
    secret: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, str(EXAMPLES / "webhook-receiver" / "receiver.py")]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--inbox", str(self.inbox)],
            env={"WEBHOOK_SECRETS": self.secret},
            stdout=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self) -> None:
        """As when the network drops: what is sent to it is neither taken nor refused."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """What had been on its way arrives after all, though nobody waits for the answer."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def events(self) -> dict[str, dict[str, Any]]:
        """What it was told, by event, in the order of arrival."""
        files = sorted(self.inbox.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        return {path.stem: json.loads(path.read_bytes())["data"] for path in files}


@pytest.fixture
def short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_ALLOWED_HOSTS", "127.0.0.1")
    monkeypatch.setenv("WEBHOOK_LEASE_SECONDS", "23")
    monkeypatch.setenv("API_REQUESTS_PER_MINUTE", "0")


@pytest.fixture
def facebook(settings: Any) -> Iterator[PlatformServer]:
    """The page that the office posts to, on a server of our own."""
    with served(platforms.facebook) as server:
        roots = {**settings.CHANNELS["ROOTS"], "facebook": server.url}
        settings.CHANNELS = {**settings.CHANNELS, "ROOTS": roots}
        yield server


@pytest.fixture
def receivers(
    short_leases: None, facebook: PlatformServer, servers: Servers, tmp_path: Path
) -> Iterator[list[Receiver]]:
    found = [_receiver(number, tmp_path) for number in range(3)]
    for one in found:
        one.start()
    yield found
    for one in found:
        one.kill()


def _receiver(number: int, folder: Path) -> Receiver:
    inbox = folder / f"inbox-{number}"
    inbox.mkdir()
    one = Subscriber.objects.create(name=f"Phường {number}", kinds=["news"])
    receiver = Receiver(one, inbox, signing.valid_secrets(one, timezone.now())[0])
    one.how, one.webhook_url = "webhook", f"http://127.0.0.1:{receiver.port}/hook"
    one.save()
    return receiver


def test_every_copy_becomes_true_whoever_is_killed(
    receivers: list[Receiver], facebook: PlatformServer, servers: Servers, tmp_path: Path
) -> None:
    editor = Editor(servers.url, make_house(), ITEMS)
    puller = Subscriber.objects.create(name="Mặt trận", kinds=["news"])
    key = tmp_path / "khoa.txt"
    key.write_text(keys.issue(puller, "gương")[1])
    mirror = Mirror(servers.url, tmp_path / "mirror", key)
    open_page()
    watcher = Watcher(
        servers.url,
        editor.cookies,
        {one.subscriber.name: InboxRecord(one.inbox) for one in receivers}
        | {puller.name: MirrorRecord(mirror.folder)},
        lambda: {number: str(post["message"]) for number, post in list(facebook.posts.items())},
    )
    with watcher:
        play(editor, servers, receivers, mirror, facebook)
        receivers[2].start()
        patience.until(nothing_is_left_to_do, seconds=UNTIL_ALL)
        patience.until(all_is_delivered, seconds=UNTIL_ALL)
        patience.until(lambda: all_is_posted(servers), seconds=UNTIL_ALL)
        mirror.finish()
    watcher.look()

    assert watcher.lies == []
    assert watcher.readings > KILLS // 2
    assert editor.house.is_true()
    assert list(drifts(embedded())) == []
    for one in receivers:
        no_event_was_lost(one)
        none_was_out_of_order(one)
        its_copy_is_what_is_public(one)
    news = Entry.objects.public().filter(kind="news")
    assert mirror.items() == {str(entry.pk): entry.payload.encode() for entry in news}
    assert sorted(post["message"].split("\n")[0] for post in facebook.posts.values()) == sorted(
        news.values_list("title", flat=True)
    )
    the_page_says_that_all_have_all()


def play(
    editor: Editor,
    servers: Servers,
    receivers: list[Receiver],
    mirror: Mirror,
    facebook: PlatformServer,
) -> None:
    """Editors work, and everything is killed in turn; the third receiver's network drops."""
    for number in range(KILLS):
        kill = [servers.kill_worker, servers.kill_web, receivers[number % 2].kill, mirror.kill]
        if number == KILLS // 4:
            receivers[2].freeze()
        if number == KILLS // 2:
            receivers[2].thaw()
        if number == 3 * KILLS // 4:
            receivers[2].kill()  # and is away until the end
        mirror.start()
        killing: threading.Thread = threading.Timer(editor.random.random() * 0.6, kill[number % 4])
        if number % 8 == 0:
            killing = KilledAfterPosting(servers, facebook)
        killing.start()
        while killing.is_alive() or editor.confirmed < ENOUGH * number // KILLS:
            editor.act()
        killing.join()
        if number % 4 == 0:
            what_was_being_posted_is_over(servers)
        for one in receivers[:2]:
            one.kill()
            one.start()


class KilledAfterPosting(threading.Thread):
    """The worker dies when the platform has taken a post and the answer is on its way."""

    def __init__(self, servers: Servers, facebook: PlatformServer) -> None:
        super().__init__()
        self.servers, self.facebook = servers, facebook
        self.is_taken = threading.Event()

    def run(self) -> None:
        self.facebook.failing.append(self._take)
        assert self.is_taken.wait(patience.SECONDS)
        self.servers.kill_worker()

    def _take(self, server: PlatformServer, asked: platforms.Asked) -> platforms.Reply:
        server.answer(server, asked)
        os.kill(self.servers.worker, signal.SIGKILL)
        self.is_taken.set()
        return None


def open_page() -> None:
    """A Facebook page on which news is posted as soon as it is published."""
    channel = Channel(
        name="Trang Facebook", platform="facebook", target="1", automatic=True, approval=False,
        when=Channel.When.ON_PUBLICATION, kinds=["news"],
        starts_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    channel.credentials = {"token": "good"}
    channel.save()


def what_was_being_posted_is_over(servers: Servers) -> None:
    """As if the time had passed that is left to whoever was sending when the worker died.

    What the one that lives is sending is not touched: its time is not over.
    """
    hour = timedelta(hours=1)
    unconfirmed = Q(state=PostState.UNCONFIRMED)
    if servers.worker_died_at:
        unconfirmed |= Q(state=PostState.SENDING, since__lt=servers.worker_died_at)
    Post.objects.filter(unconfirmed).update(
        since=F("since") - hour, claimed_until=timezone.now() - hour
    )


def all_is_posted(servers: Servers) -> bool:
    """Each item stands on the page as it is now, or was removed from it."""
    what_was_being_posted_is_over(servers)
    Post.objects.filter(state=PostState.DUE).update(due_at=timezone.now())
    shown = {(str(post.entry), post.shown) for post in Post.objects.filter(state=PostState.POSTED)}
    over = Post.objects.filter(state__in=(PostState.REMOVED, PostState.DROPPED)).count()
    news = Entry.objects.public().filter(kind="news").values_list("pk", "version")
    is_all = shown == {(str(pk), version) for pk, version in news}
    return is_all and Post.objects.count() == over + len(shown)


@dataclass
class Mirror:
    """The example mirror with a key."""

    url: str
    folder: Path
    key: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.kill()
        command = [sys.executable, str(EXAMPLES / "mirror" / "mirror.py"), self.url]
        self.process = subprocess.Popen(
            [*command, str(self.folder), "--key-file", str(self.key)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def finish(self) -> None:
        self.start()
        assert self.process is not None
        assert self.process.wait(patience.SECONDS) == 0

    def items(self) -> dict[str, bytes]:
        return {path.stem: path.read_bytes() for path in self.folder.glob("news/*.json")}


def all_is_delivered() -> bool:
    # As if the pauses between attempts were over.
    Endpoint.objects.update(quiet_until=None)
    Delivery.objects.filter(state="waiting", claim=None).update(due_at=timezone.now())
    return not Delivery.objects.exclude(state="delivered").exists()


def no_event_was_lost(one: Receiver) -> None:
    sent = set(Delivery.objects.filter(subscriber=one.subscriber).values_list("event", flat=True))
    assert set(one.events()) == sent


def none_was_out_of_order(one: Receiver) -> None:
    changes = defaultdict(list)
    for data in one.events().values():
        changes[data["id"]].append(data["change"])
    assert changes
    for of_item in changes.values():
        assert of_item == sorted(of_item)


def its_copy_is_what_is_public(one: Receiver) -> None:
    copy = {}
    for data in one.events().values():
        copy[data["id"]] = None if data["withdrawn"] else data["version"]
    public = Entry.objects.public().filter(kind="news").values_list("pk", "version")
    assert {id: version for id, version in copy.items() if version} == {
        str(pk): version for pk, version in public
    }


def the_page_says_that_all_have_all() -> None:
    assert reach.lacking_by_subscriber() == {}
    rows = reach.rows_of(
        map(reach.item_of, reach.entries_to_show(kind="news")), list(Subscriber.objects.active())
    )
    states = {cell.state for row in rows for cell in row.cells}
    assert states <= {State.HAS, State.WITHDRAWN, State.NEVER_HAD, State.NOT_FOR_IT}
    assert Holding.objects.filter(visible=True).count() == 4 * sum(
        not row.item.withdrawn for row in rows
    )

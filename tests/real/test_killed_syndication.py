"""Servers, receivers and a mirror are killed while editors publish: every copy becomes true.

Eight kills; `CHAOS=1000` plays until so many changes were confirmed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.utils import timezone

from cms.publishing.models import Entry
from cms.syndication import keys, reach
from cms.syndication.models import Delivery, Endpoint, Holding, Subscriber
from cms.syndication.reach import State
from cms.syndication.webhooks import signing
from scripts.servers import free_port
from search.check import drifts
from search.engines import embedded
from tests.house import make_house

from .conftest import Servers, wait_until
from .test_killed_servers import Editor, nothing_is_left_to_do

EXAMPLES = Path(current.BASE_DIR) / "examples"
ENOUGH = int(os.environ.get("CHAOS", "8"))
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
def receivers(short_leases: None, servers: Servers, tmp_path: Path) -> Iterator[list[Receiver]]:
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
    receivers: list[Receiver], servers: Servers, tmp_path: Path
) -> None:
    editor = Editor(servers.url, make_house())
    puller = Subscriber.objects.create(name="Mặt trận", kinds=["news"])
    key = tmp_path / "khoa.txt"
    key.write_text(keys.issue(puller, "gương")[1])
    mirror = Mirror(servers.url, tmp_path / "mirror", key)
    for number in range(KILLS):
        kill = [servers.kill_worker, servers.kill_web, receivers[number % 2].kill, mirror.kill]
        if number == KILLS // 3:
            receivers[2].kill()  # its network is down until later
        mirror.start()
        killing = threading.Timer(editor.random.random() * 0.6, kill[number % 4])
        killing.start()
        while killing.is_alive() or editor.confirmed < ENOUGH * number // KILLS:
            editor.act()
        killing.join()
        the_page_claims_nothing_that_is_not_so(receivers)
        for one in receivers[:2]:
            one.kill()
            one.start()
    receivers[2].start()

    wait_until(nothing_is_left_to_do, seconds=60)
    wait_until(all_is_delivered, seconds=120)

    assert editor.house.is_true()
    assert list(drifts(embedded())) == []
    for one in receivers:
        no_event_was_lost(one)
        none_was_out_of_order(one)
        its_copy_is_what_is_public(one)
    mirror.finish()
    assert mirror.items() == {
        str(entry.pk): entry.payload.encode()
        for entry in Entry.objects.public().filter(kind="news")
    }
    the_page_says_that_all_have_all()


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
        assert self.process.wait(60) == 0

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


def the_page_claims_nothing_that_is_not_so(receivers: list[Receiver]) -> None:
    """Whatever the page says that a subscriber has, is in its inbox."""
    for one in receivers:
        told = {data["id"] for data in one.events().values()}
        # The page first: what arrives meanwhile makes its claim only truer.
        rows = reach.rows_of(map(reach.item_of, reach.entries_to_show()), [one.subscriber])
        had = {
            (data["id"], data["version"]) for data in one.events().values() if not data["withdrawn"]
        }
        for row in rows:
            [cell] = row.cells
            if cell.state in (State.HAS, State.BEHIND):
                assert (str(row.item.id), cell.seen_version) in had
            if cell.state is State.NEVER_HAD:
                assert str(row.item.id) not in told


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

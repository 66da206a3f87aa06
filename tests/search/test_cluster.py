"""On three nodes, one may be killed: no search fails for it, and no change is lost."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from scripts import servers
from scripts.elasticsearch import Cluster, Elasticsearch
from search.check import drifts
from search.engine import Engine, EngineUnavailable
from search.engines import primary
from search.indexer import catch_up, rebuild
from search.planning import plan
from search.query import Query
from tests import patience, real_servers
from tests.search.conftest import publish, withdraw

NODES, HEAP = 3, "256m"
# What three Java processes of that heap take beside it, with room to spare.
NEEDED_GB = 3.0
SEARCHERS = 2
# How long searching and indexing go on before a node is killed, and after.
BEFORE, AFTER = 3.0, 8.0

pytestmark = [pytest.mark.slow, pytest.mark.elasticsearch]


def free_gb() -> float:
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) / 2**20
    return 0.0


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if free_gb() < NEEDED_GB:
        pytest.skip(f"three nodes need {NEEDED_GB} GB of memory, {free_gb():.1f} are free")
    # Where the ordinary user can go as whom the nodes run.
    folder = Path(tempfile.mkdtemp(prefix="cms-cluster-"))
    folder.chmod(0o755)
    running = Cluster(folder, nodes=NODES, heap=HEAP, quick=True)
    try:
        running.start()
    except servers.Unavailable as reason:
        real_servers.absent("a cluster of three nodes", str(reason))
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def engine(cluster: Cluster, settings: Any, db: None) -> Engine:
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": cluster.url,
        "ELASTICSEARCH_INDEX": "test-cluster",
        "ELASTICSEARCH_TIMEOUT": 20.0,
    }
    return primary()


class Searcher(threading.Thread):
    """Asks again and again, as the web processes do, and notes what failed or was wrong."""

    def __init__(self, engine: Engine, least: int) -> None:
        super().__init__(daemon=True)
        self.engine, self.least = engine, least
        self.plan = plan(Query("hòa giải"), timezone.now(), folded=False)
        self.searches = 0
        self.failures: list[str] = []
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.is_set():
            try:
                self.engine.cursor()
                total = self.engine.search(self.plan).total
            except EngineUnavailable as error:
                self.failures.append(str(error))
            else:
                if total < self.least:
                    self.failures.append(f"found {total} of {self.least}")
            self.searches += 1


def node_of_primary(cluster: Cluster, engine: Engine) -> Elasticsearch:
    """The node that holds what is written first."""
    shards = engine._client.cat.shards(index=engine._target, format="json")
    (name,) = (shard["node"] for shard in shards if shard["prirep"] == "p")
    return next(node for node in cluster.nodes if node.folder.name == name)


def follow(engine: Engine) -> None:
    """As the worker does: what could not be written is written later."""
    try:
        catch_up(engine)
    except EngineUnavailable:
        time.sleep(0.2)


def test_a_killed_node_costs_no_search_and_no_change(cluster, engine):
    kept = [publish(f"Tin {number}", "hòa giải ở cơ sở") for number in range(50)]
    rebuild(engine)
    cluster.wait_for("green")
    assert copies_of(engine) == 2
    searchers = [Searcher(engine, least=len(kept)) for _ in range(SEARCHERS)]
    for searcher in searchers:
        searcher.start()

    changed = edit_for(BEFORE, engine, 0)
    node_of_primary(cluster, engine).kill()
    before_the_kill = sum(searcher.searches for searcher in searchers)
    changed = edit_for(AFTER, engine, changed)
    for searcher in searchers:
        searcher.done.set()
    for searcher in searchers:
        searcher.join(patience.SECONDS)

    assert [searcher.failures for searcher in searchers] == [[]] * SEARCHERS
    assert sum(searcher.searches for searcher in searchers) > before_the_kill + SEARCHERS
    catch_up(engine)
    assert list(drifts(engine)) == []
    assert changed > 2

    # Two nodes are left: the copy that was lost is made again on the other, by itself after
    # a minute, in case the node comes back. Not to wait for it:
    at_once = {"unassigned.node_left.delayed_timeout": "0s"}
    engine._client.indices.put_settings(index=engine._target, settings=at_once)
    cluster.wait_for("green")
    assert copies_of(engine) == 2
    rebuild(engine)
    assert list(drifts(engine)) == []


def copies_of(engine: Engine) -> int:
    shards = engine._client.cat.shards(index=engine._target, format="json")
    return sum(shard["state"] == "STARTED" for shard in shards)


def edit_for(seconds: float, engine: Engine, changed: int) -> int:
    """Publish and withdraw, and have the index follow; how many rounds there were so far."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        changed += 1
        for number in range(5):
            entry = publish(f"Tin mới {changed} {number}", "hòa giải")
        withdraw(entry)
        follow(engine)
    return changed

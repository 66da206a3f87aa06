"""Commit order is change order, however many write at once."""

import random
import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cms.publishing import log
from cms.publishing.models import Entry
from cms.publishing.representation import Kind, Representation

KIND = Kind("notice", "notices", "Thông báo")
WRITERS, ROUNDS = 12, 25

needs_concurrent_writers = pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="only PostgreSQL has many writers at once; SQLite has one, which orders by itself",
)


class Writer(threading.Thread):
    """Appends in many transactions, some of which roll back, with pauses before the commit."""

    def __init__(self, number: int, committed: set[tuple[str, str]]) -> None:
        super().__init__()
        self.random = random.Random(number)
        self.number = number
        self.committed = committed

    def run(self) -> None:
        try:
            for round_ in range(ROUNDS):
                self.write(f"a.b:{self.random.randrange(20)}", f"{self.number}.{round_}")
        finally:
            connection.close()

    def write(self, source: str, title: str) -> None:
        item = Representation(title=title, url="https://a.example/", published_at=timezone.now())
        try:
            with transaction.atomic():
                time.sleep(self.random.random() / 200)
                log.append(source, KIND, item)
                time.sleep(self.random.random() / 200)
                if self.random.random() < 0.3:
                    raise InterruptedError
        except InterruptedError:
            return
        self.committed.add((source, title))


@needs_concurrent_writers
@pytest.mark.django_db(transaction=True)
def test_a_polling_reader_misses_nothing_and_sees_nothing_out_of_order():
    committed: set[tuple[str, str]] = set()
    writers = [Writer(number, committed) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    seen: list[tuple[int, str, str]] = []
    mirror: dict[str, str] = {}
    cursor = 0
    while any(writer.is_alive() for writer in writers) or log.changes_since(cursor, 1).entries:
        batch = log.changes_since(cursor, 7)
        cursor = batch.next_since
        seen += [(entry.change, entry.source, entry.title) for entry in batch.entries]
        mirror |= {entry.source: entry.title for entry in batch.entries}

    changes = [change for change, _, _ in seen]
    assert changes == sorted(set(changes))
    assert {(source, title) for _, source, title in seen} <= committed
    assert mirror == dict(Entry.objects.values_list("source", "title"))
    # A rolled back transaction gave its number back: the log has no holes.
    assert len(committed) == cursor


@needs_concurrent_writers
@pytest.mark.django_db(transaction=True)
def test_two_relays_at_once_make_one_change():
    from cms.publishing.relay import relay
    from cms.topics.models import Topic

    Topic.objects.bulk_create(Topic(name=f"Chủ đề {n}", slug=f"chu-de-{n}") for n in range(40))

    def work() -> None:
        try:
            relay()
        finally:
            connection.close()

    relays = [threading.Thread(target=work) for _ in range(4)]
    for thread in relays:
        thread.start()
    for thread in relays:
        thread.join()
    assert set(Entry.objects.values_list("version", flat=True)) == {1}
    assert Entry.objects.count() == 40

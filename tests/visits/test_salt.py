"""The salt of a day: the same for all processes of a machine, and nowhere on a disk."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from cms.visits import salt
from cms.visits.visitor import visitor_number

TODAY, TOMORROW = date(2026, 3, 18), date(2026, 3, 19)


@pytest.fixture(autouse=True)
def empty_cache() -> Any:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def shared_cache(settings: Any) -> None:
    settings.VISITS = {**settings.VISITS, "SHARED_CACHE": True, "MEMORY": ""}


def of_another_process(day: date = TODAY) -> bytes:
    salt.forget()
    return salt.salt_of(day)


def test_all_processes_of_a_machine_have_one_salt_a_day() -> None:
    assert salt.salt_of(TODAY) == of_another_process()
    assert salt.salt_of(TODAY) != of_another_process(TOMORROW)


def test_processes_that_begin_together_agree(settings: Any) -> None:
    found: list[bytes | None] = []
    both = threading.Barrier(8)

    def begin(number: int) -> None:
        both.wait()
        found.append(salt._in_memory(TODAY, bytes([number]) * salt.LENGTH))

    threads = [threading.Thread(target=begin, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


def test_the_salt_of_yesterday_is_gone(settings: Any) -> None:
    before = salt.salt_of(TODAY)
    salt.salt_of(TOMORROW)
    files = list(Path(settings.VISITS["MEMORY"]).iterdir())
    assert [file.name[-10:] for file in files] == ["2026-03-19"]
    assert files[0].stat().st_mode & 0o077 == 0
    assert of_another_process(TODAY) != before


def test_a_link_that_another_account_laid_is_not_followed(settings: Any, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"x" * salt.LENGTH)
    (tmp_path / f"{salt._name()}-{TODAY}").symlink_to(elsewhere)
    assert salt.salt_of(TODAY) != b"x" * salt.LENGTH


@pytest.mark.usefixtures("shared_cache")
def test_machines_meet_in_the_shared_cache() -> None:
    assert salt.salt_of(TODAY) == of_another_process()


@pytest.mark.usefixtures("shared_cache")
def test_a_cache_that_lost_its_memory_gets_the_salt_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within `MEET` seconds, from any process that still holds it."""
    before = salt.salt_of(TODAY)
    cache.clear()
    monkeypatch.setattr(salt, "_held", (TODAY, before, 0.0))
    assert salt.salt_of(TODAY) == before
    assert of_another_process() == before


@pytest.mark.usefixtures("shared_cache")
def test_processes_that_disagree_meet_again(monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = salt.salt_of(TODAY)
    monkeypatch.setattr(salt, "_held", (TODAY, b"z" * salt.LENGTH, 0.0))
    assert salt.salt_of(TODAY) == agreed


def test_without_any_place_to_meet_each_process_has_its_own(settings: Any) -> None:
    settings.VISITS = {**settings.VISITS, "MEMORY": "/nowhere"}
    assert salt.salt_of(TODAY) != of_another_process()


def test_a_visitor_is_one_all_day_and_another_the_next_day_and_elsewhere() -> None:
    who = ("203.0.113.7", "Firefox", "")
    assert visitor_number(TODAY, *who) == visitor_number(TODAY, *who)
    others = {
        visitor_number(TODAY, "203.0.113.8", "Firefox", ""),
        visitor_number(TODAY, "203.0.113.7", "Chrome", ""),
        visitor_number(TODAY, "203.0.113.7", "Firefox", "xa.example"),
        visitor_number(TOMORROW, *who),
    }
    assert len(others | {visitor_number(TODAY, *who)}) == 4 + 1


@pytest.mark.django_db
def test_no_column_of_the_database_holds_a_salt_an_address_or_an_agent() -> None:
    from cms.visits.folding import fold
    from cms.visits.models import Hit, Tally, Visitor

    from .conftest import FIREFOX, Reader

    reader = Reader()
    reader.beacon("/", referrer="https://a.example/secret")
    kept = list(Hit.objects.values())
    fold()
    kept += [*Visitor.objects.values(), *Tally.objects.values()]
    held = salt._held
    assert held is not None
    for told in (reader.sent["REMOTE_ADDR"], FIREFOX, "secret", held[1].hex(), str(held[1])):
        assert told not in repr(kept)

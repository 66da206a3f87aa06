"""The secret of a day: the same for all processes of a machine, and nowhere on a disk."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from cms import daysecret
from cms.daysecret import LENGTH, VISITORS, DaySecret, destroy_old

TODAY, TOMORROW = date(2026, 3, 18), date(2026, 3, 19)


@pytest.fixture(autouse=True)
def fresh_process(settings: Any, tmp_path: Path) -> Any:
    settings.DAY_SECRETS = {**settings.DAY_SECRETS, "MEMORY": str(tmp_path)}
    cache.clear()
    VISITORS.forget()
    yield
    VISITORS.forget()
    cache.clear()


@pytest.fixture
def shared_cache(settings: Any) -> None:
    settings.DAY_SECRETS = {**settings.DAY_SECRETS, "SHARED_CACHE": True, "MEMORY": ""}


def of_another_process(day: date = TODAY) -> bytes:
    VISITORS.forget()
    return VISITORS.of(day)


def test_all_processes_of_a_machine_have_one_secret_a_day() -> None:
    assert VISITORS.of(TODAY) == of_another_process()
    assert VISITORS.of(TODAY) != of_another_process(TOMORROW)


def test_processes_that_begin_together_agree(settings: Any) -> None:
    found: list[bytes | None] = []
    both = threading.Barrier(8)

    def begin(number: int) -> None:
        both.wait()
        found.append(VISITORS._in_memory(TODAY, bytes([number]) * LENGTH))

    threads = [threading.Thread(target=begin, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


def test_the_secret_of_yesterday_is_gone(settings: Any) -> None:
    before = VISITORS.of(TODAY)
    VISITORS.of(TOMORROW)
    files = list(Path(settings.DAY_SECRETS["MEMORY"]).iterdir())
    assert [file.name[-10:] for file in files] == ["2026-03-19"]
    assert files[0].stat().st_mode & 0o077 == 0
    assert of_another_process(TODAY) != before


def test_a_link_that_another_account_laid_is_not_followed(settings: Any, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"x" * LENGTH)
    (tmp_path / f"{VISITORS._name()}-{TODAY}").symlink_to(elsewhere)
    assert VISITORS.of(TODAY) != b"x" * LENGTH


@pytest.mark.usefixtures("shared_cache")
def test_machines_meet_in_the_shared_cache() -> None:
    assert VISITORS.of(TODAY) == of_another_process()


@pytest.mark.usefixtures("shared_cache")
def test_a_cache_that_lost_its_memory_gets_the_secret_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within `MEET` seconds, from any process that still holds it."""
    before = VISITORS.of(TODAY)
    cache.clear()
    monkeypatch.setattr(VISITORS, "_held", (TODAY, before, 0.0))
    assert VISITORS.of(TODAY) == before
    assert of_another_process() == before


@pytest.mark.usefixtures("shared_cache")
def test_processes_that_disagree_meet_again(monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = VISITORS.of(TODAY)
    monkeypatch.setattr(VISITORS, "_held", (TODAY, b"z" * LENGTH, 0.0))
    assert VISITORS.of(TODAY) == agreed


def test_without_any_place_to_meet_each_process_has_its_own(settings: Any) -> None:
    settings.DAY_SECRETS = {**settings.DAY_SECRETS, "MEMORY": "/nowhere"}
    assert VISITORS.of(TODAY) != of_another_process()


def test_a_secret_of_a_day_that_is_over_goes_although_nobody_comes(settings: Any) -> None:
    yesterday = date.today() - timedelta(days=2)
    VISITORS.of(yesterday)
    destroy_old()
    assert not list(Path(settings.DAY_SECRETS["MEMORY"]).iterdir())


def test_who_is_late_leaves_the_secret_of_today_to_the_others() -> None:
    today = VISITORS.of(TOMORROW)
    DaySecret(VISITORS.purpose).of(TODAY)
    assert of_another_process(TOMORROW) == today


def test_what_one_secret_numbers_says_nothing_about_what_another_does() -> None:
    assert daysecret.NETWORKS.of(TODAY) != VISITORS.of(TODAY)

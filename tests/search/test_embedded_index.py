"""The embedded index: one writes while many read; killed, full or damaged, it tells no lies."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from search import service
from search.engine import Changes, EngineUnavailable, NotBuilt, OutOfStep
from search.engines import embedded, embedded_ranking, embedded_search
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded_files import BLOCK, damaged
from search.engines.embedded_reading import DAMAGED
from search.evaluation import item_of
from search.indexer import catch_up
from search.service import SearchUnavailable
from tests import patience
from tests.search.conftest import ask, found, publish
from tests.search.embedded_process import ITEMS, changes_of_round, is_one_round

TODAY = datetime(2024, 5, 6, tzinfo=UTC)
KILLS = 40
READERS = 3


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "shared"


@pytest.fixture
def index(folder) -> EmbeddedEngine:
    """An index that holds the first round."""
    engine = EmbeddedEngine(folder)
    build(engine)
    return engine


def build(engine: EmbeddedEngine, rounds: int = 1) -> None:
    fresh = engine.fresh()
    for number in range(rounds):
        fresh.apply(changes_of_round(number))
    engine.adopt(fresh)


def begin(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.search.embedded_process", *map(str, arguments)]
    return subprocess.Popen(
        command,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until_ready(started: subprocess.Popen[str]) -> None:
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"


# --- One snapshot ----------------------------------------------------------


def test_how_often_a_word_is_follows_what_is_committed(index):
    of_round = ("exact", "vòng"), ("exact", "1")
    assert index.frequencies(of_round) == {of_round[0]: ITEMS, of_round[1]: 1}

    index.apply(changes_of_round(1))

    # What was replaced still counts until its segment is merged.
    assert index.frequencies(of_round)[of_round[1]] >= ITEMS


@pytest.mark.django_db
def test_what_is_counted_beside_the_page_is_what_is_counted_before_it(monkeypatch):
    publish("Điều 7", "đê điều")
    for number in range(7):
        publish(f"Điều {number}", "hàng xóm xây tường rào lấn sang ranh giới đất")
    catch_up(embedded())
    sentence = ask("Hàng xóm xây tường rào lấn sang đất nhà tôi")
    alone = service.answer(sentence, TODAY)
    assert alone.total == 7

    monkeypatch.setattr(embedded_search, "FEW", 3)
    monkeypatch.setattr(embedded_ranking, "FEW", 3)

    assert service.answer(sentence, TODAY) == alone


@pytest.mark.django_db
def test_what_goes_wrong_beside_is_not_lost(monkeypatch):
    for number in range(7):
        publish(f"Điều {number}", "hàng xóm xây tường rào lấn sang ranh giới đất")
    catch_up(embedded())
    monkeypatch.setattr(embedded_search, "FEW", 3)
    monkeypatch.setattr(embedded_search.Reading, "_tally", lambda *_: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        service.answer(ask("Hàng xóm xây tường rào lấn sang đất nhà tôi"), TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("first", [6, 30], ids=["too few are theirs", "enough are theirs"])
def test_an_item_is_in_the_same_place_whether_or_not_it_is_named_to_the_index(monkeypatch, first):
    for number in range(9):
        publish(
            f"Điều {number}", "lấn đất " * (100 * number + 200) + "tường, gạch, chắn, nước, mưa"
        )
        publish(f"Khoản {number}", "chắn nước mưa")
    catch_up(embedded())
    question = ask("q=tường gạch chắn nước mưa&page_size=3")
    monkeypatch.setattr(embedded_ranking, "POOL", 4)
    monkeypatch.setattr(embedded_ranking, "FIRST_OF_MANY", first)
    among = embedded_ranking.Ranking._among_best_of_all
    answered = []
    monkeypatch.setattr(
        embedded_ranking.Ranking,
        "_among_best_of_all",
        lambda *given: answered.append(among(*given)) or answered[-1],
    )

    found = service.answer(question, TODAY)

    assert bool(answered[0]) == (first == 30)
    monkeypatch.setattr(embedded_ranking.Ranking, "_among_best_of_all", lambda *_: None)
    assert service.answer(question, TODAY).hits == found.hits
    assert found.total == 9


# --- Killed ----------------------------------------------------------------


@pytest.fixture
def writers(index, folder) -> Iterator[subprocess.Popen[str]]:
    started = begin("write", folder)
    wait_until_ready(started)
    yield started
    started.kill()
    started.communicate()


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_whole_commit(index, folder, writers):
    chance = random.Random(21)
    for _ in range(KILLS):
        writers.stdin.write("\n")
        writers.stdin.flush()
        kill_at_work(int(writers.stdout.readline()), index, chance.random() / 10)

        reader = EmbeddedEngine(folder)
        assert is_one_round(reader.contents())
        assert reader.damage() == []

    assert index.cursor() > KILLS * ITEMS / 2, (
        "too few lived long enough to be killed in their work"
    )
    write_when_the_killed_one_is_gone(index)
    assert is_one_round(index.contents())


def kill_at_work(writer: int, index: EmbeddedEngine, seconds: float) -> None:
    """Let it commit once, and kill it so many seconds later."""
    before, end = index.cursor(), time.monotonic() + patience.SECONDS
    while index.cursor() == before and time.monotonic() < end:
        time.sleep(0.002)
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)


def write_when_the_killed_one_is_gone(engine: EmbeddedEngine) -> None:
    patience.until(lambda: _is_written(engine))


def _is_written(engine: EmbeddedEngine) -> bool:
    try:
        engine.apply(changes_of_round(engine.cursor() // ITEMS))
    except EngineUnavailable:
        return False
    return True


# --- Read while it is written ----------------------------------------------


@pytest.mark.slow
def test_readers_in_other_processes_see_whole_commits_only(index, folder):
    readers = [begin("read", folder, 4) for _ in range(READERS)]
    for reader in readers:
        wait_until_ready(reader)
    written = 1
    while any(reader.poll() is None for reader in readers):
        if written % 10:
            index.apply(changes_of_round(written))
            written += 1
        else:
            # Built anew beside the one that they read, and swapped under them.
            written += 1
            build(index, rounds=written)

    for reader in readers:
        reads, wrong = reader.communicate()[0].strip().split(" ", 1)
        assert wrong == "[]"
        assert int(reads) > 10
    assert written > 10


def test_a_second_writer_is_refused_and_loses_nothing(index, folder):
    other = EmbeddedEngine(folder)
    with index._writer():
        with pytest.raises(EngineUnavailable, match=r"written: another process writes it\.$"):
            other.apply(changes_of_round(1))
        assert is_one_round(other.contents())

    other.apply(changes_of_round(1))

    assert index.cursor() == 2 * ITEMS


def test_what_an_index_stores_lies_in_small_blocks(index, folder):
    (meta,) = folder.glob("*/meta.json")

    assert json.loads(meta.read_text())["index_settings"]["docstore_blocksize"] == BLOCK


def test_a_half_built_index_is_not_read(index, folder):
    fresh = index.fresh()
    fresh.apply(changes_of_round(0))
    fresh.contents()

    assert EmbeddedEngine(folder).cursor() == index.cursor()
    assert len(list(folder.glob("v*"))) == 2


def test_what_a_killed_rebuild_left_is_swept_and_what_is_being_built_is_not(index, folder):
    left, being_built = index.fresh(), index.fresh()
    left.apply(changes_of_round(0))
    left.finish()
    old = time.time() - 7200
    for path in (folder / left.generation).iterdir():
        os.utime(path, (old, old))
    os.utime(folder / left.generation, (old, old))

    assert index.sweep(3600) == 1

    assert not (folder / left.generation).exists()
    assert (folder / being_built.generation).exists()
    assert is_one_round(index.contents())
    assert index.sweep(3600) == 0


def test_a_build_that_another_was_faster_than_says_so_when_it_is_saved(index):
    slower, faster = index.fresh(), index.fresh()
    slower.apply(changes_of_round(0))
    faster.apply(changes_of_round(0))
    index.adopt(faster)

    with pytest.raises(OutOfStep, match="gone"):
        slower.finish()

    assert is_one_round(index.contents())


# --- A full disk -----------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of 4 MB, which only root can make."""
    mount = tmp_path / "small"
    mount.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(mount)],
        capture_output=True,
        text=True,
    )
    if made.returncode:
        pytest.skip(f"a small file system cannot be made: {made.stderr.strip()}")
    yield mount
    subprocess.run(["umount", "--lazy", str(mount)], check=True)


def test_a_full_disk_refuses_changes_and_spoils_nothing(small_disk):
    index = EmbeddedEngine(small_disk / "index")
    build(index)
    index.apply(changes_of_round(1))
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(b"x" * 4096)

    for attempt in (index.apply, lambda changes: index.adopt(index.fresh())):
        with pytest.raises(EngineUnavailable):
            attempt(changes_of_round(2))
        reader = EmbeddedEngine(index.root)
        assert is_one_round(reader.contents())
        assert reader.cursor() == 2 * ITEMS
        assert reader.damage() == []

    filler.unlink()
    index.apply(changes_of_round(2))
    assert index.cursor() == 3 * ITEMS
    assert is_one_round(index.contents())


def more_than_fits() -> Changes:
    """Items whose words are all different: as many as no small disk holds."""
    chance = random.Random(4)
    words = (" ".join(f"t{chance.randrange(10**9)}" for _ in range(100)) for _ in range(500))
    rows = ({"id": number, "title": "", "text": text} for number, text in enumerate(words))
    items = tuple(item_of(row, place) for place, row in enumerate(rows, start=1))
    return Changes(0, len(items), items)


def test_a_disk_that_fills_while_it_is_written_leaves_what_was_there(small_disk):
    index = EmbeddedEngine(small_disk / "index")
    build(index)
    changes = more_than_fits()

    fresh = index.fresh()
    with pytest.raises(EngineUnavailable):
        fresh.apply(changes)
        index.adopt(fresh)
    fresh.clear()
    with pytest.raises(EngineUnavailable):
        index.apply(changes)

    reader = EmbeddedEngine(index.root)
    assert is_one_round(reader.contents())
    assert reader.damage() == []
    assert len(list(index.root.glob("v*"))) == 1
    index.apply(changes_of_round(1))
    assert index.cursor() == 2 * ITEMS


# --- Damage ----------------------------------------------------------------


def of_kind(folder: Path, suffix: str) -> Path:
    (generation,) = folder.glob("v*")
    return next(path for path in sorted(generation.iterdir()) if path.name.endswith(suffix))


def remove(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    replace(file, b"")


def cut(file: Path) -> None:
    replace(file, file.read_bytes()[:-20])


def replace(file: Path, content: bytes) -> None:
    """By another file: one that is empty for a moment kills the process that has mapped it."""
    draft = file.with_name("draft")
    draft.write_bytes(content)
    draft.replace(file)


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0x10
    # In place: a file that is empty for a moment kills the process that has mapped it.
    with file.open("r+b") as opened:
        opened.write(content)


def test_sound_files_are_not_called_damaged(index, folder):
    for number in range(1, 12):
        index.apply(changes_of_round(number))
        (generation,) = folder.glob("v*")
        assert damaged(generation) == []


@pytest.mark.parametrize("harm", [remove, empty, cut, flip])
@pytest.mark.parametrize("suffix", ["idx", "term", "fast", "store", "fieldnorm"])
def test_damage_is_seen_by_its_checksum(index, folder, suffix, harm):
    file = of_kind(folder, f".{suffix}")
    harm(file)

    assert index.damage() == [file.name]
    with pytest.raises(NotBuilt):
        EmbeddedEngine(folder).cursor()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("suffix", "harm"),
    [("meta.json", remove), ("meta.json", empty), (".term", flip), (".idx", cut)],
)
def test_an_unreadable_index_is_never_an_empty_one_and_is_built_anew(settings, suffix, harm):
    publish("Hòa giải ở cơ sở")
    catch_up(embedded())
    root = settings.SEARCH["EMBEDDED_PATH"]
    harm(of_kind(root, suffix))
    embedded()._open = None

    with suppress(SearchUnavailable):
        assert service.answer(ask("hòa giải")).total == 1
    # Unless the question has met the damage already.
    with suppress(NotBuilt):
        embedded().damage()
    catch_up(embedded())

    assert found("hòa giải") == ["Hòa giải ở cơ sở"]
    assert embedded().damage() == []
    assert len(list(root.glob("v*"))) == 1
    assert not list(root.glob(f"v*/{DAMAGED}"))


@pytest.mark.django_db
def test_the_check_names_damaged_files_and_repairs_them(settings, capsys):
    publish("Hòa giải ở cơ sở")
    catch_up(embedded())
    file = of_kind(settings.SEARCH["EMBEDDED_PATH"], ".store")
    flip(file)

    with pytest.raises(SystemExit):
        call_command("check_index")
    assert f"damaged {file.name}" in capsys.readouterr().out

    call_command("check_index", "--repair")
    call_command("check_index")
    assert "embedded: no drift" in capsys.readouterr().out

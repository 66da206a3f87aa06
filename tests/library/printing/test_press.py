"""Each edition is printed once, few at a time, and a failing print harms nothing else."""

import os
import subprocess
import sys
import threading
import time

import pytest

from cms.library.printing import press
from cms.library.printing.document import PrintOptions
from cms.library.printing.manuscript import manuscript
from tests import patience

from . import works


@pytest.fixture
def shelf(settings, tmp_path):
    settings.PRINTING = {**settings.PRINTING, "PATH": tmp_path, "PATIENCE": 0.2}
    return tmp_path


def a_manuscript():
    return manuscript(works.law(1), PrintOptions(), works.PUBLISHER)


def test_edition_is_printed_once_and_then_taken_from_the_shelf(shelf):
    asked = []
    for _ in range(2):
        copy = press.printed("an-edition", lambda: asked.append(1) or a_manuscript())
        assert copy.read_bytes().startswith(b"%PDF")
    assert len(asked) == 1


def test_edition_is_named_by_what_it_is_made_from_and_by_the_look():
    assert press.edition("id", 1, "a4") == press.edition("id", 1, "a4")
    names = {
        press.edition("id", 1, "a4"),
        press.edition("id", 2, "a4"),
        press.edition("id", 1, "a5"),
    }
    assert len(names) == 3


def test_while_every_press_is_at_work_others_are_asked_to_come_back(shelf):
    with press._press(shelf), pytest.raises(press.PressBusy):
        press.printed("an-edition", a_manuscript)
    assert press.printed("an-edition", a_manuscript).exists()


def burst(readers, name, write):
    """`readers` at once; how many of them were asked to come back."""
    busy = []

    def read():
        try:
            press.printed(name, write)
        except press.PressBusy:
            busy.append(1)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(busy)


def test_a_burst_for_one_edition_prints_it_once(shelf, settings, monkeypatch):
    settings.PRINTING = {**settings.PRINTING, "PATIENCE": patience.SECONDS}
    monkeypatch.setattr(press, "_room", threading.BoundedSemaphore(8))
    asked = []

    def write():
        asked.append(1)
        return a_manuscript()

    assert burst(8, "one", write) == 0
    assert len(asked) == 1


def test_a_burst_never_takes_all_threads_of_a_server(shelf, settings, monkeypatch):
    settings.PRINTING = {**settings.PRINTING, "PATIENCE": patience.SECONDS}
    all_stand = threading.Event()

    def write():
        all_stand.wait(patience.SECONDS)
        return a_manuscript()

    acquire = press._room.acquire
    refused = []

    def counted(**options):
        got = acquire(**options)
        if not got:
            refused.append(1)
            if len(refused) == 8 - press.STANDING:
                all_stand.set()
        return got

    monkeypatch.setattr(press._room, "acquire", counted)
    assert burst(8, "one", write) == 8 - press.STANDING


def test_a_press_held_by_a_killed_process_is_free_again(shelf):
    hold = (
        "import fcntl, sys, time; lock = open(sys.argv[1], 'w');"
        "fcntl.flock(lock, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
    )
    lock = shelf / "press-0.lock"
    with subprocess.Popen([sys.executable, "-c", hold, lock], stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        with pytest.raises(press.PressBusy):
            press.printed("an-edition", a_manuscript)
        holder.kill()
    assert press.printed("an-edition", a_manuscript).exists()


@pytest.mark.parametrize("broken", [{}, {"day": "no day"}])
def test_what_cannot_be_printed_leaves_nothing_on_the_shelf_and_says_why(shelf, broken):
    with pytest.raises(press.PressFailed) as failed:
        press.printed("broken", lambda: broken)
    assert "Error" in str(failed.value)
    assert not list(shelf.glob("*.pdf"))
    assert not list(shelf.glob("*.partial"))


def test_a_print_that_takes_too_long_is_given_up(shelf, settings):
    settings.PRINTING = {**settings.PRINTING, "SECONDS": 0.01}
    with pytest.raises(press.PressFailed, match="not printed within"):
        press.printed("slow", a_manuscript)


def test_the_shelf_gives_up_what_was_not_asked_for_longest(shelf, settings):
    settings.PRINTING = {**settings.PRINTING, "SHELF_BYTES": 1000}
    now = time.time()
    for age, name in enumerate(("new", "old", "older")):
        copy = shelf / f"{name}.pdf"
        copy.write_bytes(b"%PDF" + b" " * 396)
        os.utime(copy, (now - age, now - age))
    press._clear(shelf, keep=shelf / "new.pdf")
    assert {copy.stem for copy in shelf.glob("*.pdf")} == {"new", "old"}

"""What parts of several runs measured makes one report, of which the newest counts."""

from __future__ import annotations

from typing import Any

from benchmarks.search_figures import Figures, report


def asked(milliseconds: float) -> dict[str, Any]:
    figures = ("median_ms", "p99_ms", "processor_ms", "rate")
    return dict.fromkeys(figures, milliseconds)


def test_parts_of_several_runs_make_one_report(tmp_path):
    first, second = Figures(tmp_path, run=1), Figures(tmp_path, run=2)
    for size, milliseconds in ((10, 4.0), (100, 6.0)):
        bare = {"twenty best": asked(1.0)}
        ours = {"whole answer": asked(milliseconds), "found": 0.5}
        first.note(what="ask", who="bare-embedded", size=size, told=bare)
        second.note(what="ask", who="ours-embedded", size=size, told=ours)
    first.note(what="index", who="bare-embedded", size=100, told={"rate": 100.0})
    first.note(what="index", who="ours-embedded", size=100, told={"rate": 50.0})
    second.note(what="index", who="ours-embedded", size=100, told={"rate": 80.0})

    told = report(Figures(tmp_path).latest())

    assert "embedded: ours / bare **0.80**" in told
    assert "the whole answer **6.0 ms**" in told
    assert "asked of the bare engine **5.0 ms**" in told
    assert "ours-embedded 50%" in told
    assert "10.0 times as many" in told
    assert " 1.5 |" in told


def test_the_rounds_of_one_run_count_by_their_middle(tmp_path):
    figures = Figures(tmp_path, run=1)
    for milliseconds in (2.0, 9.0, 4.0):
        told = {"twenty best": asked(milliseconds)}
        figures.note(what="ask", who="bare-embedded", size=10, told=told)
    for bare, ours in ((90.0, 10.0), (20.0, 80.0), (100.0, 72.0)):
        figures.note(what="index", who="bare-embedded", size=10, told={"rate": bare})
        figures.note(what="index", who="ours-embedded", size=10, told={"rate": ours})

    found = report(figures.latest())

    assert "| bare-embedded, twenty best |        4.0 |" in found
    assert "embedded: ours / bare **0.80**" in found

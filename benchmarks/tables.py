"""Figures as Markdown tables: what the terminal shows, `docs/performance.md` can hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .rounds import Rounds, Spread, ratios

COLUMNS = ("", "requests/s", "median, ms", "99 %, ms")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, its columns padded for reading as it is."""
    cells = [list(columns), *(list(row) for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    lines = [
        "| "
        + " | ".join(_padded(cell, width, place) for place, (cell, width) in enumerate(pairs))
        + " |"
        for pairs in (zip(row, widths, strict=True) for row in cells)
    ]
    rule = (
        "|"
        + "|".join("-" * (width + 1) + ("-:"[place > 0]) for place, width in enumerate(widths))
        + "|"
    )
    return "\n".join([lines[0], rule, *lines[1:]])


def _padded(cell: str, width: int, place: int) -> str:
    return cell.rjust(width) if place else cell.ljust(width)


def of_rounds(figures: Rounds) -> str:
    """Each site's figures: the median of the rounds, the least and the most beside it."""
    return table(
        COLUMNS,
        (
            (
                who,
                Spread.of([one.rate for one in loads]).text(),
                Spread.of([one.median_ms for one in loads]).text(),
                Spread.of([one.p99_ms for one in loads]).text(),
            )
            for who, loads in figures.items()
        ),
    )


def verdict(figures: Rounds, ours: str, theirs: Sequence[str], aim: float | None = None) -> str:
    """One line: how many times the better of theirs ours is."""
    spread = ratios(figures, ours, theirs)
    wanted = f"; the aim is {aim:.0f}" if aim else ""
    return f"{ours} / the better of {' and '.join(theirs)}: **{spread.text()}**{wanted}"

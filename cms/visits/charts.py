"""Bars as SVG: what they are is said in a table beside them, so that they need not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .report import Bar

WIDTH, HEIGHT = 1000, 240
FOOT = 24


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar: where, how wide and high, its date where one is written, and its words."""

    x: float
    y: float
    width: float
    height: float
    before_y: float
    start: date
    dated: bool
    hits: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def end(self) -> float:
        return round(self.x + self.width, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in units of its own, and the value at its top."""

    bars: Sequence[Drawn]
    top: int
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT

    @property
    def base(self) -> int:
        return self.height - self.foot


def chart_of(bars: Sequence[Bar]) -> Chart:
    top = _round_up(max((max(bar.hits, bar.before) for bar in bars), default=0))
    step = WIDTH / max(len(bars), 1)
    # Below its beginning, its middle and its end: so much a telephone has room for.
    dated = {0, len(bars) // 2, len(bars) - 1}
    room = HEIGHT - FOOT

    def at(value: int) -> float:
        return round(room - room * value / top, 1)

    drawn = [
        Drawn(
            x=round(number * step + step * 0.1, 1),
            y=at(bar.hits),
            width=round(step * 0.8, 1),
            height=round(room - at(bar.hits), 1),
            before_y=at(bar.before),
            start=bar.start,
            dated=number in dated,
            hits=bar.hits,
        )
        for number, bar in enumerate(bars)
    ]
    return Chart(drawn, top)


def _round_up(value: int) -> int:
    """The next of 10, 20, 50, 100, 200, …"""
    step = 10
    while True:
        for times in (1, 2, 5):
            if step * times >= value:
                return step * times
        step *= 10

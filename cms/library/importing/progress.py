"""A line that says how far a long piece of work is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

_WIDTH = 30
_EVERY = 0.2


class Terminal(Protocol):
    """What a command writes to."""

    def write(self, text: str, /) -> object: ...

    def flush(self) -> None: ...

    def isatty(self) -> bool: ...


@dataclass(slots=True)
class Progress:
    """`[######......] 1200/4206  310/s`, in place on a terminal; elsewhere one line at the end."""

    label: str
    out: Terminal
    total: int | None = None
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    _began: float = field(init=False)
    _shown: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def add(self, count: int) -> None:
        self.done += count
        now = self.clock()
        if self.out.isatty() and now - self._shown >= _EVERY:
            self._shown = now
            self.out.write(f"\r{self.line()}")
            self.out.flush()

    def line(self) -> str:
        seconds = max(self.clock() - self._began, 0.001)
        rate = f"{self.done / seconds:.0f}/s"
        if not self.total:
            return f"{self.label}: {self.done}  {rate}"
        filled = min(_WIDTH * self.done // self.total, _WIDTH)
        bar = "#" * filled + "." * (_WIDTH - filled)
        return f"{self.label}: [{bar}] {self.done}/{self.total}  {rate}"

    def close(self) -> None:
        begin = "\r" if self.out.isatty() else ""
        seconds = self.clock() - self._began
        self.out.write(f"{begin}{self.line()}  {seconds:.1f} s\n")


def peak_memory() -> int:
    """The most memory that this process has used, in bytes."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024

"""Starts processes together, restarts one that dies, and ends them together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process. It leads a session of its own, so that Ctrl-C reaches it through us."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    @property
    def code(self) -> int | None:
        """The exit code, or None while it runs or before it was started."""
        return self.process.poll() if self.process else None


def _end_with_parent() -> None:
    """Even when we are killed outright, nothing that we started stays behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Keeps children running. `patience` deaths of one child within `window` seconds end all."""

    def __init__(
        self, *, patience: int = 4, window: float = 60, grace: float = 30, tick: float = 0.2
    ) -> None:
        self.children: list[Child] = []
        self.patience = patience
        self.window = window
        self.grace = grace
        self.tick = tick

    def listen(self) -> None:
        """From here on SIGINT, SIGTERM and SIGHUP raise SystemExit in the main thread."""
        for number in ENDING:
            signal.signal(number, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        for other in ENDING:
            # A second Ctrl-C must not interrupt the orderly end.
            signal.signal(other, signal.SIG_IGN)
        sys.exit(0)

    def add(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Child:
        """Starts a child that is kept running from now on."""
        child = Child(name, command, environment)
        self.children.append(child)
        child.start()
        return child

    def run_to_end(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
        """Runs a child once and returns its exit code; it ends with us, as the others do."""
        child = self.add(name, command, environment)
        while child.code is None:
            time.sleep(self.tick / 4)
        self.children.remove(child)
        return child.code

    def watch(self) -> int:
        """Restarts what dies, until one dies too often. Returns 1 then."""
        while True:
            for child in self.children:
                if child.code is not None and not self._revive(child):
                    return 1
            time.sleep(self.tick)

    def _revive(self, child: Child) -> bool:
        now = time.monotonic()
        child.deaths = [death for death in child.deaths if now - death < self.window] + [now]
        if len(child.deaths) >= self.patience:
            say(f"{child.name} keeps ending (code {child.code}): stopping everything")
            return False
        say(f"{child.name} ended (code {child.code}): starting it again")
        # Longer each time: what died of a busy machine is not helped by haste.
        time.sleep(min(5.0, self.tick * 2 ** len(child.deaths)))
        child.start()
        return True

    def stop(self) -> None:
        """Asks all to end, the last started first; kills what does not within the grace."""
        running = [child for child in reversed(self.children) if child.process]
        for child in running:
            _signal(child, signal.SIGTERM)
        end = time.monotonic() + self.grace
        while time.monotonic() < end and any(child.code is None for child in running):
            time.sleep(0.05)
        for child in running:
            # Also what a child left behind in its session.
            _signal(child, signal.SIGKILL, whole_group=True)
            if child.process:
                child.process.wait()


def _signal(child: Child, number: signal.Signals, *, whole_group: bool = False) -> None:
    if not child.process:
        return
    try:
        if whole_group:
            os.killpg(child.process.pid, number)
        elif child.code is None:
            child.process.send_signal(number)
    except ProcessLookupError:
        pass


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)

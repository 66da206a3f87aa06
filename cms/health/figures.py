"""What a figure of the house's health is: a number, and the thresholds that judge it.

A room of the house offers its own through a function that is named in
`settings.HEALTH["FIGURES"]`; this one knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Unit = Literal["count", "seconds", "percent"]


class Level(IntEnum):
    """How bad it is; the worst of several is their maximum."""

    OK = 0
    WARNING = 1
    CRITICAL = 2

    @property
    def label(self) -> str | Promise:
        return {0: _("In order"), 1: _("Warning"), 2: _("Critical")}[self.value]


@dataclass(frozen=True, slots=True)
class Gauge:
    """What is measured, and from which value on it is a warning, or critical.

    `falling`: the lower the worse. `name` is stable: alarms are tied to it.
    """

    name: str
    label: str | Promise
    unit: Unit
    warning: float
    critical: float
    falling: bool = False

    def level(self, value: float) -> Level:
        if self._reaches(value, self.critical):
            return Level.CRITICAL
        return Level.WARNING if self._reaches(value, self.warning) else Level.OK

    def _reaches(self, value: float, threshold: float) -> bool:
        return value <= threshold if self.falling else value >= threshold


@dataclass(frozen=True, slots=True)
class Figure:
    """A gauge read. `value` is `None` when there is nothing to say yet; `of` says of which part.

    `problem` says why it could not be read, which is critical whatever the gauge says.
    """

    gauge: Gauge
    value: float | None
    of: str = ""
    problem: str = ""
    taken_at: datetime | None = None

    @property
    def level(self) -> Level:
        if self.problem:
            return Level.CRITICAL
        return Level.WARNING if self.value is None else self.gauge.level(self.value)


def worst(figures: Iterable[Figure]) -> Level:
    return max((figure.level for figure in figures), default=Level.OK)

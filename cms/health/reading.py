"""All figures there are, and what a machine is told of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .figures import Figure, Gauge, worst

logger = logging.getLogger(__name__)

# What stands for the figures of a room that cannot give them.
UNREADABLE = Gauge("unreadable", _("Figures that cannot be read"), "count", warning=1, critical=1)


def figures() -> list[Figure]:
    """Every figure of every room. One that raises is a figure too, and a critical one."""
    return [figure for path in settings.HEALTH["FIGURES"] for figure in _figures_of(path)]


def _figures_of(path: str) -> Sequence[Figure]:
    try:
        read: Callable[[], Iterable[Figure]] = import_string(path)
        return list(read())
    except Exception as error:
        logger.exception("The figures of %s cannot be read.", path)
        return [Figure(UNREADABLE, None, of=path, problem=f"{type(error).__name__}: {error}")]


def as_json(read: Sequence[Figure]) -> dict[str, Any]:
    return {"status": worst(read).name.lower(), "figures": [_json_of(figure) for figure in read]}


def _json_of(figure: Figure) -> dict[str, Any]:
    gauge = figure.gauge
    return {
        "name": gauge.name,
        "of": figure.of,
        "label": str(gauge.label),
        "value": figure.value,
        "unit": gauge.unit,
        "warning": gauge.warning,
        "critical": gauge.critical,
        "falling": gauge.falling,
        "status": figure.level.name.lower(),
        "problem": figure.problem,
        "taken_at": figure.taken_at.isoformat() if figure.taken_at else None,
    }

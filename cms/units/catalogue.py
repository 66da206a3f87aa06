"""The units that come with the product, as `data/*.json` has them.

Quảng Bình and Quảng Trị until 30 June 2025, Quảng Trị since 1 July 2025, and which
unit became which. How the files were made: `docs/developers/units.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from .models import Unit, UnitSuccession

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a load created and how many it set back to what the files say."""

    units: int = 0
    successions: int = 0
    restored: int = 0


@transaction.atomic
def load(*, restore: bool = False) -> Loaded:
    """Create the units and successions that are missing.

    What is there already stays as editors left it, unless `restore` asks for it to
    be as in the files.
    """
    known = {unit.code: unit for unit in Unit.objects.all()}
    created = restored = 0
    for row in _units():
        fields = {**row, "parent": known[row["parent"]] if row["parent"] else None}
        unit = known.get(row["code"])
        if unit is None:
            known[row["code"]] = Unit.objects.create(**fields)
            created += 1
        elif restore and _set(unit, fields):
            restored += 1
    return Loaded(created, _load_successions(known), restored)


def _units() -> Iterator[dict[str, Any]]:
    """The units' fields, every parent before its children, `parent` as a code."""
    for path in sorted(DATA.glob("until-*.json")) + sorted(DATA.glob("since-*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        dates = {end: _day(content.get(end)) for end in ("valid_from", "valid_to")}
        for row in content["units"]:
            yield {**row, **dates}


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _set(unit: Unit, fields: dict[str, Any]) -> bool:
    if all(getattr(unit, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(unit, name, value)
    unit.save()
    return True


def _load_successions(known: dict[str, Unit]) -> int:
    there = set(UnitSuccession.objects.values_list("predecessor__code", "successor__code"))
    missing = [pair for pair in _successions() if pair not in there]
    for before, after in missing:
        UnitSuccession.objects.create(predecessor=known[before], successor=known[after])
    return len(missing)


def _successions() -> Iterator[tuple[str, str]]:
    for path in sorted(DATA.glob("successions-*.json")):
        for before, heirs in json.loads(path.read_text(encoding="utf-8"))["successions"]:
            yield from ((before, after) for after in heirs)

"""What a subscriber asked for, and whether an item is among it."""

from __future__ import annotations

from dataclasses import dataclass

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wants:
    """Names of kinds, codes of topics and of units; where there are none, all are wanted."""

    kinds: Codes = frozenset()
    topics: Codes = frozenset()
    units: Codes = frozenset()

    def cover(self, kind: str, topics: Codes, units: Codes) -> bool:
        """Whether an item with these labels is wanted; one for no unit is for every unit."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.topics or not self.topics.isdisjoint(topics))
            and (not self.units or not units or not self.units.isdisjoint(units))
        )

"""Any number of varied articles, for load work."""

from __future__ import annotations


def fill_up(count: int) -> int:
    """Have `count` articles beside the demo's own; the number that were added."""
    return 0

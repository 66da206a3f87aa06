"""Who came after whom, over any number of reforms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def closure(start: Iterable[Node], step: Callable[[list[Node]], Iterable[Node]]) -> list[Node]:
    """All that is reached from `start` by `step`, nearest first, without `start` itself.

    `step` is given a whole generation at once. A circle, which only an error in the
    data can make, is walked once.
    """
    generation = list(start)
    seen = set(generation)
    found: list[Node] = []
    while generation:
        reached = dict.fromkeys(step(generation))
        generation = [node for node in reached if node not in seen]
        seen.update(generation)
        found.extend(generation)
    return found

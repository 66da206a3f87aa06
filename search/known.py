"""What was found out about words before: a language has few, and a law has them again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


class Known(dict[str, Value]):
    """What `find` says of each word, found out once. A dictionary, so that `map` looks words up
    without calling anything of Python's.

    It forgets all when there are too many of them, and keeps nothing of what is no word.
    """

    MOST, LONGEST = 50_000, 160

    def __init__(self, find: Callable[[str], Value]) -> None:
        self._find = find

    def __missing__(self, word: str) -> Value:
        found = self._find(word)
        if len(self) >= self.MOST:
            self.clear()
        if len(word) <= self.LONGEST:
            self[word] = found
        return found

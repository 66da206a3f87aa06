"""Which feeds are topics: those whose every change the hub is told of. Pure.

A feed of a kind, or of every kind; whole, or of one label. Who reads a feed by other
parameters (a search, a date, two labels at once) has to ask: the hub could not be told
of every combination.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import urlencode

Pair = tuple[str, str]


def is_topic(query: Mapping[str, str], schemes: Collection[str]) -> bool:
    """Whether a feed with these parameters is one; `schemes` are the labels that filter it."""
    return len(query) <= 1 and query.keys() <= set(schemes)


def queries_of(labels: Iterable[Pair], schemes: Collection[str]) -> Iterator[str]:
    """The parameters of the topics in which an item with `labels` (scheme, code) stands."""
    yield ""
    for scheme, code in sorted(labels):
        if scheme in schemes:
            yield urlencode({scheme: code})


def address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path

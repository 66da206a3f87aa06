"""Who asks without reading: known robots, and browsers that fetch ahead.

The list is that of `crawler-user-agents`, which others keep up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import crawleruseragents

from .options import option

# What names no robot is looked up for each new kind of browser; there are a few hundred.
MOST_AGENTS = 2_000
LONGEST_AGENT = 500


def is_robot(agent: str) -> bool:
    """Whether the agent says of itself that it is a robot. One that says nothing is none."""
    return _is_robot(agent[:LONGEST_AGENT], tuple(option("COUNTED_TOOLS")))


@lru_cache(maxsize=MOST_AGENTS)
def _is_robot(agent: str, counted: tuple[str, ...]) -> bool:
    return bool(agent) and _robots(counted).search(agent) is not None


@lru_cache
def _robots(counted: Iterable[str]) -> re.Pattern[str]:
    """Matches the robots, but for those whose tags are all among `counted`."""
    tools = frozenset(counted)
    patterns = [
        one["pattern"]
        for one in crawleruseragents.CRAWLER_USER_AGENTS_DATA
        if not (one.get("tags") and tools.issuperset(one["tags"]))
    ]
    return re.compile("|".join(patterns))


AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")


def is_ahead(meta: Mapping[str, str]) -> bool:
    """Whether a browser fetches what its reader may never open (prefetch, prerender).

    `Sec-Purpose` is the standard's (Fetch), the others are what older browsers send. `meta`
    is that of the request.
    """
    said = ";".join(meta.get(name, "") for name in AHEAD)
    return "prefetch" in said or "prerender" in said or "preview" in said


def asks_not_to_be_followed(meta: Mapping[str, str]) -> bool:
    """Do Not Track, or Global Privacy Control."""
    return meta.get("HTTP_DNT") == "1" or meta.get("HTTP_SEC_GPC") == "1"

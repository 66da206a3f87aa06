"""What publishing an article costs: `python -m benchmarks.ours.publish FIRST COUNT`.

Publishes so many articles, numbered from FIRST, as the admin does, and prints as JSON the
milliseconds that Wagtail took for each and those that the log took, and the queries of both.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django

# Not counted: the first ones fill caches.
WARM_UP = 3


def main(first: int, count: int) -> None:
    from cms.news.models import NewsIndexPage
    from cms.portal.demo.bodies import Shelf

    from .seed import known

    index, shelf, filing = NewsIndexPage.objects.get(), Shelf.of_the_demo(), known()
    figures = [
        one(index, number, shelf, filing) for number in range(first, first + count + WARM_UP)
    ]
    print(json.dumps(figures[WARM_UP:]))


def one(index: Any, number: int, shelf: Any, known: dict[str, Any]) -> dict[str, float]:
    """Publish the article of that number; what it cost."""
    from dataclasses import replace

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks.articles import dossier
    from cms.publishing.relay import relay

    from .seed import publish

    dossier_ = replace(dossier(number), related=())
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        publish(index, dossier_, shelf, known, {})
        published = time.perf_counter()
        before = len(queries)
        changes = relay().changes
        relayed = time.perf_counter()
    if changes != 1:
        raise RuntimeError(f"{changes} changes were appended for one article.")
    return {
        "page_ms": (published - begun) * 1000,
        "log_ms": (relayed - published) * 1000,
        "page_queries": before,
        "log_queries": len(queries) - before,
    }


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))

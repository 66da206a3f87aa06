"""What is asked: the same list, items and conditional requests of each site."""

from __future__ import annotations

import json
import random
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from .cluster import Cluster
from .load import Target

FIELDS = "lead,published_at,updated_at,language,topics,units,byline,cover"
PAGE = 20
# As many different items are read in turn.
ITEMS = 200

V2_LIST = f"/api/v2/pages/?type=stock.NewsPage&order=-first_published_at&fields={FIELDS}&limit=20"
V3_LIST = "/api/v3/news/?limit=20"
# v3's own list gives neither lead nor cover nor anything else of a page type's.
V3_BARE_LIST = "/api/v3/pages/?type=stock.NewsPage&order=-first_published_at&limit=20"
# With its relations fetched ahead, which Wagtail leaves to its developer.
V3_AHEAD_LIST = "/api/v3/news/fetched-ahead/?limit=20"
OUR_LIST = "/api/v1/news/?page_size=20"
LISTS = {"stock v2": V2_LIST, "stock v3": V3_LIST, "ours": OUR_LIST}
ITEM = {
    "stock v2": "/api/v2/pages/{}/",
    "stock v3": "/api/v3/pages/{}/",
    "ours": "/api/v1/news/{}/",
}


def keys(cluster: Cluster, size: int) -> dict[str, Sequence[Any]]:
    """Of each site, the keys of the same items from all over the collection."""
    places = random.Random(20).sample(range(1, size + 1), min(ITEMS, size))
    slugs = [f"chuyen-{place}" for place in places]
    pages = dict(cluster.sql("SELECT slug, id FROM wagtailcore_page", f"stock_{size}"))
    query = "SELECT url, id::text FROM publishing_entry WHERE kind = 'news'"
    entries = {slug_of(url): key for url, key in cluster.sql(query, f"ours_{size}")}
    ids = [pages[slug] for slug in slugs]
    return {"stock v2": ids, "stock v3": ids, "ours": [entries[slug] for slug in slugs]}


def slug_of(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def items(who: str, of: Sequence[Any]) -> tuple[Target, ...]:
    return tuple(Target(ITEM[who].format(key)) for key in of)


def page(who: str, port: int, number: int) -> tuple[Target, ...]:
    """The list's page of that number, from 1: by offset, or by a cursor that is followed there."""
    if who != "ours":
        return (Target(f"{LISTS[who]}&offset={(number - 1) * PAGE}"),)
    left, path = (number - 1) * PAGE, OUR_LIST
    while left:
        size = min(left, 100)
        following = get(port, _sized(path, size))["next"]
        path, left = _sized(following, PAGE), left - size
    return (Target(path),)


def _sized(address: str, size: int) -> str:
    """Path and query of the address, with that size of page."""
    parts = urlsplit(address)
    query = {**parse_qs(parts.query), "page_size": [str(size)]}
    return f"{parts.path}?{urlencode(query, doseq=True)}"


def known(port: int, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The same, as a client asks that has the answers already. Raises if that is not a 304."""
    found = []
    for one in targets:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{one.path}", timeout=60) as answer:
            # A proxy may weaken it; the value is what counts.
            etag = answer.headers["ETag"]
        target = Target(one.path, etag)
        _must_be_unmodified(port, target)
        found.append(target)
    return tuple(found)


def _must_be_unmodified(port: int, target: Target) -> None:
    address = f"http://127.0.0.1:{port}{target.path}"
    asked = urllib.request.Request(address, headers={"If-None-Match": target.etag})
    try:
        urllib.request.urlopen(asked, timeout=60).close()
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return
        raise
    raise RuntimeError(f"{target.path} has no validator.")


def get(port: int, path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return json.load(answer)

"""In how many passages of an Elasticsearch index a word is, remembered between questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from elasticsearch import Elasticsearch

from search.plan import Counted

# Words and pairs to remember; the syllables of Vietnamese are a few thousand.
MOST = 200_000


class Frequencies:
    """What one index has, as of one cursor: when it has read on, it is asked anew."""

    def __init__(self) -> None:
        self._as_of: object = None
        self._known: dict[Counted, int] = {}
        self._passages = 0

    def as_of(self, state: object) -> None:
        """Forget what was true of another state of the index."""
        if state != self._as_of or len(self._known) > MOST:
            self._as_of, self._known = state, {}

    def of(
        self, client: Elasticsearch, index: str, words: Collection[Counted]
    ) -> tuple[Mapping[Counted, int], int]:
        """The frequency of each of `words`, and the number of passages. At most one request."""
        known = self._known
        if missing := list({word for word in words if word not in known}):
            found = client.search(index=index, size=0, aggs={"passages": _counting(missing)})
            passages = found["aggregations"]["passages"]
            self._passages = int(passages["doc_count"])
            for word, bucket in zip(missing, passages["words"]["buckets"], strict=True):
                known[word] = int(bucket["doc_count"])
        return known, self._passages


def _counting(words: list[Counted]) -> dict[str, Any]:
    terms = [{"term": {f"passages.text_{form}": token}} for form, token in words]
    return {
        "nested": {"path": "passages"},
        "aggs": {"words": {"filters": {"filters": terms}}},
    }

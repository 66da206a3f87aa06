"""What Elasticsearch answers, as items with their passages, in their final order."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, cast
from uuid import UUID

from search.engine import Hit, ScorePart
from search.plan import Counted, Form, Place, Plan
from search.ranking.order import POOL, Candidate, have_own, judged, leaning, within_item

from .elasticsearch_requests import FORMS, PINNED_NAME


@dataclass(frozen=True, slots=True)
class _Passage:
    score: float
    position: int
    words: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """An item that was found, and its best passages, the best first."""

    id: str
    passages: tuple[_Passage, ...]
    pinned: bool
    order: int
    leaning: float = 0.0

    def led_by(self, best: Iterable[_Passage]) -> Item:
        passages = tuple(dict.fromkeys([*best, *self.passages]))
        return Item(self.id, passages, self.pinned, self.order, self.leaning)


def item_of(plan: Plan, hit: Mapping[str, Any]) -> Item:
    inner = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
    known = hit["fields"]
    facets = known.get("facet", ())
    return Item(
        hit["_id"],
        tuple(map(_passage, inner)),
        PINNED_NAME in hit.get("matched_queries", ()),
        int(known["order"][0]),
        sum(worth for value, worth in plan.leanings.items() if value in facets),
    )


def by_score(hits: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """`hits` in the order of their scores; of those that score alike the newest first."""
    return sorted(hits, key=lambda hit: (-hit["_score"], -hit["fields"]["order"][0]))


def _passage(hit: Mapping[str, Any]) -> _Passage:
    fields = hit["fields"]
    return _Passage(
        hit["_score"], int(fields["passages.position"][0]), b64decode(fields["passages.words"][0])
    )


def ranked_again(
    plan: Plan, items: Sequence[Item], frequencies: Mapping[Counted, int], passages: int
) -> list[Item]:
    """`items` with those first that have one of the best passages, ranked again."""
    pool = sorted(
        ((passage, place) for place, item in enumerate(items) for passage in item.passages),
        key=lambda one: -one[0].score,
    )[:POOL]
    candidates = [Candidate(one.score, one.words) for one, _place in pool]
    scores = leaning(
        judged(plan.phrasings, frequencies, passages, candidates),
        [items[place].leaning for _passage, place in pool],
        is_ranked=True,
    )
    best: dict[int, list[tuple[float, _Passage]]] = {}
    for (passage, place), score in zip(pool, scores, strict=True):
        best.setdefault(place, []).append((score, passage))
    rank = {place: max(score for score, _passage in found) for place, found in best.items()}
    for found in best.values():
        found.sort(key=lambda one: -within_item(one[0], one[1].words))
    head = sorted(best, key=lambda place: (not items[place].pinned, -rank[place], place))
    ordered = [
        *(items[place].led_by(passage for _score, passage in best[place]) for place in head),
        *(item for place, item in enumerate(items) if place not in best),
    ]
    return sorted(ordered, key=lambda item: -item.order if item.pinned else 0)


def hit_of(plan: Plan, item: Item) -> Hit:
    """The item and the places of its passages, leaving out what its title alone found."""
    passages = item.passages
    if len(passages) > 1:
        own = have_own(plan.all_words, [one.words for one in passages])
        passages = tuple(compress(passages, own))
    return Hit(UUID(item.id), tuple(passage.position for passage in passages))


def counts_of(aggregation: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation["values"]["buckets"]}


# How Lucene names a term's share of a score.
_SHARE = re.compile(
    rf"weight\((?:passages\.)?(?P<place>label|text)_(?P<form>{'|'.join(FORMS)}):"
    r"(?P<token>\S+) in "
)


def score_parts(hit: Mapping[str, Any]) -> Iterator[ScorePart]:
    """Those of its best passage."""
    inner = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
    for passage in inner[:1]:
        yield from _shares(passage["_explanation"])


def _shares(explanation: Mapping[str, Any]) -> Iterator[ScorePart]:
    found = _SHARE.match(explanation["description"])
    if found:
        place, form, token = found["place"], found["form"], found["token"]
        yield ScorePart(cast(Place, place), cast(Form, form), token, explanation["value"])
    else:
        for detail in explanation["details"]:
            yield from _shares(detail)

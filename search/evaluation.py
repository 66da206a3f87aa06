"""How well search answers: judged questions asked of a corpus in a scratch index.

Corpus and questions are JSON lines, packed with gzip or not. What is measured goes
the way of every user's query: the same analysis, plan, engine and ranking.
"""

from __future__ import annotations

import gzip
import json
import math
import statistics
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from .analysis import forms_of, without_diacritics
from .asking import ask
from .engine import Changes, Engine, Index, IndexedItem, IndexedPassage
from .moments import NEVER, date_order, microseconds, number_order
from .query import Query
from .schemes import token

DEPTHS = (1, 5, 10, 20, 100)
# Among how many the reciprocal rank and the gains are counted.
CUT = 10
# Provisions that an engine takes and commits at once.
BATCH = 4000
_NAMESPACE = uuid.UUID("f3b7a3d0-6a5e-4e0b-9d5c-6c1f0f2f9a41")
# Every row is as old as every other, so that nothing but its words ranks it.
_PUBLISHED = datetime(2000, 1, 1, tzinfo=UTC)


class BadFile(ValueError):
    """A corpus or questions that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the rows that answer it."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question found: ids, the best first, and the milliseconds that it took."""

    question: Question
    found: tuple[str, ...]
    milliseconds: float


def read_questions(path: Path) -> list[Question]:
    """The judged questions in `path`: rows with `text` and `rel`, an id or a list of them; the
    `qid` is only a name. Raises `BadFile`."""
    questions = [
        Question(str(row.get("qid", place)), str(row["text"]), _ids(row["rel"], place, path))
        for place, row in enumerate(_rows(path, ("text", "rel")), start=1)
    ]
    if not questions:
        raise BadFile(f"{path} holds no question.")
    return questions


def _ids(given: object, place: int, path: Path) -> frozenset[str]:
    ids = given if isinstance(given, list) else [given]
    if not ids or not all(isinstance(one, str | int) for one in ids):
        raise BadFile(f"{path}, question {place}: `rel` must be an id or a list of one or more.")
    return frozenset(map(str, ids))


def fill(engine: Engine, corpus: Path) -> dict[uuid.UUID, str]:
    """Index every row of `corpus` (`id`, `text`, maybe `title`) as a rebuild does, beside and then
    adopted; item ids by which rows are known.

    Raises `BadFile` and `EngineUnavailable`.
    """
    fresh = engine.fresh()
    try:
        names = _build(fresh, corpus)
        engine.adopt(fresh)
    except BaseException:
        fresh.clear()
        raise
    return names


def _build(index: Index, corpus: Path) -> dict[uuid.UUID, str]:
    names: dict[uuid.UUID, str] = {}
    change = 0
    reading = _rows(corpus, ("id", "text"))
    while rows := list(islice(reading, BATCH)):
        items = [item_of(row, change + place) for place, row in enumerate(rows, start=1)]
        for item, row in zip(items, rows, strict=True):
            if item.id in names:
                raise BadFile(f"{corpus} has two rows with the id {row['id']}.")
            names[item.id] = str(row["id"])
        index.apply(Changes(change, change + len(items), tuple(items)))
        change += len(items)
    if not names:
        raise BadFile(f"{corpus} holds no row.")
    return names


def item_of(row: Mapping[str, Any], change: int) -> IndexedItem:
    """A row of a corpus as an item of one passage."""
    key = uuid.uuid5(_NAMESPACE, str(row["id"]))
    order = date_order(_PUBLISHED, key)
    return IndexedItem(
        id=key,
        change=change,
        kind="document",
        facets=(token("kind", "document"),),
        published=microseconds(_PUBLISHED),
        expires=NEVER,
        valid_from=None,
        valid_until=None,
        order=order,
        number=number_order("", order),
        names="",
        keys=(),
        title=forms_of(str(row.get("title") or "")),
        passages=(IndexedPassage(0, forms_of(""), forms_of(str(row["text"] or ""))),),
    )


def rankings(
    engine: Engine,
    questions: Iterable[Question],
    names: Mapping[uuid.UUID, str],
    *,
    strip: bool = False,
) -> Iterator[Ranking]:
    """Ask each question; `strip`: as if it had been typed without diacritics."""
    now = datetime.now(UTC)
    for question in questions:
        text = without_diacritics(question.text) if strip else question.text
        begun = time.perf_counter()
        asked = ask(engine, Query(text, page_size=max(DEPTHS)), now)
        spent = (time.perf_counter() - begun) * 1000
        yield Ranking(question, tuple(names[hit.id] for hit in asked.results.hits), spent)


def figures(found: Sequence[Ranking]) -> dict[str, float]:
    """Means over the questions: recall at several depths, MRR@10, nDCG@10."""
    measures = {
        **{f"recall@{depth}": [_recall(one, depth) for one in found] for depth in DEPTHS},
        f"mrr@{CUT}": [_reciprocal_rank(one) for one in found],
        f"ndcg@{CUT}": [_ndcg(one) for one in found],
    }
    times = sorted(one.milliseconds for one in found)
    return {
        **{name: round(statistics.fmean(values), 4) for name, values in measures.items()},
        "ms_p50": round(statistics.median(times), 2),
        "ms_p95": round(times[math.ceil(len(times) * 0.95) - 1], 2),
        "questions": len(found),
    }


def _recall(one: Ranking, depth: int) -> float:
    relevant = one.question.relevant
    return len(relevant & set(one.found[:depth])) / len(relevant)


def _reciprocal_rank(one: Ranking) -> float:
    for rank, name in enumerate(one.found[:CUT], start=1):
        if name in one.question.relevant:
            return 1 / rank
    return 0.0


def _ndcg(one: Ranking) -> float:
    """Järvelin and Kekäläinen, 2002, with gains of 1."""
    gained = sum(
        1 / math.log2(rank + 1)
        for rank, name in enumerate(one.found[:CUT], start=1)
        if name in one.question.relevant
    )
    best = range(1, min(len(one.question.relevant), CUT) + 1)
    return gained / sum(1 / math.log2(rank + 1) for rank in best)


def _rows(path: Path, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    try:
        opened = gzip.open if _is_packed(path) else open
        with opened(path, "rt", encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, fields, f"{path}, line {number}")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} cannot be read: {error}") from error


def _is_packed(path: Path) -> bool:
    """By what it begins with, whatever it is called."""
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _row(line: str, fields: Sequence[str], where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadFile(f"{where}: this is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadFile(f"{where}: this is no object.")
    if missing := [field for field in fields if field not in row]:
        raise BadFile(f"{where}: missing {', '.join(missing)}.")
    return row

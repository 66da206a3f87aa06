"""Learns the order of the best candidates from judged questions: `search/ranking/trees.json`.

    python -m benchmarks.train_ranking CORPUS QUESTIONS [CORPUS QUESTIONS …]
        [--elasticsearch] [--seeds N] [--write]

Each question is asked of a scratch index as users ask, with and without diacritics, and
a stretch of it as a short query. Says what trees learned on half of the questions do for
the other half, and what those of each corpus do for the others; with --elasticsearch what
they, learned on the embedded engine's candidates, do for those of the server that
ELASTICSEARCH_URL names. What is learned hangs on chance by some thousandths: with --seeds
it is learned so often, and the mean is given with the least and the most. With --write it
learns on all and writes the file. Needs `lightgbm` (`pip install lightgbm`), which the
product does not. See docs/search-quality.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import numpy as np
from numpy.typing import NDArray

from search.analysis import without_diacritics

Rows = NDArray[np.float64]
Scorer = Callable[[Rows], Rows]
# What scores by what was learned on the one half of the questions, and on the other.
Halves = Sequence[Scorer]
TREES, LEAVES = 250, 8
LEARNING = {
    "objective": "lambdarank",
    "learning_rate": 0.07,
    "num_leaves": LEAVES,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "lambdarank_truncation_level": 15,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as asked: its candidates' features in the engine's order, and which answer."""

    corpus: str
    manner: str
    half: int
    rows: Rows
    answers: NDArray[np.bool_]
    relevant: int


class Recorder:
    """Stands in for the trees: keeps the features and leaves the order as it is."""

    rows: Rows = np.zeros((0, 0))

    def scores(self, rows: Rows) -> Rows:
        self.rows = rows
        return -np.arange(len(rows), dtype=float)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_ranking", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="CORPUS QUESTIONS, once or more")
    parser.add_argument("--write", action="store_true", help="write search/ranking/trees.json")
    parser.add_argument("--quick", action="store_true", help="skip the comparison of corpora")
    parser.add_argument(
        "--elasticsearch", action="store_true", help="order its candidates too by what is learned"
    )
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="learn N times")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.test")
    django.setup()
    files = list(zip(options.files[::2], options.files[1::2], strict=True))
    asked = all_asked("embedded", files)
    ways = {"": asked}
    if options.elasticsearch:
        ways["elasticsearch, "] = all_asked("elasticsearch", files)
    halves = [learned_of_halves(asked, seed) for seed in range(options.seeds)]
    for engine, found in ways.items():
        tell(f"{engine}as the engine ranks", [[as_given] * 2], found)
        tell(f"{engine}learned on the other half", halves, found)
    if not options.quick:
        for corpus in dict.fromkeys(one.corpus for one in asked):
            own = [one for one in asked if one.corpus == corpus]
            tell(f"learned on {corpus} alone", [learned_of_halves(own)], asked)
    if options.write:
        write(asked)


def all_asked(engine: str, files: Iterable[tuple[Path, Path]]) -> list[Asked]:
    """Every question of every file, asked of that engine in each manner."""
    from search.evaluation import fill
    from search.scratch import scratch

    found = []
    for corpus, questions in files:
        with scratch(engine) as index:
            found += asked_of(index, fill(index, corpus), corpus.name, questions)
    return found


def asked_of(engine: Any, names: Mapping[UUID, str], corpus: str, questions: Path) -> list[Asked]:
    from search.evaluation import read_questions
    from search.ranking import order

    recorder = Recorder()
    order.shipped = lambda: recorder  # type: ignore[assignment]
    found = []
    for question in read_questions(questions):
        for manner, text in manners_of(question.id, question.text).items():
            recorder.rows = np.zeros((0, 0))
            ids = [names[key] for key in ask(engine, text)][: len(recorder.rows)]
            answers = np.array([name in question.relevant for name in ids], dtype=bool)
            rows, relevant = recorder.rows[: len(ids)], len(question.relevant)
            found.append(Asked(corpus, manner, half_of(question.id), rows, answers, relevant))
    return found


def manners_of(name: str, text: str) -> dict[str, str]:
    return {
        "as written": text,
        "stripped": without_diacritics(text),
        "short": short(text, random.Random(name)),
    }


def ask(engine: Any, text: str) -> list[Any]:
    from search.asking import ask as asking
    from search.query import Query

    hits = asking(engine, Query(text, page_size=100), datetime.now(UTC)).results.hits
    return [hit.id for hit in hits]


def short(text: str, chance: random.Random) -> str:
    """Four to eight words in a row from a question, with or without diacritics."""
    words = text.rstrip("?. ").split()
    length = chance.randint(4, 8)
    begin = chance.randint(0, max(0, len(words) - length))
    piece = " ".join(words[begin : begin + length])
    return piece if chance.random() < 0.5 else without_diacritics(piece)


def half_of(name: str) -> int:
    return hashlib.sha1(name.encode()).digest()[-1] % 2


def of_half(asked: Iterable[Asked], half: int) -> list[Asked]:
    return [one for one in asked if one.half == half]


def booster_of(asked: list[Asked], seed: int = 0) -> Any:
    import lightgbm

    from search.ranking.features import FEATURES

    useful = [one for one in asked if one.answers.any()]
    data = lightgbm.Dataset(
        np.concatenate([one.rows for one in useful]),
        np.concatenate([one.answers for one in useful]).astype(float),
        group=[len(one.rows) for one in useful],
        feature_name=list(FEATURES),
    )
    return lightgbm.train({**LEARNING, "seed": seed}, data, TREES)


def as_given(rows: Rows) -> Rows:
    return -np.arange(len(rows), dtype=float)


def learned_of_halves(asked: list[Asked], seed: int = 0) -> Halves:
    boosters = [booster_of(of_half(asked, half), seed) for half in (0, 1)]
    return [partial(booster.predict, num_threads=1) for booster in boosters]


def tell(label: str, learned: Sequence[Halves], asked: list[Asked]) -> None:
    """nDCG@10 by corpus and manner: each half by what was learned on the other; the mean of what
    was learned several times, and between what it lies."""
    told = [gains(halves, asked) for halves in learned]
    for corpus, manner in sorted(told[0]):
        values = [one[corpus, manner] for one in told]
        spread = f"  {min(values):.4f} to {max(values):.4f}" if len(values) > 1 else ""
        line = f"{label:<42}{corpus:<28}{manner:<12}{np.mean(values):.4f}{spread}"
        print(line, flush=True)


def gains(halves: Halves, asked: list[Asked]) -> dict[tuple[str, str], float]:
    """The mean nDCG@10 by corpus and manner."""
    gained: dict[tuple[str, str], list[float]] = {}
    for one in asked:
        # What found nothing gained nothing.
        scores = halves[1 - one.half](one.rows) if len(one.rows) else np.zeros(0)
        order = np.argsort(-scores, kind="stable")
        gained.setdefault((one.corpus, one.manner), []).append(ndcg(one, order))
    return {key: float(np.mean(values)) for key, values in gained.items()}


def ndcg(one: Asked, order: NDArray[np.int64]) -> float:
    gained = sum(1 / math.log2(rank + 2) for rank, hit in enumerate(one.answers[order][:10]) if hit)
    return gained / sum(1 / math.log2(rank + 2) for rank in range(min(10, one.relevant)))


def write(asked: list[Asked]) -> None:
    from search.ranking.features import FEATURES
    from search.ranking.model import FILE

    trees = [tree["tree_structure"] for tree in booster_of(asked).dump_model()["tree_info"]]
    flat = [flattened(tree) for tree in trees]
    inner = max(len(tree["feature"]) for tree in flat)
    table = {
        name: [padded(tree[name], inner + (name == "leaf")) for tree in flat]
        for name in ("feature", "threshold", "left", "right", "leaf")
    }
    FILE.write_text(
        json.dumps({"features": FEATURES, "depth": max(map(depth, trees)), **table}) + "\n"
    )
    print(f"{FILE}: {len(flat)} trees, {FILE.stat().st_size} bytes")


def padded(values: list[float], length: int) -> list[float]:
    return values + [0] * (length - len(values))


def depth(node: dict[str, Any]) -> int:
    if "leaf_value" in node:
        return 0
    return 1 + max(depth(node["left_child"]), depth(node["right_child"]))


def flattened(root: dict[str, Any]) -> dict[str, list[float]]:
    """A tree as lists by node; a child below 0 is the leaf `-child - 1`."""
    flat: dict[str, list[float]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "leaf")
    }

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            flat["leaf"].append(round(node["leaf_value"], 5))
            return -len(flat["leaf"])
        place = len(flat["feature"])
        flat["feature"].append(node["split_feature"])
        flat["threshold"].append(float(f"{node['threshold']:.6g}"))
        flat["left"].append(0)
        flat["right"].append(0)
        flat["left"][place] = add(node["left_child"])
        flat["right"][place] = add(node["right_child"])
        return place

    if add(root) < 0:
        flat["feature"], flat["threshold"] = [0], [0.0]
        flat["left"], flat["right"] = [-1], [-1]
    return flat


if __name__ == "__main__":
    main()

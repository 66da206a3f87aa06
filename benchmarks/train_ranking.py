"""Learns the order of the best candidates from judged questions: `search/ranking/trees.json`.

    python -m benchmarks.train_ranking CORPUS QUESTIONS [CORPUS QUESTIONS …]
        [--elasticsearch] [--write]

Each question is asked of a scratch index as users ask, with and without diacritics, and
a stretch of it as a short query. Says what trees learned on half of the questions do for
the other half, and what those of each corpus do for the others; with --elasticsearch what
they, learned on the embedded engine's candidates, do for those of the server that
ELASTICSEARCH_URL names; with --write it learns on all and writes the file. Needs
`lightgbm` (`pip install lightgbm`), which the product does not. See docs/search-quality.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import numpy as np
from numpy.typing import NDArray

from search.analysis import without_diacritics

Rows = NDArray[np.float64]
Scorer = Callable[[Rows], Rows]
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
    "seed": 0,
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
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.test")
    django.setup()
    files = list(zip(options.files[::2], options.files[1::2], strict=True))
    asked = all_asked("embedded", files)
    trees = [learned(of_half(asked, half)) for half in (0, 1)]
    tell("as the engine ranks", lambda half: lambda rows: -np.arange(len(rows)), asked)
    tell("learned on the other half", trees.__getitem__, asked)
    if options.elasticsearch:
        others = all_asked("elasticsearch", files)
        tell("elasticsearch, as it ranks", lambda half: lambda rows: -np.arange(len(rows)), others)
        tell("elasticsearch, learned on the other half", trees.__getitem__, others)
    if not options.quick:
        for corpus in dict.fromkeys(one.corpus for one in asked):
            own = [one for one in asked if one.corpus == corpus]
            tell(
                f"learned on {corpus} alone",
                lambda half, own=own: learned(of_half(own, half)),
                asked,
            )
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
            if ids:
                answers = np.array([name in question.relevant for name in ids])
                rows, relevant = recorder.rows[: len(ids)], len(question.relevant)
                half = half_of(question.id)
                found.append(Asked(corpus, manner, half, rows, answers, relevant))
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


def booster_of(asked: list[Asked]) -> Any:
    import lightgbm

    from search.ranking.features import FEATURES

    useful = [one for one in asked if one.answers.any()]
    data = lightgbm.Dataset(
        np.concatenate([one.rows for one in useful]),
        np.concatenate([one.answers for one in useful]).astype(float),
        group=[len(one.rows) for one in useful],
        feature_name=list(FEATURES),
    )
    return lightgbm.train(LEARNING, data, TREES)


def learned(asked: list[Asked]) -> Scorer:
    booster = booster_of(asked)
    return lambda rows: booster.predict(rows, num_threads=1)


def tell(label: str, learn: Callable[[int], Scorer], asked: list[Asked]) -> None:
    """nDCG@10 by corpus and manner: each half by what was learned on the other."""
    gains: dict[tuple[str, str], list[float]] = {}
    for half in (0, 1):
        score = learn(1 - half)
        for one in of_half(asked, half):
            order = np.argsort(-score(one.rows), kind="stable")
            gains.setdefault((one.corpus, one.manner), []).append(ndcg(one, order))
    for (corpus, manner), values in sorted(gains.items()):
        print(f"{label:<40}{corpus:<28}{manner:<12}{np.mean(values):.4f}", flush=True)


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

"""What the learned order sees of a candidate, and how it judges: both are pinned, since the
trees that are shipped were learned from these very numbers."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import orjson
import pytest

from search.analysis import forms_of, tokens_of
from search.plan import RankedWord
from search.ranking.features import FEATURES, Floats, Question, counted, features
from search.ranking.model import FILE, Model, shipped
from search.ranking.packing import pack, unpack

QUESTION = "thù lao của hòa giải viên là bao nhiêu"
CANDIDATES = (
    (
        "Luật Hòa giải ở cơ sở",
        "Điều 9. Quyền của hòa giải viên",
        "Được hưởng thù lao theo vụ việc.",
    ),
    ("Nghị định 15/2014/NĐ-CP", "", "Mức thù lao của hòa giải viên là 200.000 đồng một vụ. " * 9),
    (
        "Bộ luật Dân sự",
        "Điều 1",
        "Giải quyết tranh chấp; viên chức; hòa bình. Lao động là vinh quang.",
    ),
    ("Thông báo", "", "Không có gì."),
)
EXPECTED: Mapping[str, tuple[float, ...]] = {
    "engine_best": (0.77551, 1, 0.244898, 0.0408163),
    "engine_rank": (1, 0, 2, 3),
    "words": (1.12914, 1.44792, 0.948289, 0),
    "words_best": (0.779836, 1, 0.654931, 0),
    "pairs": (0.745162, 1.31495, 0, 0),
    "pairs_best": (0.566684, 1, 0, 0),
    "triples": (0.51363, 1.44018, 0, 0),
    "triples_best": (0.356643, 1, 0, 0),
    "sum_best": (0.668006, 1, 0.311321, 0),
    "sum_rank": (1, 0, 2, 3),
    "has_words": (0.658044, 0.72089, 0.597207, 0),
    "has_words_best": (0.912822, 1, 0.828429, 0),
    "has_count": (0.666667, 0.777778, 0.555556, 0),
    "has_pairs": (0.468646, 0.654686, 0, 0),
    "has_triples": (0.324521, 0.717034, 0, 0),
    "has_rare": (0.678674, 0.678674, 0.678674, 0),
    "run": (4, 7, 1, 1),
    "run_share": (0.444444, 0.777778, 0.111111, 0.111111),
    "near": (0.334754, 0.716063, 0.098155, 0),
    "near_best": (0.467493, 1, 0.137076, 0),
    "window16": (0.658044, 0.72089, 0.53436, 0),
    "window16_best": (0.912822, 1, 0.741251, 0),
    "window48": (0.658044, 0.72089, 0.597207, 0),
    "window48_best": (0.912822, 1, 0.828429, 0),
    "label_words": (0.472738, 0, 0, 0),
    "label_words_best": (1, 0, 0, 0),
    "label_known": (0.571429, 0, 0, 0),
    "label_pairs": (0.419414, 0, 0, 0),
    "label_pairs_best": (1, 0, 0, 0),
    "label_known_pairs": (0.5, 0, 0, 0),
    "label_run": (0.571429, 0.142857, 0.5, 0.5),
    "label_run_share": (0.333333, 0, 0, 0),
    "length": (3.04452, 4.82831, 2.99573, 1.79176),
    "label_length": (2.07944, 2.07944, 1.09861, 1.09861),
    "question_length": (9, 9, 9, 9),
}


def question(*, by_folded: bool = False) -> Question:
    words = [RankedWord(one.exact, one.folded, by_folded) for one in tokens_of(QUESTION)]
    chance = random.Random(3)
    frequencies = {one: chance.randint(1, 900) for one in sorted(counted([words]))}
    return Question(words, frequencies, 1000)


def candidates_features(*, by_folded: bool = False) -> Floats:
    packed = unpack([pack(*map(forms_of, parts)) for parts in CANDIDATES])
    return features(question(by_folded=by_folded), packed, [9.5, 12.25, 3.0, 0.5])


@pytest.mark.parametrize("name", FEATURES)
def test_a_candidate_looks_as_it_did_when_the_trees_were_learned(name):
    found = candidates_features()[:, FEATURES.index(name)]

    assert found == pytest.approx(EXPECTED[name], rel=1e-5)


def test_without_diacritics_no_candidate_has_fewer_of_the_words():
    exact, folded = candidates_features(), candidates_features(by_folded=True)

    column = FEATURES.index("has_count")
    assert (folded[:, column] >= exact[:, column]).all()
    # `Thông báo` is then as good as `bao nhiêu`.
    assert folded[3, column] > exact[3, column] == 0


def test_the_trees_say_what_walking_down_each_of_them_says():
    given = orjson.loads(FILE.read_bytes())
    chance = np.random.default_rng(5)
    rows = np.concatenate([chance.random((40, len(FEATURES))), candidates_features()])

    walked = [sum(_leaf(given, tree, row) for tree in range(len(given["leaf"]))) for row in rows]

    assert shipped().scores(rows) == pytest.approx(walked)
    assert Model(given).scores(rows[:1]) == pytest.approx(walked[:1])


def _leaf(given: Mapping[str, list[list[float]]], tree: int, row: Floats) -> float:
    node = 0
    while node >= 0:
        name = given["features"][int(given["feature"][tree][node])]
        low = row[FEATURES.index(str(name))] <= given["threshold"][tree][node]
        node = int(given["left" if low else "right"][tree][node])
    return given["leaf"][tree][-node - 1]

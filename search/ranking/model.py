"""The order that was learned: a few hundred small decision trees, shipped as a file of numbers.

`benchmarks/train_ranking.py` makes the file (LightGBM, LambdaRank: Burges, 2010). What
reads it needs no more than numpy: the tests of all trees are made at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from .features import FEATURES, Floats

FILE = Path(__file__).with_name("trees.json")


class Model:
    """Trees of equal size, of at most eight tests. A node below 0 is the leaf `-node - 1`.

    A tree's tests give one bit each; what a tree says is looked up by them all together.
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        names: Sequence[str] = given["features"]
        columns = np.array([FEATURES.index(name) for name in names])
        feature = np.array(given["feature"], dtype=np.int64)
        self._shape = feature.shape
        self._columns = columns[feature].ravel()
        self._thresholds = np.array(given["threshold"], dtype=float).ravel()[:, None]
        tests = self._shape[1]
        self._bits = (1 << np.arange(tests)).astype(np.uint8)
        self._says = _outcomes(given, tests).ravel()
        self._begins = np.arange(len(feature))[:, None] << tests

    def scores(self, rows: Floats) -> NDArray[np.float64]:
        """For each row of features, how well it answers; only their order means anything."""
        low = np.ascontiguousarray(rows.T).take(self._columns, axis=0) <= self._thresholds
        tests = low.reshape(*self._shape, len(rows)).view(np.uint8)
        # Beginning where the tree's own outcomes do.
        bits = self._begins + np.einsum("tbr,b->tr", tests, self._bits)
        scored: NDArray[np.float64] = self._says.take(bits).sum(axis=0)
        return scored


def _outcomes(given: Mapping[str, Any], tests: int) -> NDArray[np.float64]:
    """What each tree says for each way in which its tests may come out, as a number of bits."""
    ways = np.arange(1 << tests)[None, :]
    left, right = (np.array(given[side], dtype=np.int64) for side in ("left", "right"))
    trees = np.arange(len(left))[:, None]
    node = np.zeros((len(left), 1 << tests), dtype=np.int64)
    for _level in range(int(given["depth"])):
        # A leaf stays where it is.
        inner = np.maximum(node, 0)
        below = np.where((ways >> inner) & 1 == 1, left[trees, inner], right[trees, inner])
        node = np.where(node < 0, node, below)
    says: NDArray[np.float64] = np.array(given["leaf"], dtype=float)[trees, -node - 1]
    return says


@cache
def shipped() -> Model:
    return Model(orjson.loads(FILE.read_bytes()))

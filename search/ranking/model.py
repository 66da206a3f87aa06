"""The order that was learned: a few hundred small decision trees, shipped as a file of numbers.

`benchmarks/train_ranking.py` makes the file (LightGBM, LambdaRank: Burges, 2010). What
reads it needs no more than numpy: all trees are walked at once, a level at a time.
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
    """Trees of equal size. A node below 0 is the leaf `-node - 1`."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        names: Sequence[str] = given["features"]
        self._columns = np.array([FEATURES.index(name) for name in names])
        self._feature = np.array(given["feature"], dtype=np.int64)
        self._threshold = np.array(given["threshold"], dtype=float)
        self._left = np.array(given["left"], dtype=np.int64)
        self._right = np.array(given["right"], dtype=np.int64)
        self._leaf = np.array(given["leaf"], dtype=float)
        self._depth = int(given["depth"])

    def scores(self, rows: Floats) -> NDArray[np.float64]:
        """For each row of features, how well it answers; only their order means anything."""
        values = rows[:, self._columns]
        trees = np.arange(len(self._feature))[None, :]
        rows_at = np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), len(self._feature)), dtype=np.int64)
        for _level in range(self._depth):
            # A leaf stays where it is.
            inner = np.maximum(node, 0)
            low = values[rows_at, self._feature[trees, inner]] <= self._threshold[trees, inner]
            below = np.where(low, self._left[trees, inner], self._right[trees, inner])
            node = np.where(node < 0, node, below)
        scored: NDArray[np.float64] = self._leaf[trees, -node - 1].sum(axis=1)
        return scored


@cache
def shipped() -> Model:
    return Model(orjson.loads(FILE.read_bytes()))

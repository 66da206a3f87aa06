"""What is searched and what is asked: the same for every site and engine of a run.

The provisions of the codified law and the questions that people asked about it, where
the files lie beside this project; else as many made ones as are wanted.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

LEGAL = Path(__file__).resolve().parent.parent.parent / "shared/data/legal"
CORPUS, QUESTIONS = LEGAL / "zalo_pd_corpus.jsonl.gz", LEGAL / "zalo_pd_questions.jsonl"
WHOLE = 61_393
# Of the long ones and of the short ones.
ASKED = 100

# What mediators look for, in a few words; asked with and without diacritics.
SHORT = (
    "hòa giải", "tranh chấp đất đai", "hàng xóm lấn đất", "xây tường rào", "thừa kế",
    "ly hôn", "nuôi con", "bạo lực gia đình", "đặt cọc mua nhà", "vay tiền không trả",
    "tổ hòa giải", "hòa giải viên", "thù lao hòa giải viên", "biên bản hòa giải",
    "khai sinh", "tảo hôn", "tiếng ồn", "gia súc phá hoa màu", "lối đi chung",
    "ranh giới thửa đất", "sổ đỏ", "di chúc", "cấp dưỡng", "tài sản chung vợ chồng",
    "bảo hiểm y tế", "hộ nghèo", "đánh nhau", "xử phạt hành chính", "thuê nhà", "nước thải",
)  # fmt: skip

# Of made syllables.
HEADS = (
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "s",
    "t",
    "th",
    "tr",
    "v",
)
TAILS = (
    "a",
    "ai",
    "an",
    "ang",
    "anh",
    "ao",
    "âm",
    "ât",
    "e",
    "ê",
    "i",
    "iêu",
    "o",
    "ông",
    "u",
    "ương",
)


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision as a page: its title and its text."""

    title: str
    text: str


def are_real() -> bool:
    return CORPUS.exists()


def provisions(count: int) -> Iterator[Provision]:
    """So many provisions, fewer when the corpus has no more."""
    return islice(_real(), count) if are_real() else _made(count)


def _real() -> Iterator[Provision]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Provision(row["title"] or row["id"], row["text"])


def _made(count: int) -> Iterator[Provision]:
    """Syllables by Zipf's law, as long as provisions are: about 250 of them."""
    chance = random.Random(61)
    syllables = [f"{head}{tail}" for head in HEADS for tail in TAILS]
    words = [*" ".join(SHORT).split(), *syllables]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for number in range(count):
        length = min(2000, max(20, round(chance.lognormvariate(5.2, 0.8))))
        text = " ".join(chance.choices(words, weights, k=length))
        yield Provision(f"Điều {number + 1}. {text[:60]}", text)


def queries() -> list[str]:
    """Short ones, the same without diacritics, and whole questions, in an order of chance."""
    from search.analysis import folded_form

    stripped = [" ".join(map(folded_form, text.split())) for text in SHORT]
    asked = [*SHORT, *stripped, *_questions()]
    random.Random(4).shuffle(asked)
    return asked


def _questions() -> Sequence[str]:
    if QUESTIONS.exists():
        rows = QUESTIONS.read_text(encoding="utf-8").splitlines()
        return [json.loads(row)["text"] for row in rows[:ASKED]]
    pairs = zip(SHORT, reversed(SHORT), strict=True)
    return [f"Xin hỏi về {one}, khi có {other} thì giải quyết như thế nào?" for one, other in pairs]

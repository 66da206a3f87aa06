"""What search answers to short questions that were judged by hand, on both engines.

The corpus is small and in our own words (`tests/search/judged/`). A change that ranks
worse than the figures here fails; one that ranks better may raise them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engine import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.evaluation import figures, fill, rankings, read_questions

JUDGED = Path(__file__).with_name("judged")
FLOORS = {
    "as typed": {"ndcg@10": 0.91, "recall@5": 0.91},
    "stripped": {"ndcg@10": 0.91, "recall@5": 0.91},
}


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def judged_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "embedded":
        yield EmbeddedEngine(tmp_path)
        return
    url = request.getfixturevalue("elasticsearch_url")
    engine = ElasticsearchEngine(url, f"judged-{uuid.uuid4().hex}", 20.0)
    yield engine
    engine.clear()


def test_short_questions_find_what_was_judged_to_answer_them(judged_engine):
    names = fill(judged_engine, JUDGED / "corpus.jsonl")
    questions = read_questions(JUDGED / "questions.jsonl")

    for manner, floors in FLOORS.items():
        found = list(rankings(judged_engine, questions, names, strip=manner == "stripped"))
        measured = figures(found)
        missed = [
            one.question.text for one in found if not one.question.relevant & {*one.found[:3]}
        ]
        for figure, floor in floors.items():
            assert measured[figure] >= floor, f"{manner}: {measured}; missed: {missed}"

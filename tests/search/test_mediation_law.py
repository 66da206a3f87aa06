"""What search answers to short questions, as mediators type them, on the law itself.

The questions are judged by hand over Law 35/2013/QH13 and the neighbours' part of the
Civil Code, by provisions' ids alone; the texts are those of the corpus beside the project. Of
its 61,393 provisions those are taken that could be mistaken for an answer, and one in
twenty of the others. A change that ranks worse than the figures here fails.

The whole corpus: `manage.py evaluate_search zalo_pd_corpus.jsonl.gz
tests/search/judged/mediation_law.jsonl`; its figures are in docs/search-quality.md.
"""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engine import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.evaluation import figures, fill, rankings, read_questions

QUESTIONS = Path(__file__).parent / "judged" / "mediation_law.jsonl"
CORPUS = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / "legal" / "zalo_pd_corpus.jsonl.gz"
)
FLOORS = {
    "as typed": {"ndcg@10": 0.70, "recall@10": 0.85},
    "stripped": {"ndcg@10": 0.70, "recall@10": 0.85},
}
ONE_IN = 20

pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason=f"the corpus of provisions is not there: {CORPUS}"
)


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, dict]]:
    rows = tmp_path / "corpus.jsonl"
    rows.write_text("".join(could_be_mistaken()), encoding="utf-8")
    engine: Engine
    if request.param == "embedded":
        engine = EmbeddedEngine(tmp_path / "index")
    else:
        url = request.getfixturevalue("elasticsearch_url")
        engine = ElasticsearchEngine(url, f"mediation-{uuid.uuid4().hex}", 30.0)
    yield engine, fill(engine, rows)
    engine.clear()


def could_be_mistaken() -> Iterator[str]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            if place % ONE_IN == 0 or "hòa giải" in line.lower() or '"91/2015/qh13' in line:
                yield line


def test_the_questions_are_many_and_each_is_answered_by_provisions_of_the_corpus():
    asked = read_questions(QUESTIONS)
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        ids = {json.loads(line)["id"] for line in lines if "/qh13+" in line}

    assert len({one.text for one in asked}) == len(asked) > 60
    assert set().union(*(one.relevant for one in asked)) <= ids


def test_what_mediators_type_finds_the_provision_that_was_judged_to_answer_it(filled):
    engine, names = filled
    questions = read_questions(QUESTIONS)

    for manner, floors in FLOORS.items():
        found = list(rankings(engine, questions, names, strip=manner == "stripped"))
        measured = figures(found)
        missed = [
            one.question.text for one in found if not one.question.relevant & {*one.found[:10]}
        ]
        for figure, floor in floors.items():
            assert measured[figure] >= floor, f"{manner}: {measured}; missed: {missed}"

"""Measuring how well search answers judged questions."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.evaluation import Question, Ranking, figures

CORPUS = [
    {"id": "a", "title": "Thù lao", "text": "Hòa giải viên được hưởng thù lao theo vụ, việc."},
    {"id": "b", "title": "Hàng rào", "text": "Ranh giới giữa hai nhà là hàng rào chung."},
    {"id": "c", "title": "Thừa kế", "text": "Con được chia di sản.", "law": "Dân sự"},
]
QUESTIONS = [
    {"qid": "1", "text": "Hòa giải viên có được thù lao không?", "rel": ["a"]},
    {"qid": "2", "text": "hàng rào giữa hai nhà", "rel": ["b"]},
]
KEYS = {
    "recall@1", "recall@5", "recall@10", "recall@20", "recall@100", "mrr@10", "ndcg@10",
    "ms_p50", "ms_p95", "questions", "engine",
}  # fmt: skip


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    if path.suffix == ".gz":
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.write(text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return lines(tmp_path / "corpus.jsonl.gz", CORPUS)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return lines(tmp_path / "questions.jsonl", QUESTIONS)


def ranking(relevant: set[str], *found: str, ms: float = 1.0) -> Ranking:
    return Ranking(Question("q", "", frozenset(relevant)), found, ms)


def test_figures_are_those_of_the_books():
    measured = figures([ranking({"a", "b"}, "x", "a", "b", ms=1), ranking({"c"}, "c", ms=3)])

    assert measured["recall@1"] == 0.5
    assert measured["recall@5"] == 1.0
    assert measured["mrr@10"] == 0.75
    # (1/log2(3) + 1/log2(4)) / (1/log2(2) + 1/log2(3)) = 0.6934
    assert measured["ndcg@10"] == pytest.approx((0.6934 + 1) / 2, abs=1e-4)
    assert measured["ms_p50"] == 2
    assert measured["ms_p95"] == 3


def test_what_is_not_found_counts_as_nothing():
    measured = figures([ranking({"a"}), ranking({"a"}, *"bcdefghijkl", "a")])

    assert measured["mrr@10"] == measured["ndcg@10"] == measured["recall@10"] == 0
    assert measured["recall@20"] == 0.5


@pytest.mark.parametrize("options", [(), ("--strip-diacritics",)])
def test_json_is_one_object_and_nothing_else(corpus, questions, capfd, options):
    call_command("evaluate_search", str(corpus), str(questions), "--json", *options)

    said = capfd.readouterr()
    measured = json.loads(said.out)
    assert set(measured) == KEYS
    assert measured["recall@1"] == 1.0
    assert (measured["questions"], measured["engine"]) == (2, "embedded")


@pytest.mark.elasticsearch
def test_the_server_is_measured_alike_and_keeps_no_index(
    corpus, questions, capsys, settings, elasticsearch_url
):
    from elasticsearch import Elasticsearch

    settings.SEARCH = {**settings.SEARCH, "ELASTICSEARCH_URL": elasticsearch_url}
    arguments = [str(corpus), str(questions), "--engine=elasticsearch", "--json"]
    call_command("evaluate_search", *arguments)

    assert json.loads(capsys.readouterr().out)["recall@1"] == 1.0
    assert not Elasticsearch(elasticsearch_url).indices.get(index="evaluation-*").body


def test_the_table_names_every_figure(corpus, questions, capsys):
    call_command("evaluate_search", str(corpus), str(questions))

    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == KEYS


def test_a_missing_server_is_asked_for_by_name(corpus, questions, settings):
    settings.SEARCH = {**settings.SEARCH, "ELASTICSEARCH_URL": ""}
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("evaluate_search", str(corpus), str(questions), "--engine=elasticsearch")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"id": "a", "title": "x"}', "line 1: missing text"),
        ("{", "line 1: this is no JSON"),
        ("[]", "line 1: this is no object"),
        ("", "holds no row"),
        ('{"id":"a","title":"","text":""}\n' * 2, "two rows with the id a"),
    ],
)
def test_a_faulty_corpus_is_refused_with_its_place(tmp_path, questions, text, said):
    path = tmp_path / "faulty.jsonl"
    path.write_text(text)
    with pytest.raises(CommandError, match=said):
        call_command("evaluate_search", str(path), str(questions))


def test_a_corpus_of_few_fields_is_measured_packed_or_not_whatever_it_is_called(tmp_path, capsys):
    rows = ['{"id": 7, "text": "Hòa giải viên"}', '{"id": 8, "title": null, "text": "Tường rào"}']
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_bytes(gzip.compress("\r\n".join(rows).encode("utf-8-sig")))
    questions = lines(tmp_path / "q.jsonl", [{"text": "tuong rao", "rel": 8, "more": 1}])

    call_command("evaluate_search", str(corpus), str(questions), "--json")

    assert json.loads(capsys.readouterr().out)["recall@1"] == 1.0


def test_questions_without_an_answer_are_refused(tmp_path, corpus):
    path = lines(tmp_path / "q.jsonl", [{"qid": "1", "text": "x", "rel": []}])
    with pytest.raises(CommandError, match="rel"):
        call_command("evaluate_search", str(corpus), str(path))


def test_a_missing_file_is_named(tmp_path, questions):
    with pytest.raises(CommandError, match=r"none\.jsonl cannot be read"):
        call_command("evaluate_search", str(tmp_path / "none.jsonl"), str(questions))

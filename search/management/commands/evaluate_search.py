import json
import tempfile
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.engine import Engine, EngineUnavailable
from search.engines.embedded import EmbeddedEngine
from search.evaluation import BadFile, build, figures, rankings, read_questions

# Seconds. A measurement waits for what a reader would not.
TIMEOUT = 60.0


class Command(BaseCommand):
    help = (
        "Measure how well search answers judged questions: index CORPUS (JSON lines with id, title "
        "and text) in a scratch index, ask every one of QUESTIONS (qid, text, rel) as users ask, "
        "and print recall, MRR, nDCG and milliseconds. The live index is not touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("corpus", type=Path, help=".jsonl or .jsonl.gz")
        parser.add_argument("questions", type=Path, help=".jsonl or .jsonl.gz")
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="embedded")
        parser.add_argument(
            "--strip-diacritics",
            action="store_true",
            help="ask as if the questions had been typed without diacritics",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            questions = read_questions(options["questions"])
            with _scratch(options["engine"]) as engine:
                names = _fill(engine, options["corpus"])
                found = list(rankings(engine, questions, names, strip=options["strip_diacritics"]))
        except (BadFile, EngineUnavailable) as error:
            raise CommandError(str(error)) from error
        measured = {**figures(found), "engine": options["engine"]}
        self.stdout.write(json.dumps(measured) if options["json"] else _table(measured))


@contextmanager
def _scratch(name: str) -> Iterator[Engine]:
    """An engine with an index of its own, which is gone afterwards."""
    if name == "embedded":
        with tempfile.TemporaryDirectory(prefix="evaluate-search-") as folder:
            yield EmbeddedEngine(Path(folder))
        return
    engine = _elasticsearch()
    try:
        yield engine
    finally:
        engine.clear()


def _elasticsearch() -> Engine:
    from search.engines.elasticsearch import ElasticsearchEngine

    url = settings.SEARCH["ELASTICSEARCH_URL"]
    if not url:
        raise CommandError(
            "Which Elasticsearch? Name it in the environment: "
            "ELASTICSEARCH_URL=http://127.0.0.1:9200 manage.py evaluate_search …"
        )
    return ElasticsearchEngine(url, f"evaluation-{uuid.uuid4().hex}", TIMEOUT)


def _fill(engine: Engine, corpus: Path) -> dict[uuid.UUID, str]:
    """Index the corpus as a rebuild does: beside, then adopted."""
    fresh = engine.fresh()
    try:
        names = build(fresh, corpus)
        engine.adopt(fresh)
    except BaseException:
        fresh.clear()
        raise
    return names


def _table(measured: dict[str, Any]) -> str:
    return "\n".join(f"{name:<12}{value:>14}" for name, value in measured.items())

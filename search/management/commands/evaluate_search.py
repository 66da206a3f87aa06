import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engine import EngineUnavailable
from search.evaluation import BadFile, figures, fill, rankings, read_questions
from search.scratch import scratch


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
            with scratch(options["engine"]) as engine:
                names = fill(engine, options["corpus"])
                found = list(rankings(engine, questions, names, strip=options["strip_diacritics"]))
        except (BadFile, EngineUnavailable) as error:
            raise CommandError(str(error)) from error
        measured = {**figures(found), "engine": options["engine"]}
        self.stdout.write(json.dumps(measured) if options["json"] else _table(measured))


def _table(measured: dict[str, Any]) -> str:
    return "\n".join(f"{name:<12}{value:>14}" for name, value in measured.items())

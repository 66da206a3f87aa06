"""`manage.py import_documents PATH`: see docs/operators/import.md."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from cms.library.extraction.contract import Limits
from cms.library.importing import corpora, tables
from cms.library.importing.files import with_texts
from cms.library.importing.kept import KeptReadings
from cms.library.importing.progress import Progress, Terminal, peak_memory
from cms.library.importing.records import Record
from cms.library.importing.reporting import Report
from cms.library.importing.storing import Importer
from cms.library.models import LibraryPage
from cms.library.reading import kept_by
from cms.publishing.relay import relay

# The worker's step that indexes what the log has. It belongs to a reader, of which this app
# knows nothing but that the worker runs it.
INDEXING = "search.indexer.catch_up_embedded"
RELAYED_AT_ONCE = 2


class Command(BaseCommand):
    help = (
        "Import documents from JSON lines (.jsonl, .jsonl.gz), or from a folder of files with a"
        " table (.csv, .xlsx) that says what each is. Run again after an interruption or with"
        " more data: what is there stays, what is missing is added."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument(
            "--library", metavar="SLUG", help="which library, where there are several"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="default: import-report.csv"
        )
        parser.add_argument(
            "--no-publish",
            action="store_true",
            help="leave deriving and indexing to the worker that runs beside",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        library = _library(options["library"])
        with (
            Report(options["report"] or Path("import-report.csv")) as report,
            KeptReadings() as readings,
            kept_by(readings),
        ):
            importer = Importer(library, lambda problem: report.add([problem]), options["dry_run"])
            try:
                records = self._records(path, report, dry=options["dry_run"])
                self._run("Documents", importer.put(records))
            except tables.NoTable as error:
                raise CommandError(str(error)) from error
            self._run("Relations said of others", importer.finish())
            if not options["dry_run"] and not options["no_publish"]:
                self._publish()
        self._tell(importer, report, dry=options["dry_run"])

    def _records(self, path: Path, report: Report, *, dry: bool) -> Iterator[Record]:
        def tell(problem: Any) -> None:
            report.add([problem])

        if path.is_dir():
            records = tables.records_of(path, tell)
            return with_texts(records, tell, Limits())
        if path.is_file() and corpora.is_json_lines(path):
            return corpora.records_of(path, tell)
        raise CommandError(f"{path} is no folder and no file of JSON lines (.jsonl, .jsonl.gz).")

    def _run(self, label: str, work: Iterator[int]) -> None:
        # Without the line end that a command's own output adds.
        progress = Progress(label, cast("Terminal", self.stdout._out))
        for done in work:
            progress.add(done)
        progress.close()

    def _publish(self) -> None:
        """Do the worker's part at once, until there is nothing left to do."""
        self._run("Published", _until_done(lambda: relay(RELAYED_AT_ONCE).marks))
        if INDEXING in settings.WORKER_STEPS:
            self._run("Indexed", _until_done(import_string(INDEXING)))

    def _tell(self, importer: Importer, report: Report, *, dry: bool) -> None:
        outcome = importer.outcome
        would = "would be " if dry else ""
        self.stdout.write(
            f"{outcome.total} documents: {outcome.created} {would}created,"
            f" {outcome.completed} {would}completed, {outcome.unchanged} unchanged."
            f" Peak memory {peak_memory() // 2**20} MB."
        )
        if report.total:
            kinds = ", ".join(f"{count} × {kind}" for kind, count in report.counts.most_common(8))
            self.stdout.write(
                f"{report.total} problems in {report.path}: {kinds};"
                f" {report.lost} rows not imported."
            )


def _until_done(step: Callable[[], int]) -> Iterator[int]:
    while did := step():
        yield did


def _library(slug: str | None) -> LibraryPage:
    libraries = LibraryPage.objects.filter(**({"slug": slug} if slug else {})).order_by("path")
    found = list(libraries[:2])
    if not found:
        raise CommandError("There is no library page to import into: make one first.")
    if len(found) > 1:
        raise CommandError("There are several libraries: choose one with --library SLUG.")
    return found[0]

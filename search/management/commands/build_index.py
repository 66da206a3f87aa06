from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engine import EngineUnavailable
from search.engines import all_engines
from search.indexer import IncompleteIndex, catch_up, rebuild


class Command(BaseCommand):
    help = (
        "Bring the search indexes up to the log, building what is missing. With --anew, build "
        "each from the beginning beside the present one and swap them when it is complete."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="build from the beginning")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for engine in all_engines():
            try:
                read = rebuild(engine) if options["anew"] else catch_up(engine)
            except (EngineUnavailable, IncompleteIndex) as error:
                failed = True
                self.stderr.write(f"{engine.name}: {error}")
                continue
            health = engine.health()
            self.stdout.write(
                f"{engine.name}: {read} changes read, {health.items} items, "
                f"at change {health.cursor}"
            )
        if failed:
            raise CommandError("An index is not up to date; the worker will try again.")

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from search.check import drifts
from search.engine import Engine, EngineUnavailable
from search.engines import all_engines
from search.indexer import IncompleteIndex, catch_up, rebuild


class Command(BaseCommand):
    help = (
        "Compare each search index with the log and report what is missing, stale or orphaned. "
        "Exit status 1 when something is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="build a faulty index anew")

    def handle(self, *args: Any, **options: Any) -> None:
        sound = [self._is_sound(engine, repair=options["repair"]) for engine in all_engines()]
        if not all(sound):
            raise SystemExit(1)

    def _is_sound(self, engine: Engine, *, repair: bool) -> bool:
        try:
            catch_up(engine)
            faults = self._report(engine)
            if faults and repair:
                rebuild(engine)
                self.stdout.write(f"{engine.name}: built anew and found complete")
            return not faults or repair
        except (EngineUnavailable, IncompleteIndex) as error:
            self.stderr.write(f"{engine.name}: {error}")
            return False

    def _report(self, engine: Engine) -> int:
        faults: Counter[str] = Counter()
        for drift in drifts(engine):
            faults[drift.fault] += 1
            self.stdout.write(str(drift))
        summary = ", ".join(f"{count} {fault}" for fault, count in sorted(faults.items()))
        self.stdout.write(f"{engine.name}: {summary or 'no drift'}")
        return faults.total()

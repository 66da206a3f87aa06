from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from search.check import drifts
from search.engine import Engine, EngineUnavailable, NotBuilt
from search.engines import all_engines
from search.figures import keep_faults
from search.indexer import IncompleteIndex, catch_up, rebuild


class Command(BaseCommand):
    help = (
        "Compare each search index with the log and report what is missing, stale or orphaned, "
        "and files that are damaged. What it finds is what the health page shows. "
        "Exit status 1 when there is something and it was not repaired."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="build a faulty index anew")
        parser.add_argument(
            "--engine",
            choices=[engine.name for engine in all_engines()],
            help="this one only; all that are in use, if not said",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [engine for engine in all_engines() if options["engine"] in (None, engine.name)]
        sound = [self._is_sound(engine, repair=options["repair"]) for engine in chosen]
        if not all(sound):
            raise SystemExit(1)

    def _is_sound(self, engine: Engine, *, repair: bool) -> bool:
        try:
            faults = self._faults(engine)
            keep_faults(engine, faults)
            summary = ", ".join(f"{count} {fault}" for fault, count in sorted(faults.items()))
            self.stdout.write(f"{engine.name}: {summary or 'no drift'}")
            if faults and repair:
                rebuild(engine)
                keep_faults(engine, Counter())
                self.stdout.write(f"{engine.name}: built anew and found complete")
            return not faults or repair
        except (EngineUnavailable, IncompleteIndex) as error:
            self.stderr.write(f"{engine.name}: {error}")
            return False

    def _faults(self, engine: Engine) -> Counter[str]:
        """What is wrong, each told as it is found. Catches up first, if the files can be read."""
        if damaged := _damage(engine):
            self.stdout.writelines(f"{engine.name}: damaged {file}\n" for file in damaged)
            return Counter(damaged=len(damaged))
        catch_up(engine)
        faults: Counter[str] = Counter()
        for drift in drifts(engine):
            faults[drift.fault] += 1
            self.stdout.write(str(drift))
        return faults


def _damage(engine: Engine) -> list[str]:
    try:
        return engine.damage()
    except NotBuilt:
        return []

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.publishing.check import drifts, repair
from cms.publishing.relay import relay


class Command(BaseCommand):
    help = (
        "Derive every log entry again from its source and report any drift."
        " Exit status 1 when there is some left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what is found")

    def handle(self, *args: Any, **options: Any) -> None:
        relay()
        now = timezone.now()
        found: Counter[str] = Counter()
        for drift in list(drifts(now)):
            found[drift.fault] += 1
            self.stdout.write(str(drift))
            if options["repair"]:
                repair(drift, now)
        left = list(drifts(now)) if options["repair"] and found else []
        summary = ", ".join(f"{count} {fault}" for fault, count in sorted(found.items()))
        mended = "; repaired" if found and options["repair"] and not left else ""
        self.stdout.write(f"{summary or 'no drift'}{mended}")
        if left or (found and not options["repair"]):
            raise SystemExit(1)

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.polls.checking import check_poll
from cms.polls.models import Poll


class Command(BaseCommand):
    help = "Compare the tallies of all polls with their votes. Ends with 1 when one is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Count wrong tallies again.")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        found = 0
        for key in Poll.objects.order_by("pk").values_list("pk", flat=True):
            for one in check_poll(key, repair=repair):
                found += 1
                self.stdout.write(
                    f"Poll {one.poll}, option {one.option}, slot {one.slot}:"
                    f" the tally says {one.tally}, the votes say {one.rows}."
                )
        done = " Repaired." if found and repair else ""
        self.stdout.write(f"{found} tallies differ from their votes.{done}")
        if found and not repair:
            sys.exit(1)

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.publishing.relay import relay
from cms.units.catalogue import load


class Command(BaseCommand):
    help = "Load the administrative units of the province, before and after July 2025."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--restore",
            action="store_true",
            help="Also set units that were edited back to what the files say.",
        )

    def handle(self, *args: Any, restore: bool, **options: Any) -> None:
        loaded = load(restore=restore)
        relay()
        self.stdout.write(
            f"Units: {loaded.units} new, {loaded.restored} restored;"
            f" successions: {loaded.successions} new."
        )

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from cms.news.workflow import ensure_workflow
from cms.portal.demo.build import build, serve_at
from cms.portal.demo.bulk import fill_up
from cms.portal.demo.stock import stock
from cms.publishing.relay import relay


def _number(written: str) -> int:
    number = int(written)
    if number < 0:
        raise ArgumentTypeError("must not be negative")
    return number


class Command(BaseCommand):
    help = "Build the demo site, where there is none yet. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--items",
            type=_number,
            default=0,
            metavar="N",
            help="Also have N varied articles, for load work. Those that exist are kept.",
        )
        parser.add_argument(
            "--site-url",
            default=settings.PORTAL_URL,
            help="The address at which the site is served. Default: PORTAL_URL.",
        )

    def handle(self, *args: Any, items: int, site_url: str, **options: Any) -> None:
        built = build()
        stock()
        ensure_workflow()
        try:
            serve_at(site_url)
        except ValueError as error:
            raise CommandError(f"--site-url: {error}") from error
        for path in settings.DEMO_EXTRAS:
            import_string(path)()
        made = fill_up(items)
        relayed = relay()
        for step in settings.DEMO_STEPS:
            import_string(step)()
        self.stdout.write(
            f"Demo {'built' if built else 'was there already'}; {made} articles added;"
            f" {relayed.changes} changes published."
        )

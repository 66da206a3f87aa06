"""`manage.py reseal_credentials`: see docs/operators/channels.md."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.syndication.channels import sealing
from cms.syndication.channels.models import Channel


class Command(BaseCommand):
    help = (
        "Encrypt the channels' credentials again with the first of CHANNELS_KEYS, so that the old"
        " ones can be taken out. Ends with 1 when some do not open with any of the keys."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        lost = [key for key in Channel.objects.values_list("pk", flat=True) if not _reseal(key)]
        for channel in Channel.objects.filter(pk__in=lost):
            self.stderr.write(f"{channel}: its credentials do not open with any key that is given.")
        self.stdout.write(f"{Channel.objects.exclude(sealed='').count() - len(lost)} resealed.")
        if lost:
            sys.exit(1)


@transaction.atomic
def _reseal(key: int) -> bool:
    """The row is held: its token may be renewed at the same time."""
    channel = Channel.objects.select_for_update().get(pk=key)
    try:
        channel.sealed = sealing.reseal(channel.sealed)
    except sealing.CannotOpen:
        return False
    channel.save(update_fields=["sealed"])
    return True

"""What a start is refused or warned for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from cms.syndication.outgoing import Refused
from cms.syndication.outgoing.address import read


@register
def the_hub_can_be_spoken_to(**kwargs: Any) -> list[CheckMessage]:
    """A hub that is never spoken to would have readers wait for it in vain."""
    hub = settings.FEEDS["WEBSUB_HUB"]
    try:
        if hub:
            read(hub)
    except Refused as refused:
        return [
            Error(
                f"WEBSUB_HUB={hub} cannot be spoken to: {refused}",
                hint="Name a hub by https://…, or allow its host in WEBHOOK_ALLOWED_HOSTS.",
                id="syndication.E001",
            )
        ]
    return []

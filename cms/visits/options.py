"""What an installation decides about visits: `settings.VISITS`."""

from __future__ import annotations

from typing import Any

from django.conf import settings


def option(name: str) -> Any:
    return settings.VISITS[name]

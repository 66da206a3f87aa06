"""A number for whoever opens a page: the same all day on one site, and of no use after it."""

from __future__ import annotations

import hmac
from datetime import date

from cms.daysecret import VISITORS


def visitor_number(day: date, address: str, agent: str, site: str) -> int:
    """64 bits of HMAC-SHA256 of address, agent and site under the day's salt.

    The site is in it so that nobody can be followed from one commune's site to another's.
    """
    told = "\0".join((address, agent, site)).encode(errors="replace")
    return int.from_bytes(hmac.digest(VISITORS.of(day), told, "sha256")[:8], "big", signed=True)

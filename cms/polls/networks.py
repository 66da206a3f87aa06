"""From how near votes come: a network's number under a key that is destroyed every day.

An address is looked at while a vote is taken and kept nowhere. What is kept is a keyed
hash of its network, good for finding votes of one day that came from one place; once the
key is gone nobody can say from which. The key is a secret of the day (`cms.daysecret`): all
processes see the same networks, and after a back-up is restored it is not there.
"""

from __future__ import annotations

import hmac
import ipaddress
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from cms.daysecret import NETWORKS

# A household, an office or a village's exchange: nearer is a person, wider a province.
PREFIX = {4: 24, 6: 48}


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether this network may vote again now; if not, in how many seconds."""

    allowed: bool
    wait: int = 0


def network_of(address: str) -> str:
    """`10.1.2.0/24` for `10.1.2.3`; a mapped address counts as what it maps. Empty for none."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, PREFIX[ip.version]), strict=False))


def hash_of(address: str, now: datetime) -> str:
    """The network of an address under today's key: 22 letters. Empty for no address."""
    network = network_of(address)
    if not network:
        return ""
    digest = hmac.digest(NETWORKS.of(timezone.localdate(now)), network.encode(), "sha256")
    return urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def take(poll: int, network: str) -> Allowance:
    """Count one more vote on `poll` from a network, if its allowance is not used up."""
    limit, window = settings.POLLS["VOTES_PER_NETWORK"], settings.POLLS["WINDOW_SECONDS"]
    if not limit or not network:
        return Allowance(True)
    number, spent = divmod(int(time.time()), window)
    key = f"polls-votes:{poll}:{number}:{network}"
    cache.add(key, 0, window * 2)
    try:
        used = cache.incr(key)
    except ValueError:
        # Evicted between the two lines, or no cache at all: as if this were the first.
        used = 1
    return Allowance(used <= limit, window - spent)

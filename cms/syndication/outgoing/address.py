"""Which addresses on the network may be spoken to.

What a name resolves to is asked again at each connection, by `sending`, and only the
address that was judged is connected to: a name that changes its mind gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

# Address blocks that carry an IPv4 address inside, or lead to one: whether that one is
# public is nobody's to say, so none of them is used.
CARRIERS = tuple(
    ipaddress.ip_network(block)
    for block in (
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local use
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, of old
        "192.88.99.0/24",  # 6to4 relays
        "192.0.0.0/24",  # IETF protocols, of which Python's list knows a part only
        "2001::/23",  # the same, with Teredo
    )
)
# All that is given to machines on the public network (RFC 4291, IANA).
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
DOTTED = re.compile(r"\d{1,3}(\.\d{1,3}){3}\Z")
# What inet_aton takes for an address: decimal, octal, hexadecimal, of one to four parts.
NUMERIC = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*\.?\Z", re.IGNORECASE)
HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*\.?\Z")


class Refused(ValueError):
    """This address is not spoken to; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that was read; `is_allowed` when an operator has named its host."""

    scheme: str
    host: str
    port: int
    target: str
    is_allowed: bool


def read(url: str) -> Address:
    """The parts of a URL that may be posted to. Raises `Refused`. Resolves nothing."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Refused(_("This is no address on the web.")) from None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Refused(_("The address must begin with https:// and name a host."))
    if parts.username is not None or parts.password is not None:
        raise Refused(_("The address must hold no user name and no password."))
    if re.search(r"[\x00-\x20\x7f\\]", url.strip()):
        raise Refused(_("The address holds characters that no address has."))
    host = _host(parts.hostname)
    port = port or (443 if parts.scheme == "https" else 80)
    allowed = _is_named(host, port)
    if not allowed:
        _check(parts.scheme, host, port)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, port, _ascii(target), allowed)


def _host(name: str) -> str:
    """The host in letters that a name server knows."""
    if ":" in name:
        return name
    try:
        host = name.encode("idna").decode().lower()
    except UnicodeError:
        raise Refused(_("That host has no name that can be looked up.")) from None
    if not HOST.match(host):
        raise Refused(_("That host has no name that can be looked up."))
    return host


def _ascii(target: str) -> str:
    from urllib.parse import quote

    return quote(target, safe="/?&=%:;,+@!$'()*~[]-._")


def _check(scheme: str, host: str, port: int) -> None:
    if scheme != "https":
        raise Refused(_("Only https:// is spoken to."))
    if port not in settings.SYNDICATION["PORTS"]:
        raise Refused(_("Port %(port)s is not spoken to.") % {"port": port})
    if NUMERIC.match(host) and not DOTTED.match(host):
        raise Refused(_("Write the host's name, not a number."))
    try:
        literal = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        if NUMERIC.match(host):
            raise Refused(_("Write the host's name, not a number.")) from None
        return
    if not is_public(literal):
        raise Refused(_("That address is not on the public network."))


def _is_named(host: str, port: int) -> bool:
    """Whether an operator has said, in `SYNDICATION["ALLOWED_HOSTS"]`, that it may be spoken to."""
    names = settings.SYNDICATION["ALLOWED_HOSTS"]
    return host in names or f"{host}:{port}" in names


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether it belongs to a machine on the public network, beyond all doubt."""
    if any(address.version == block.version and address in block for block in CARRIERS):
        return False
    if address.version == 6 and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )

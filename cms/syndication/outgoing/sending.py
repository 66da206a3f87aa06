"""One POST: connected to the address that was judged, ended by the clock, never redirected."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from .address import Address, Refused, is_public, read

# Seconds: to connect, and for all that follows.
CONNECT_TIMEOUT = 3.0
ANSWER_TIMEOUT = 10.0
# So many bytes of an answer are kept for the log; the rest is not read.
LONGEST_ANSWER = 2000


class Failed(OSError):
    """No answer came; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    retry_after: float | None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post and read the beginning of the answer. Raises `Refused` and `Failed`."""
    address = read(url)
    connection = _Connection(address)
    watch = threading.Timer(CONNECT_TIMEOUT + ANSWER_TIMEOUT, connection.end)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", address.target, body, dict(headers))
        with connection.getresponse() as response:
            text = _readable(response.read(LONGEST_ANSWER).decode("utf-8", "replace"))
            wait = _seconds(response.headers.get("Retry-After", ""))
            return Answer(response.status, text, wait)
    except Refused:
        raise
    except Exception as error:
        # Whatever a stranger's bytes made stumble: that, too, is no answer, and is counted.
        raise Failed(_reason(error, connection.was_ended)) from error
    finally:
        watch.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to nothing but an address that was looked at first."""

    def __init__(self, address: Address) -> None:
        super().__init__(address.host, address.port, timeout=ANSWER_TIMEOUT)
        self.address = address
        self.was_ended = False

    def connect(self) -> None:
        found = resolve(self.address)
        if self.was_ended:  # A name server that is silent cannot be interrupted.
            raise TimeoutError
        self.sock = _connected(found)
        self.sock.settimeout(ANSWER_TIMEOUT)
        if self.address.scheme == "https":
            name = self.address.host.rstrip(".")
            self.sock = _context().wrap_socket(self.sock, server_hostname=name)

    def end(self) -> None:
        """Called by the clock: a receiver that drips bytes keeps no timeout from running out."""
        self.was_ended = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


@lru_cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


Resolved = tuple[socket.AddressFamily, Any]


def resolve(address: Address) -> list[Resolved]:
    """The socket addresses of the host. Raises `Refused` if any of them is not public."""
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Failed(_("The host's name cannot be looked up.")) from error
    resolved: list[Resolved] = [(family, place) for family, _type, _proto, _name, place in found]
    if not address.is_allowed:
        for _family, place in resolved:
            # One that is not public spoils all: which of them is used is up to chance.
            if not is_public(ipaddress.ip_address(str(place[0]).split("%")[0])):
                raise Refused(_("That host is not on the public network."))
    return resolved


def _connected(found: list[Resolved]) -> socket.socket:
    """A socket to the first that takes one, all within one timeout."""
    last: OSError = OSError(_("The host's name cannot be looked up."))
    for family, place in found[:2]:
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(CONNECT_TIMEOUT / len(found[:2]))
        try:
            sock.connect(place)
        except OSError as error:
            sock.close()
            last = error
        else:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return sock
    raise last


def _seconds(value: str) -> float | None:
    """A Retry-After of either form, as seconds from now."""
    if re.fullmatch(r"\s*[0-9]{1,100}\s*", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _reason(error: Exception, was_ended: bool) -> str:
    if was_ended or isinstance(error, TimeoutError):
        return _("No answer in time.")
    if isinstance(error, ssl.SSLError):
        return _("Its certificate or encryption is not in order: %(what)s") % {"what": error}
    if isinstance(error, ConnectionRefusedError):
        return _("Nobody listens at that address.")
    return _readable(f"{type(error).__name__}: {error}"[:500])


def _readable(text: str) -> str:
    """Without what PostgreSQL keeps in no text."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")

"""Asking a platform over HTTP, so that it is always clear whether the question left the house."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import requests
from django.conf import settings
from urllib3.exceptions import NameResolutionError, NewConnectionError

from cms.syndication.channels.outcomes import NotSent, Unclear

# Seconds: to connect, and between two pieces of an answer.
TIMEOUT = (3, 15)
MOST_BYTES = 2 * 2**20


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said: status, its JSON (`{}` when it was none), and headers."""

    status: int
    json: dict[str, Any]
    headers: dict[str, str]


class NoAnswer(Exception):
    """There is no answer; `outcome` says whether the question left the house."""

    def __init__(self, outcome: NotSent | Unclear) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


def root(platform: str) -> str:
    """Where a platform's API is, without a slash at its end."""
    address: str = settings.CHANNELS["ROOTS"][platform]
    return address.rstrip("/")


def ask(method: str, url: str, **sent: Any) -> Answer:
    """One question, no redirect, a bounded answer. Raises `NoAnswer`.

    A server's own fault (5xx) is no answer either: it does not say what was done before it.
    """
    try:
        with requests.request(
            method, url, timeout=TIMEOUT, allow_redirects=False, stream=True, **sent
        ) as response:
            body = response.raw.read(MOST_BYTES, decode_content=True)
            headers = {name.lower(): value for name, value in response.headers.items()}
            status = response.status_code
    except requests.RequestException as error:
        raise NoAnswer(_of(error)) from error
    except Exception as error:
        # urllib3's own, while the answer was read.
        raise NoAnswer(Unclear(type(error).__name__)) from error
    if status >= 500:
        raise NoAnswer(Unclear(f"HTTP {status}"))
    return Answer(status, _json(body), headers)


def _of(error: requests.RequestException) -> NotSent | Unclear:
    name = type(error).__name__
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.SSLError)):
        return NotSent(name)
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, (NewConnectionError, NameResolutionError)):
        return NotSent(type(reason).__name__)
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)):
        return NotSent(name)
    return Unclear(name)


def _json(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {"data": read}

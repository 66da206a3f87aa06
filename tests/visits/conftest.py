"""A site with pages to visit, and readers who open them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.daysecret import VISITORS
from cms.visits import figures, recording, targets
from cms.visits.folding import fold
from cms.visits.models import Tally
from tests.house import document, house

__all__ = ["document", "house"]

BEACON = "/api/v1/visits/beacon/"
PIXEL = "/api/v1/visits/pixel.gif"
FIGURES = "/api/v1/visits/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture(autouse=True)
def fresh_process(settings: Any, tmp_path: Any) -> Iterator[None]:
    """What a process remembers is forgotten, and no other one shares this one's salt."""
    settings.DAY_SECRETS = {**settings.DAY_SECRETS, "MEMORY": str(tmp_path)}
    _forget()
    yield
    _forget()


def _forget() -> None:
    figures.forget_settings()
    for one in (VISITORS, targets):
        one.forget()


class Reader:
    """A person at a browser; each has an address of their own."""

    numbers = itertools.count(1)

    def __init__(self, agent: str = FIREFOX, **headers: str) -> None:
        self.client = Client()
        self.sent = {
            "REMOTE_ADDR": f"203.0.113.{next(self.numbers) % 250 + 1}",
            "HTTP_USER_AGENT": agent,
            **headers,
        }

    def beacon(self, page: Any = "/", content_type: str = "text/plain", **more: Any) -> Any:
        body = json.dumps({"page": page, **more})
        return self.post(body, content_type)

    def post(self, body: Any, content_type: str = "text/plain") -> Any:
        return self.client.post(BEACON, body, content_type=content_type, **self.sent)

    def pixel(self, query: str = "", **headers: str) -> Any:
        return self.client.get(f"{PIXEL}{query}", **{**self.sent, **headers})


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time at which visits are recorded and figures counted."""

    def set_to(text: str) -> datetime:
        moment = timezone.make_aware(datetime.fromisoformat(text))
        monkeypatch.setattr(timezone, "now", lambda: moment)
        figures.forget()
        return moment

    return set_to


def counted(dimension: str) -> dict[str, int]:
    """What is counted by `dimension`, after all that waits is folded; by key, over all days."""
    while fold():
        pass
    found: dict[str, int] = {}
    for key, hits in Tally.objects.filter(dimension=dimension).values_list("key", "hits"):
        found[key] = found.get(key, 0) + hits
    return found


def shown() -> dict[str, int]:
    return Client().get(FIGURES).json()


__all__ += ["BEACON", "FIGURES", "PIXEL", "Reader", "counted", "recording", "shown", "timedelta"]

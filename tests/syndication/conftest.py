"""Subscribers, their keys, and what the office does meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from cms.syndication import keys
from cms.syndication.models import Subscriber
from cms.syndication.models.key import Scope
from tests.api.conftest import SPRING, publish, unit, withdraw

__all__ = ["SPRING", "publish", "unit", "withdraw"]

ALL_SCOPES = tuple(scope.value for scope in Scope)


def subscriber(name: str = "Phường Đồng Phú", **fields: Any) -> Subscriber:
    """A subscriber that wants everything unless `topics` or `units` (codes) say less."""
    topics, units = fields.pop("topics", ()), fields.pop("units", ())
    one = Subscriber(name=name, **fields)
    choose(one, topics, units)
    return one


def choose(one: Subscriber, topics: Any = (), units: Any = ()) -> None:
    """Let it want these topics and units, and save it as the admin does."""
    one.topics = [topic(code) for code in topics]
    one.units = [commune(code) for code in units]
    one.save()


def topic(code: str) -> Any:
    return apps.get_model("topics.Topic").objects.get_or_create(slug=code, name=code)[0]


def commune(code: str) -> Any:
    return apps.get_model("units.Unit").objects.get_or_create(
        code=code, defaults={"name": code, "level": "commune"}
    )[0]


@dataclass
class Mirror:
    """A subscriber's copy: follows its feed as a commune's site does."""

    client: Client
    key: str = ""
    cursor: int = 0
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def ask(self, since: int | None = None, **headers: str) -> Any:
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        at = self.cursor if since is None else since
        return self.client.get(f"/api/v1/changes/?since={at}", headers=headers)

    def pull(self) -> Mirror:
        """Apply what is new, until there is nothing more."""
        has_more = True
        while has_more:
            answer = self.ask()
            assert answer.status_code == 200, answer.text
            body = answer.json()
            for line in body["results"]:
                if line["withdrawn"]:
                    self.items.pop(line["id"], None)
                    self.gone.add(line["id"])
                else:
                    self.items[line["id"]] = line["item"]
            self.cursor, has_more = body["next_since"], body["has_more"]
        # The cursor of the end tells the server that all has been applied.
        self.ask()
        return self

    @property
    def titles(self) -> set[str]:
        return {item["title"] for item in self.items.values() if item["kind"] != "topic"} - {
            item["title"] for item in self.items.values() if item["kind"] == "unit"
        }


@pytest.fixture(autouse=True)
def no_quota(settings: Any) -> None:
    # What another test has used up within this minute is none of this one's.
    cache.clear()
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 0}


@pytest.fixture
def api(db: None) -> Client:
    return Client(SERVER_NAME="portal.example", raise_request_exception=False)


@pytest.fixture
def mirror_of(api: Client) -> Any:
    def make(one: Subscriber, scopes: Any = ALL_SCOPES) -> Mirror:
        return Mirror(api, keys.issue(one, "thử", scopes)[1])

    return make

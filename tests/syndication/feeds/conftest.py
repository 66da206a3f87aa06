"""Feeds to read, of items that the log holds."""

from __future__ import annotations

from typing import Any

import feedparser
import pytest
from django.test import Client

from search import indexer
from tests.api.conftest import own_index_and_quota
from tests.house import document, house, image

__all__ = ["document", "house", "image", "own_index_and_quota"]

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def web(db: None) -> Client:
    indexer.catch_up_all()
    return Client(SERVER_NAME="portal.example", raise_request_exception=False)


def read(web: Client, path: str) -> Any:
    """The feed as a reader's parser understands it; it must find nothing to complain of."""
    answer = web.get(path)
    assert answer.status_code == 200, answer.text
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def titles(web: Client, path: str) -> list[str]:
    return [entry.title for entry in read(web, path).entries]

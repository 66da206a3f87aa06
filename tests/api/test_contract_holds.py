"""The API tried out by its own contract, with and without keys: nothing undocumented comes back.

A few examples of each operation; `EXAMPLES=100` for a thorough try.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.syndication import keys
from cms.syndication.models import Subscriber
from search import indexer

EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
A_FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def contract(db: None) -> Iterator[Any]:
    indexer.catch_up_all()
    # As Django's own test client does: the test's transaction outlives each request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(db: None) -> str:
    one = Subscriber.objects.create(
        name="Thử", how="both", webhook_url="https://a.example/hook", kinds=["news"]
    )
    return keys.issue(one, "thử", ["guidance", "replay"])[1]


# Compressed answers are not opened on the way through WSGI.
PLAIN = {"Accept-Encoding": "identity"}


def tried(contract: Any, judge: Callable[[Any], None]) -> list[str]:
    """The operations that `judge` found wanting, with what it said."""
    wrong = []
    for operation in contract.get_all_operations():
        one = operation.ok()
        try:
            A_FEW(given(case=one.as_strategy())(judge))()
        except Exception as error:
            wrong.append(f"{one.label}: {error}"[:900])
    return wrong


def test_without_a_key(contract: Any) -> None:
    def judge(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers=PLAIN)

    found = tried(contract, judge)
    assert found == [], "\n\n".join(found)


def test_with_a_key(contract: Any, key: str) -> None:
    bearer = {**PLAIN, "Authorization": f"Bearer {key}"}

    def judge(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers=bearer)

    found = tried(contract, judge)
    assert found == [], "\n\n".join(found)


def test_a_key_that_opens_nothing_is_refused_wherever_a_key_says_something(contract: Any) -> None:
    bearer = {**PLAIN, "Authorization": "Bearer dhk_" + "x" * 43}

    def judge(case: Any) -> None:
        # Votes and beacons are taken from anybody, and ask for no key.
        if case.operation.method.upper() == "GET" or "/subscriptions/" in case.operation.path:
            assert case.call(headers=bearer).status_code == 401

    found = tried(contract, judge)
    assert found == [], "\n\n".join(found)

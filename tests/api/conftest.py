"""Items in the log, put there as their sources would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cms.publishing import log
from cms.publishing.models import Entry
from cms.publishing.representation import Label, Passage, Representation
from cms.publishing.sources import kinds
from search import indexer
from tests.house import document, house, image

__all__ = ["document", "house", "image"]

SPRING = datetime(2022, 3, 18, 1, tzinfo=UTC)


def publish(
    title: str, *, source: str = "", kind: str = "news", day: int = 0, **fields: Any
) -> Entry:
    """An item of `kind`, published `day` days after spring began."""
    item = Representation(
        title=title,
        url=f"https://portal.example/{title}/",
        published_at=fields.pop("published_at", SPRING + timedelta(days=day)),
        summary=fields.pop("summary", {"byline": None, "cover": None}),
        detail={"body": {"blocks": [], "html": f"<p>{title}</p>", "text": title}},
        passages=(Passage("", "", f"Nội dung {title}"),),
        **fields,
    )
    with transaction.atomic():
        entry = log.append(source or f"test:{title}"[:120], kinds()[kind], item)
    assert entry is not None
    return entry


def withdraw(entry: Entry) -> None:
    with transaction.atomic():
        log.withdraw(entry.source)


def unit(code: str) -> tuple[Label, ...]:
    return (Label(code, f"Đơn vị {code}"),)


@pytest.fixture(autouse=True)
def own_index_and_quota(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH = {**settings.SEARCH, "ENGINE": "embedded", "EMBEDDED_PATH": tmp_path / "index"}
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 0}


@pytest.fixture
def api(db: None) -> Client:
    indexer.catch_up_all()
    return Client(SERVER_NAME="portal.example", raise_request_exception=False)


def titles(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json()["results"]]

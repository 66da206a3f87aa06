"""Content addressed to some reaches those alone: roles × endpoints × states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.syndication import addressed, keys
from cms.syndication.models import Delivery, Guidance, Holding
from search import indexer

from .conftest import ALL_SCOPES, publish, subscriber

pytestmark = pytest.mark.django_db

SECRET = "Quyết-định-bí-mật-zq7"
STATES = ("draft", "addressed", "to_all", "expired", "taken_back", "addressed_anew", "deleted")


@pytest.fixture
def people() -> dict[str, Any]:
    a, b = subscriber("Phường A", how="both", webhook_url="https://a.example/"), subscriber("B")
    past = timezone.now() - timedelta(days=1)
    expired, revoked = keys.issue(a, "x", ALL_SCOPES, past), keys.issue(a, "y", ALL_SCOPES)
    keys.revoke(revoked[0])
    return {
        "a": a,
        "b": b,
        "keys": {
            "nobody": "",
            "invented": "dhk_" + "x" * 43,
            "expired": expired[1],
            "revoked": revoked[1],
            "a without scope": keys.issue(a, "z", [])[1],
            "b": keys.issue(b, "z", ALL_SCOPES)[1],
            "a": keys.issue(a, "z", ALL_SCOPES)[1],
        },
    }


def guidance(state: str, people: dict[str, Any]) -> Guidance:
    one = Guidance(title=SECRET, lead=SECRET, body=f"<p>{SECRET}</p>", live=True)
    one.subscribers = [people["a"]]
    if state == "draft":
        one.live = False
    one.to_all = state == "to_all"
    one.save()
    if state == "expired":
        Guidance.objects.update(expires_at=timezone.now())
    elif state == "taken_back":
        one.live = False
        one.save()
    elif state == "addressed_anew":
        one.subscribers = [people["b"]]
        one.save()
    elif state == "deleted":
        pk = one.pk
        one.delete()
        one.pk = pk
    return one


def may_read(role: str, state: str) -> bool:
    readers = {"addressed": {"a"}, "to_all": {"a", "b"}, "addressed_anew": {"b"}}
    return role in readers.get(state, set())


def addresses(pk: Any) -> Iterator[str]:
    yield from (
        "/api/v1/", "/api/v1/changes/", "/api/v1/news/", "/api/v1/guidance/",
        f"/api/v1/guidance/{pk}/", f"/api/v1/news/{pk}/", f"/api/v1/documents/{pk}/",
        f"/api/v1/search/?q={SECRET}", f"/api/v1/search/suggest/?q={SECRET[:10]}",
        "/api/v1/documents/export/", "/api/v1/schema/",
        "/api/v1/subscriptions/me/", "/api/v1/subscriptions/me/deliveries/",
        "/feeds/news.rss", "/feeds/news.json", "/sitemap.xml", "/tim-kiem/", "/tim-kiem/?q=zq7",
    )  # fmt: skip


def text_of(answer: Any) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode("utf-8", "replace") + str(answer.headers)


@pytest.mark.parametrize("state", STATES)
def test_nobody_else_reads_it_anywhere(state: str, people: dict[str, Any], api: Client) -> None:
    publish("Tin thường")
    item = guidance(state, people)
    indexer.catch_up_all()
    for role, said in people["keys"].items():
        bearer = {"authorization": f"Bearer {said}"} if said else {}
        for path in addresses(item.pk):
            for more in ({}, {"if-none-match": "*"}, {"if-none-match": '"x"'}):
                answer = api.get(path, headers={**bearer, **more})
                leaked = SECRET in text_of(answer).replace(path, "").replace(f"q={SECRET}", "")
                own = path in ("/api/v1/changes/", "/api/v1/guidance/") or "/guidance/" in path
                assert not leaked or (own and may_read(role, state)), (role, path, more)


@pytest.mark.parametrize("state", STATES)
def test_conditional_headers_tell_nothing_of_it(
    state: str, people: dict[str, Any], api: Client
) -> None:
    """What one may not see answers as what does not exist, whatever the headers."""
    pk = guidance(state, people).pk
    nothing = "5d3b1a52-64c1-4a43-8a55-4f6f0a5e2c11"
    for role in ("nobody", "b", "a without scope", "a"):
        if may_read(role, state):
            continue
        bearer = {"authorization": f"Bearer {people['keys'][role]}"} if role != "nobody" else {}
        for more in (
            {},
            {"if-none-match": "*"},
            {"if-modified-since": "Wed, 21 Oct 2099 07:28:00 GMT"},
        ):
            answers = [
                api.get(f"/api/v1/guidance/{one}/", headers={**bearer, **more})
                for one in (pk, nothing)
            ]
            assert len({answer.status_code for answer in answers}) == 1
            texts = {text_of(a).replace(str(pk), nothing) for a in answers}
            assert len(texts) == 1


def test_those_it_is_addressed_to_read_it(people: dict[str, Any], api: Client) -> None:
    item = guidance("addressed", people)
    bearer = {"authorization": f"Bearer {people['keys']['a']}"}
    assert api.get(f"/api/v1/guidance/{item.pk}/", headers=bearer).json()["title"] == SECRET
    [line] = api.get("/api/v1/changes/", headers=bearer).json()["results"]
    assert line["item"]["title"] == SECRET


@pytest.mark.parametrize(
    "end",
    [
        lambda one: one.delete(),
        lambda one: setattr(one, "live", False) or one.save(),
        lambda one: setattr(one, "subscribers", []) or one.save(),
    ],
)
def test_taking_it_back_reaches_those_that_have_it(
    end: Callable[[Guidance], Any], people: dict[str, Any], mirror_of: Any
) -> None:
    item = guidance("addressed", people)
    mirror = mirror_of(people["a"]).pull()
    assert str(item.pk) in mirror.items
    pk = str(item.pk)
    end(item)
    mirror.pull()
    assert pk not in mirror.items
    assert pk in mirror.gone


def test_what_has_expired_is_taken_back(people: dict[str, Any], mirror_of: Any) -> None:
    guidance("expired", people)
    assert addressed.take_back_lapsed() == 1
    assert addressed.take_back_lapsed() == 0
    assert not Holding.objects.filter(visible=True).exists()


def test_another_subscriber_does_not_notice_that_it_exists(
    people: dict[str, Any], api: Client, mirror_of: Any
) -> None:
    public = api.get("/api/v1/changes/").headers["ETag"]
    mirror = mirror_of(people["b"])
    own = mirror.ask()
    guidance("addressed", people)
    after = mirror.ask()
    assert api.get("/api/v1/changes/").headers["ETag"] == public
    assert (after.headers["ETag"], after.content) == (own.headers["ETag"], own.content)


def test_its_webhook_says_nothing_of_what_it_says(people: dict[str, Any]) -> None:
    guidance("addressed", people)
    assert SECRET not in Delivery.objects.get().body

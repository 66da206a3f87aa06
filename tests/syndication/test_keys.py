"""What a key opens, for how long, and what a bad one meets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.syndication import keys
from cms.syndication.models import AccessKey

from .conftest import subscriber

pytestmark = pytest.mark.django_db


def ask(api: Client, said: str, path: str = "/api/v1/changes/", **headers: str) -> Any:
    return api.get(path, headers={"authorization": f"Bearer {said}", **headers})


def test_a_key_is_kept_as_a_digest_only() -> None:
    key, said = keys.issue(subscriber(), "máy chủ")
    stored = AccessKey.objects.values().get(pk=key.pk)
    assert said.startswith("dhk_")
    assert said not in str(stored)
    assert stored["prefix"] == said[:8]


def test_public_content_needs_no_key(api: Client) -> None:
    assert api.get("/api/v1/changes/").status_code == 200
    assert api.get("/api/v1/news/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/v1/changes/", "/api/v1/news/", "/api/v1/", "/api/v1/search/"]
)
def test_a_key_that_opens_nothing_is_refused_everywhere(api: Client, path: str) -> None:
    for said in ("dhk_" + "x" * 43, "", "dhk_", "wagtail_abc", "dhk_" + "é" * 43):
        answer = ask(api, said, path)
        assert answer.status_code == 401
        assert answer.json()["type"].endswith("/problems/invalid-key/")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["Cache-Control"] == "no-store"


def test_expired_revoked_and_resting_keys_are_refused_alike(api: Client) -> None:
    one = subscriber()
    past = timezone.now() - timedelta(seconds=1)
    expired = keys.issue(one, "hết hạn", expires_at=past)[1]
    key, revoked = keys.issue(one, "thu hồi")
    keys.revoke(key)
    bodies = set()
    for said in (expired, revoked, "dhk_" + "x" * 43):
        answer = ask(api, said)
        assert answer.status_code == 401
        bodies.add(answer.text)
    assert len(bodies) == 1
    said = keys.issue(one, "đang dùng")[1]
    assert ask(api, said).status_code == 200
    one.active = False
    one.save()
    assert ask(api, said).status_code == 401


def test_after_rotation_both_keys_open_for_a_week(api: Client) -> None:
    key, old = keys.issue(subscriber(), "máy chủ", ["guidance"])
    fresh, new = keys.rotate(key)
    assert ask(api, old).status_code == ask(api, new).status_code == 200
    assert fresh.scopes == ["guidance"]
    assert key.expires_at is not None
    assert timedelta(days=6) < key.expires_at - timezone.now() <= timedelta(days=7)


def test_a_key_outlives_a_change_of_the_secret_key(api: Client, settings: Any) -> None:
    said = keys.issue(subscriber(), "máy chủ")[1]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-one"
    assert ask(api, said).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert ask(api, said).status_code == 401


def test_last_use_is_noted_once_a_minute(api: Client, django_assert_num_queries: Any) -> None:
    key, said = keys.issue(subscriber(), "máy chủ")
    ask(api, said, "/api/v1/news/")
    key.refresh_from_db()
    first = key.last_used_at
    assert first is not None
    with django_assert_num_queries(3):  # the key, the log's state, the list
        ask(api, said, "/api/v1/news/")
    key.refresh_from_db()
    assert key.last_used_at == first


def test_a_key_is_used_only_from_pages_that_were_named(api: Client) -> None:
    said = keys.issue(subscriber(allowed_origins="https://phuong.example.vn"), "trang")[1]
    assert ask(api, said, origin="https://phuong.example.vn").status_code == 200
    refused = ask(api, said, origin="https://evil.example")
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/origin-not-allowed/")
    assert api.get("/api/v1/news/", headers={"origin": "https://evil.example"}).status_code == 200


def test_whoever_tries_out_keys_is_counted(api: Client, settings: Any) -> None:
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 3}
    answers = [ask(api, "dhk_" + "x" * 43).status_code for _ in range(4)]
    assert answers == [401, 401, 401, 429]


def test_another_scheme_is_not_ours_to_judge(api: Client) -> None:
    answer = api.get("/api/v1/news/", headers={"authorization": "Basic dTpw"})
    assert answer.status_code == 200

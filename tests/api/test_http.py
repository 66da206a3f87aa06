"""Conditional requests, compression, CORS, quotas and errors."""

import gzip
import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.http import http_date

from cms.publishing.models import Entry

from .conftest import publish, withdraw

NEWS = "/api/v1/news/"


@pytest.fixture
def paths(api):
    entry = publish("Tin " + "dài " * 400)
    return [
        "/api/v1/",
        NEWS,
        f"{NEWS}{entry.id}/",
        "/api/v1/changes/",
        "/api/v1/search/?q=tin",
        "/api/v1/schema/",
        "/api/v1/problems/not-found/",
    ]


def test_every_address_answers_304_to_its_own_etag(api, paths):
    for path in paths:
        first = api.get(path)
        assert first.status_code == 200, path
        tag = first.headers["ETag"]
        assert tag.startswith('"')
        again = api.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["ETag"] == tag
        assert "Cache-Control" in again.headers


def test_a_cache_may_serve_an_answer_for_moments_only(api, paths):
    for path in paths:
        assert "stale-while-revalidate=5" in api.get(path).headers["Cache-Control"]


def test_head_says_what_get_would(api, paths):
    for path in paths:
        get, head = api.get(path), api.head(path)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["ETag"] == get.headers["ETag"]


def test_options_allow_reading_from_any_site(api, paths):
    for path in paths:
        answer = api.options(path, headers={"origin": "https://xa.example"})
        assert answer.status_code == 204
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_answers_are_open_to_any_site_and_hold_no_cookie(api, paths):
    for path in paths:
        answer = api.get(path, headers={"origin": "https://xa.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


def test_a_compressed_body_is_the_same_body_with_an_etag_of_its_own(api, paths):
    for path in paths[1:4]:
        plain = api.get(path)
        packed = api.get(path, headers={"accept-encoding": "br, gzip;q=0.8"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert not packed.headers["ETag"].startswith("W/")
        assert "Accept-Encoding" in packed.headers["Vary"]
        again = api.get(
            path,
            headers={"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]},
        )
        assert again.status_code == 304


def test_a_client_that_refuses_gzip_gets_none(api, paths):
    answer = api.get(paths[2], headers={"accept-encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


def test_a_list_changes_its_etag_when_and_only_when_the_log_moves(api):
    entry = publish("Tin")
    tag = api.get(NEWS).headers["ETag"]
    assert api.get(NEWS).headers["ETag"] == tag
    withdraw(entry)
    assert api.get(NEWS).headers["ETag"] != tag


def test_a_list_changes_its_etag_when_the_clock_ends_an_item(api):
    entry = publish("Tin", expires_at=timezone.now() + timedelta(hours=1))
    tag = api.get(NEWS).headers["ETag"]
    Entry.objects.filter(pk=entry.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert api.get(NEWS, headers={"if-none-match": tag}).status_code == 200


def test_last_modified_answers_304_once_it_has_settled(api):
    entry = publish("Tin")
    settled = timezone.now() - timedelta(minutes=5)
    Entry.objects.filter(pk=entry.pk).update(updated_at=settled)
    for path in (NEWS, f"{NEWS}{entry.id}/"):
        seen = api.get(path).headers["Last-Modified"]
        assert seen == http_date(settled.timestamp())
        assert api.get(path, headers={"if-modified-since": seen}).status_code == 304
        before = http_date(settled.timestamp() - 5)
        assert api.get(path, headers={"if-modified-since": before}).status_code == 200


def test_a_change_within_the_same_second_is_not_missed(api):
    publish("Tin", source="a")
    seen = api.get(NEWS).headers["Last-Modified"]
    assert api.get(NEWS, headers={"if-modified-since": seen}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing/", 404),
        ("get", "/api/v1/news/not-a-key/", 404),
        ("get", "/api/v1/news/x/y/z", 404),
        ("post", NEWS, 405),
        ("delete", "/api/v1/changes/", 405),
        ("get", "/api/v1/search/?page=0", 400),
    ],
)
def test_errors_are_problems_in_vietnamese_and_english(api, method, path, status):
    answer = getattr(api, method)(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"] != problem["title_en"]
    assert problem["detail"] != problem["detail_en"]
    meaning = api.get(problem["type"].removeprefix("http://portal.example"))
    assert meaning.json()["title"] == problem["title"]


def test_a_client_that_wants_no_json_is_told_so(api):
    answer = api.get(NEWS, headers={"accept": "application/xml"})
    assert answer.status_code == 406
    assert answer.json()["type"].endswith("/problems/not-acceptable/")


def test_a_failure_of_ours_is_a_problem_that_gives_nothing_away(api, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("secret")

    monkeypatch.setattr("cms.api.views.state_at", fail)
    answer = api.get(NEWS)
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_the_parameters_of_search_are_named_in_both_languages(api):
    (error,) = api.get("/api/v1/search/?sort=x").json()["errors"]
    assert error["parameter"] == "sort"
    assert error["detail"] != error["detail_en"]


def test_a_client_that_asks_too_often_is_told_when_to_come_back(api, settings):
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 2}
    answers = [api.get(NEWS, REMOTE_ADDR="192.0.2.7") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"default";q=2;w=60'
    assert answers[0].headers["RateLimit"].startswith('"default";r=1;t=')
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert answers[2].json()["type"].endswith("/problems/too-many-requests/")
    assert api.get(NEWS, REMOTE_ADDR="192.0.2.8").status_code == 200


def test_no_key_of_the_cache_holds_the_address_of_a_client(api, settings, monkeypatch):
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 2}
    keys = []
    count = cache.incr
    monkeypatch.setattr(cache, "incr", lambda key, *more: keys.append(key) or count(key, *more))
    api.get(NEWS, REMOTE_ADDR="192.0.2.9")
    api.get(NEWS, REMOTE_ADDR="192.0.2.10")
    assert len(set(keys)) == 2
    assert "192.0.2." not in repr(keys)


@pytest.mark.parametrize(("proxies", "refused"), [(0, True), (1, False)])
def test_a_forwarded_address_counts_only_behind_our_own_proxy(api, settings, proxies, refused):
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 1, "TRUSTED_PROXIES": proxies}
    for client in ("198.51.100.1", "198.51.100.2"):
        answer = api.get(
            NEWS,
            headers={"x-forwarded-for": f"1.1.1.1, {client}"},
            REMOTE_ADDR=f"192.0.2.{proxies + 20}",
        )
    assert (answer.status_code == 429) == refused


def test_the_root_leads_to_everything(api):
    root = api.get("/api/v1/").json()
    links = [one["url"] for one in root["collections"]]
    links += [root[name] for name in ("changes", "search", "schema")]
    assert len(links) >= 7
    for link in links:
        assert api.get(link).status_code == 200, link


def test_the_docs_load_nothing_from_elsewhere(api):
    page = api.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "https://" not in page.text.replace("https://portal.example", "")
    assert json.loads(api.get("/api/v1/schema/").content)["openapi"].startswith("3.1")

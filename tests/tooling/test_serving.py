"""What the web server gets of the settings: heads without bodies, and a cache that may be away."""

import json
import subprocess
import sys

import pytest
from django.core.cache import caches
from django.test import Client

from settings import caching
from tests.house import house
from tests.tooling.production_environment import COMPLETE

__all__ = ["house"]


@pytest.fixture
def no_redis(settings):
    """A Redis at an address where nothing listens."""
    settings.CACHES = {
        "default": {
            "BACKEND": "settings.caching.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        },
        "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    caching.ForgivingRedisCache._asked_again_at = 0.0
    yield caches["default"]
    caching.ForgivingRedisCache._asked_again_at = 0.0


def test_a_cache_that_is_away_has_forgotten_everything(no_redis):
    no_redis.set("a", 1)
    assert no_redis.get("a", "không có") == "không có"
    assert no_redis.add("a", 1) is False
    assert no_redis.get_many(["a"]) == {}
    assert no_redis.set_many({"a": 1}) == ["a"]
    assert no_redis.delete("a") is False
    assert "a" not in no_redis
    with pytest.raises(ValueError, match="a"):
        no_redis.incr("a")


def test_a_cache_that_is_away_is_not_asked_at_every_turn(no_redis, monkeypatch):
    no_redis.get("a")
    monkeypatch.setattr(type(no_redis), "_cache", property(lambda self: pytest.fail("asked")))
    no_redis.get("a")


@pytest.mark.django_db
def test_readers_and_editors_go_on_without_the_cache(house, no_redis):
    reader = Client(SERVER_NAME="portal.example")
    house.news("Ra mắt tổ hòa giải", slug="ra-mat")
    assert house.public() == {"Ra mắt tổ hòa giải"}
    assert reader.get("/tin-tuc/ra-mat/").status_code == 200
    assert len(reader.get("/api/v1/news/").json()["results"]) == 1


def test_the_api_and_django_believe_the_same_number_of_proxies():
    program = (
        "import json; from django.conf import settings as s;"
        "print(json.dumps([s.NUM_PROXIES, s.API['TRUSTED_PROXIES'],"
        " s.SECURE_PROXY_SSL_HEADER]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=COMPLETE | {"NUM_PROXIES": "2"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [2, 2, ["HTTP_X_FORWARDED_PROTO", "https"]]


class Recorder:
    def __call__(self, status, headers, exc_info=None):
        self.status, self.headers = status, dict(headers)


def ask(method, path):
    from django.test.client import FakePayload

    from settings import wsgi

    start = Recorder()
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "portal.example",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": FakePayload(b""),
    }
    return b"".join(wsgi.application(environ, start)), start


@pytest.mark.django_db
def test_an_answer_to_head_is_the_head_alone():
    body, get = ask("GET", "/robots.txt")
    nothing, head = ask("HEAD", "/robots.txt")
    assert nothing == b""
    assert (head.status, head.headers["Content-Length"]) == (get.status, str(len(body)))

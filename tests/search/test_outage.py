"""An outage degrades: the embedded index answers and says so; never a false "nothing found"."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from search import indexer
from search.engine import EngineUnavailable
from search.engines import embedded, primary
from search.indexer import catch_up
from search.service import SearchUnavailable, answer
from tests.search.conftest import ask, publish

pytestmark = pytest.mark.django_db


class Hanging:
    """A server that takes connections and never answers; how many it took."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._taken: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    @property
    def taken(self) -> int:
        return len(self._taken)

    def _take(self) -> None:
        while True:
            try:
                self._taken.append(self._socket.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        self._socket.close()
        for connection in self._taken:
            connection.close()


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    server = Hanging()
    yield server
    server.close()


def use(settings: Any, url: str) -> None:
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": url,
        "ELASTICSEARCH_TIMEOUT": 0.2,
    }


@pytest.fixture
def news():
    publish("Hòa giải ở cơ sở")
    catch_up(embedded())


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://127.0.0.1:9,http://127.0.0.1:19"])
def test_the_embedded_index_answers_for_servers_that_are_gone(settings, news, url):
    use(settings, url)

    result = answer(ask("hòa giải"))

    assert result.total == 1
    assert result.degraded
    assert result.engine == "embedded"


def test_a_server_that_hangs_is_waited_for_once(settings, news, hanging):
    use(settings, hanging.url)

    assert answer(ask("hòa giải")).degraded
    assert hanging.taken == 1, "a second try would take as long again"

    for _ in range(3):
        assert answer(ask("hòa giải")).degraded
    assert hanging.taken == 1, "it is left alone for a while"


def test_readers_are_told_that_the_answer_may_lack_something(settings, news, client):
    use(settings, "http://127.0.0.1:9")

    told = client.get("/api/v1/search/", {"q": "hòa giải"}).json()

    assert told["degraded"] is True
    assert told["total"] == 1


def test_when_no_index_can_answer_it_says_so_and_not_that_there_is_nothing(settings, client):
    publish("Hòa giải ở cơ sở")
    use(settings, "http://127.0.0.1:9")

    with pytest.raises(SearchUnavailable):
        answer(ask("hòa giải"))
    for address in ("/tim-kiem/", "/api/v1/search/"):
        response = client.get(address, {"q": "hòa giải"})
        assert response.status_code == 503
        assert response["Retry-After"]


def test_a_server_that_is_away_holds_up_neither_publishing_nor_the_stand_in(settings, hanging):
    use(settings, hanging.url)
    publish("Hòa giải ở cơ sở")

    assert indexer.catch_up_elasticsearch() == 0
    assert indexer.catch_up_embedded() == 1

    assert answer(ask("hòa giải")).total == 1
    with pytest.raises(EngineUnavailable):
        primary().cursor()


def test_each_index_follows_the_log_in_a_loop_of_its_own(settings):
    steps = settings.WORKER_STEPS

    assert "search.indexer.catch_up_embedded" in steps
    assert "search.indexer.catch_up_elasticsearch" in steps
    assert "search.indexer.catch_up_all" not in steps


def test_an_index_that_is_far_behind_leaves_the_answer_to_the_other(settings, monkeypatch):
    from search import service

    publish("Hòa giải ở cơ sở")
    catch_up(embedded())
    use(settings, "http://127.0.0.1:9")
    monkeypatch.setattr(service, "FAR_BEHIND", 2)
    monkeypatch.setattr(type(primary()), "cursor", lambda self: 0)
    for number in range(3):
        publish(f"Tin {number}")
    catch_up(embedded())

    assert answer(ask("hòa giải")).degraded

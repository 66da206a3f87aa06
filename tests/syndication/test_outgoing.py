"""No webhook reaches the inside network, whatever somebody typed as its address."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from cms.syndication.outgoing import Failed, Refused, post, sending
from cms.syndication.outgoing.address import read
from tests import patience

HOSTILE = [
    "http://hooks.example.vn/",  # not encrypted
    "https://localhost/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",  # decimal
    "https://0x7f000001/",  # hexadecimal
    "https://0177.0.0.1/",  # octal
    "https://0177.0x0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://172.16.5.4/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",  # carrier-grade NAT
    "https://100.127.255.254/",
    "https://192.0.0.8/",
    "https://192.0.2.1/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[::]/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",  # IPv4-mapped
    "https://[::ffff:10.0.0.1]/",
    "https://[::127.0.0.1]/",  # IPv4-compatible
    "https://[64:ff9b::7f00:1]/",  # NAT64
    "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/",  # 6to4
    "https://[2001:0:7f00:1::]/",  # Teredo
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fc00::1]/",
    "https://[fd12:3456::1]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://example.vn:22/",
    "https://example.vn:5432/",
    "https://example.vn:9200/",
    "https://user@example.vn/",
    "https://user:pass@example.vn/",
    "https://example.vn\\@127.0.0.1/",
    "https://example.vn\r\nX-A: b/",
    "https:///path",
    "ftp://example.vn/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "https://example.vn:99999/",
    "https://①②⑦.⓪.⓪.①/",  # digits that become 127.0.0.1 when normalised
]


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_never_connected_to(url: str, monkeypatch: Any) -> None:
    def connected(*args: object) -> None:
        raise AssertionError("A connection was opened.")

    monkeypatch.setattr(sending, "_connected", connected)
    with pytest.raises(Refused):
        post(url, b"{}", {})


INSIDE = [
    "127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "100.64.3.2", "::1", "fe80::1",
    "::ffff:192.168.0.1", "64:ff9b::a00:1", "fd00::1", "0.0.0.0",
]  # fmt: skip


@pytest.mark.parametrize("inside", INSIDE)
def test_a_public_name_that_leads_inside_is_refused_when_connecting(
    inside: str, monkeypatch: Any
) -> None:
    family = socket.AF_INET6 if ":" in inside else socket.AF_INET
    place = (inside, 443, 0, 0) if ":" in inside else (inside, 443)
    good = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.114.7", 443))
    answer = [good, (family, socket.SOCK_STREAM, 6, "", place)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answer)
    with pytest.raises(Refused):
        post("https://rebinding.example.vn/hook", b"{}", {})


def test_a_name_that_changes_its_mind_is_judged_at_each_connection(monkeypatch: Any) -> None:
    places = iter(["203.0.114.7", "127.0.0.1"])
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *a, **k: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(places), 443))],
    )
    reached: list[object] = []

    def connected(found: list[Any]) -> socket.socket:
        reached.extend(place for _family, place in found)
        raise ConnectionRefusedError

    monkeypatch.setattr(sending, "_connected", connected)
    with pytest.raises(Failed):
        post("https://rebinding.example.vn/", b"{}", {})
    with pytest.raises(Refused):
        post("https://rebinding.example.vn/", b"{}", {})
    # The address that was judged is the one that was used: the name was not asked twice.
    assert reached == [("203.0.114.7", 443)]


@pytest.mark.parametrize("url", ["https://phuong.example.vn/hook", "https://ví-dụ.vn:8443/a b?c=đ"])
def test_an_ordinary_address_is_read(url: str) -> None:
    if " " in url:
        with pytest.raises(Refused):
            read(url)
        url = url.replace(" ", "-")
    address = read(url)
    assert address.scheme == "https"
    assert address.target.isascii()
    assert address.host.isascii()


@contextmanager
def listening(talk: Any) -> Iterator[str]:
    """A server on this machine that deals with each connection by `talk(socket)`."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(patience.SECONDS)

    def serve() -> None:
        try:
            while True:
                one, _ = server.accept()
                with one:
                    talk(one)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/hook"
    # To close it does not wake who waits for a connection.
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(6)


def answering(text: bytes) -> Any:
    def talk(one: socket.socket) -> None:
        one.recv(65536)
        one.sendall(text)

    return talk


@pytest.fixture
def here_is_allowed(settings: Any) -> None:
    settings.SYNDICATION = {**settings.SYNDICATION, "ALLOWED_HOSTS": ["127.0.0.1"]}


def test_only_the_host_that_an_operator_named_is_let_in(settings: Any) -> None:
    with listening(answering(b"HTTP/1.1 204 No Content\r\n\r\n")) as url:
        with pytest.raises(Refused):
            post(url, b"{}", {})
        port = url.split(":")[2].split("/")[0]
        settings.SYNDICATION = {**settings.SYNDICATION, "ALLOWED_HOSTS": [f"127.0.0.1:{port}"]}
        assert post(url, b"{}", {}).status == 204
        settings.SYNDICATION = {**settings.SYNDICATION, "ALLOWED_HOSTS": ["127.0.0.1:1"]}
        with pytest.raises(Refused):
            post(url, b"{}", {})


@pytest.mark.usefixtures("here_is_allowed")
def test_a_redirection_is_an_answer_and_is_not_followed() -> None:
    text = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with listening(answering(text)) as url:
        answer = post(url, b"{}", {})
    assert answer.status == 302
    assert not answer.is_success


@pytest.mark.usefixtures("here_is_allowed")
def test_of_an_endless_answer_only_the_beginning_is_read() -> None:
    def talk(one: socket.socket) -> None:
        one.recv(65536)
        one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n")
        try:
            while True:
                one.sendall(b"x" * 65536)
        except OSError:
            pass

    with listening(talk) as url:
        assert len(post(url, b"{}", {}).text) == sending.LONGEST_ANSWER


@pytest.mark.usefixtures("here_is_allowed")
def test_a_receiver_that_drips_is_ended_by_the_clock(monkeypatch: Any) -> None:
    monkeypatch.setattr(sending, "CONNECT_TIMEOUT", 0.3)
    monkeypatch.setattr(sending, "ANSWER_TIMEOUT", 0.3)

    def talk(one: socket.socket) -> None:
        one.recv(65536)
        try:
            for _ in range(50):
                one.sendall(b"H")
                time.sleep(0.1)
        except OSError:
            pass

    with listening(talk) as url, pytest.raises(Failed):
        post(url, b"{}", {})


def test_nothing_is_sent_once_the_name_server_took_all_the_time(monkeypatch: Any) -> None:
    monkeypatch.setattr(sending, "CONNECT_TIMEOUT", 0.05)
    monkeypatch.setattr(sending, "ANSWER_TIMEOUT", 0.05)

    def late(*args: object, **kwargs: object) -> list[Any]:
        time.sleep(0.3)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.114.7", 443))]

    def connected(found: object) -> None:
        raise AssertionError("A connection was opened.")

    monkeypatch.setattr(socket, "getaddrinfo", late)
    monkeypatch.setattr(sending, "_connected", connected)
    with pytest.raises(Failed):
        post("https://slow.example.vn/", b"{}", {})


@pytest.mark.usefixtures("here_is_allowed")
@pytest.mark.parametrize(
    ("said", "least", "most"),
    [(b"7", 7, 7), (b"Wed, 21 Oct 2015 07:28:00 GMT", 0, 0), (b"soon", None, None)],
)
def test_retry_after_is_read_in_both_forms(
    said: bytes, least: float | None, most: float | None
) -> None:
    text = b"HTTP/1.1 503 No\r\nRetry-After: " + said + b"\r\nContent-Length: 0\r\n\r\n"
    with listening(answering(text)) as url:
        wait = post(url, b"{}", {}).retry_after
    assert (wait is None) if least is None else least <= (wait or 0) <= (most or 0)


@pytest.mark.usefixtures("here_is_allowed")
def test_nobody_there_is_a_failure_that_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Failed, match="địa chỉ"):
        post(f"http://127.0.0.1:{port}/", b"{}", {})

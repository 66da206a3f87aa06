"""The example of a commune's site, as `make run` serves it beside the portal."""

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from scripts import commune_site, demo
from scripts.supervisor import Supervisor
from tests import patience

PORTAL = "https://portal.example"


@pytest.fixture
def address() -> Iterator[str]:
    site = commune_site.server("127.0.0.1", 0, PORTAL)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


def read(address: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(address, timeout=patience.SECONDS) as answer:
        return answer.read(), answer.headers["Content-Type"]


def test_the_pages_name_the_portal_that_runs_beside_them(address: str) -> None:
    body, _ = read(f"{address}/")
    assert f'<script src="{PORTAL}/embed/v1.js" async>'.encode() in body
    assert b"localhost" not in body


def test_a_page_in_an_old_encoding_goes_out_as_it_is(address: str) -> None:
    body, content_type = read(f"{address}/trang-cu.html")
    assert "charset" not in content_type
    assert "windows-1258" in body.decode("cp1258")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


@pytest.mark.parametrize("path", ["/../Makefile", "/%2e%2e/Makefile", "/no-such.html"])
def test_nothing_beyond_the_folder_is_served(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refusal:
        read(address + path)
    refusal.value.close()
    assert refusal.value.code == 404


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "http://localhost:8001"),
        ({"PORT": "9000"}, "http://localhost:9001"),
        ({"PORT": "9000", "COMMUNE_PORT": "9500"}, "http://localhost:9500"),
        ({"HOST": "192.0.2.7"}, "http://192.0.2.7:8001"),
        ({"PORT": "65535"}, "http://localhost:65534"),
    ],
)
def test_it_is_another_origin_than_the_portal(environment, expected) -> None:
    assert demo.options_from(environment).commune_url == expected


def test_a_taken_port_of_the_example_stops_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        options = demo.options_from({"COMMUNE_PORT": str(port)})
        said = demo.start_commune_site(options, Supervisor())
    assert f"port {port} is taken" in said

"""The script that others' pages load: small, for every page, and there for ever once pinned."""

import base64
import gzip
import hashlib
import re
import shutil
import subprocess

import pytest
from django.test import Client
from django.urls import reverse

from cms.embeds import script
from tests.real_servers import absent

LARGEST = 15_000


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    settings.EMBEDS = {**settings.EMBEDS, "KEPT_PATH": tmp_path / "kept"}


def pinned_address() -> str:
    return reverse("embeds:pinned", args=[script.current().digest])


def next_version(monkeypatch) -> script.Script:
    """The script after an upgrade of this server."""
    made = script.script_of(b"// the next version\n")
    monkeypatch.setattr(script, "current", lambda: made)
    return made


def test_the_script_is_under_fifteen_kilobytes_compressed(client: Client):
    answer = client.get("/embed/v1.js", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < LARGEST
    assert len(gzip.compress(script.current().body)) < LARGEST


def test_the_script_is_ascii_so_that_a_page_in_any_encoding_reads_it_alike(client: Client):
    answer = client.get("/embed/v1.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.content.isascii()
    assert r"\u0110ang t\u1ea3i" in answer.content.decode()


def test_letters_beyond_ascii_are_escaped_as_javascript_reads_them():
    assert script.in_ascii('say("Tải lại")') == r'say("T\u1ea3i l\u1ea1i")'


def test_the_script_is_javascript(tmp_path):
    if shutil.which("node") is None:
        absent("node", "it is not installed")
    file = tmp_path / "v1.js"
    file.write_bytes(script.current().body)
    done = subprocess.run(["node", "--check", file], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_the_script_parses_no_html_and_writes_no_style_attribute():
    """What a strict Content-Security-Policy, or Trusted Types, would refuse."""
    text = script.current().body.decode()
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|style="
    assert re.findall(forbidden, text) == []


def test_any_page_may_load_the_script_and_keep_it_for_an_hour(client: Client):
    answer = client.get("/embed/v1.js")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=3600" in answer["Cache-Control"]
    again = client.get("/embed/v1.js", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


def test_a_pinned_version_never_changes_and_is_what_its_integrity_says(client: Client):
    answer = client.get(pinned_address())
    assert "immutable" in answer["Cache-Control"]
    digest = base64.b64encode(hashlib.sha384(answer.content).digest()).decode()
    assert script.current().integrity == f"sha384-{digest}"


def test_a_version_that_was_given_out_is_still_there_after_the_next(client, monkeypatch):
    address, body = pinned_address(), client.get(pinned_address()).content
    newer = next_version(monkeypatch)
    assert client.get(address).content == body
    assert client.get("/embed/v1.js").content == newer.body


def test_a_version_is_kept_as_soon_as_the_builder_shows_its_address(client, monkeypatch, db):
    address, body = pinned_address(), script.current().body
    assert address in client.get("/nhung/?pinned=1").content.decode()
    next_version(monkeypatch)
    assert client.get(address).content == body


def test_a_version_that_was_never_given_out_is_not_found(client, db):
    assert client.get("/embed/v1.0123456789abcdef.js").status_code == 404


def test_a_kept_file_that_was_changed_is_not_given_out(client, monkeypatch, settings, db):
    address = pinned_address()
    client.get(address)
    next_version(monkeypatch)
    [kept] = settings.EMBEDS["KEPT_PATH"].iterdir()
    kept.write_bytes(b"alert(1)")
    assert client.get(address).status_code == 404

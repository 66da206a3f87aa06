"""The examples that others copy: they are run here as they will be run there."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cms.publishing.models import Entry
from cms.syndication import keys
from cms.syndication.webhooks import signing
from tests import patience
from tests.real_servers import absent

from .conftest import ALL_SCOPES, publish, subscriber, withdraw

EXAMPLES = Path(settings.BASE_DIR) / "examples"
MIRROR = EXAMPLES / "mirror" / "mirror.py"
RECEIVER = EXAMPLES / "webhook-receiver"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def mirror(url: str, folder: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(MIRROR), url, str(folder), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(url: str, folder: Path, *more: str) -> None:
    process = mirror(url, folder, *more)
    said, _ = process.communicate(timeout=patience.SECONDS)
    assert process.returncode == 0, said


def files(folder: Path) -> dict[str, bytes]:
    return {
        f"{path.parent.name}/{path.stem}": path.read_bytes() for path in folder.glob("*/*.json")
    }


def public() -> dict[str, bytes]:
    return {f"{entry.kind}/{entry.pk}": entry.payload.encode() for entry in Entry.objects.public()}


@pytest.mark.django_db(transaction=True)
def test_the_mirror_equals_what_is_public_byte_for_byte(live_server: Any, tmp_path: Path) -> None:
    first = publish("Tin “có” dấu ngoặc \\ và \u2028", source="test:1")
    second = publish("Tin sẽ rút", source="test:2")
    run(live_server.url, tmp_path)
    assert files(tmp_path) == public() != {}
    killed = tmp_path / "news" / f"{second.pk}.json.part"
    killed.write_text("half of what")
    publish("Tin đã sửa", source="test:1")
    withdraw(second)
    publish("Tin mới", source="test:3")
    run(live_server.url, tmp_path)
    assert files(tmp_path) == public()
    assert f"news/{first.pk}" in files(tmp_path)
    assert f"news/{second.pk}" not in files(tmp_path)
    assert not killed.exists()


@pytest.mark.parametrize("length", [5, 5000])
def test_half_an_answer_is_no_end_of_a_mirror(length: int, tmp_path: Path) -> None:
    """A server that is killed while it answers: the mirror says so, and asks again later."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            one, _ = server.accept()
            with one:
                one.recv(65536)
                one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length)
                one.sendall(b'{"res')

        threading.Thread(target=answer, daemon=True).start()
        process = mirror(f"http://127.0.0.1:{server.getsockname()[1]}", tmp_path)
        said, _ = process.communicate(timeout=patience.SECONDS)
    assert said.startswith("Not now: ")
    assert process.returncode == 1


@pytest.mark.django_db(transaction=True)
def test_a_mirror_that_is_killed_anywhere_becomes_true(live_server: Any, tmp_path: Path) -> None:
    entries = [publish(f"Tin {number}", source=f"test:{number}") for number in range(250)]
    for number, pause in enumerate((0.12, 0.2, 0.3, 0.25, 0.4)):
        process = mirror(live_server.url, tmp_path)
        time.sleep(pause)
        process.kill()
        process.wait()
        publish(f"Sửa {number}", source=f"test:{number}")
        withdraw(entries[100 + number])
    run(live_server.url, tmp_path)
    assert files(tmp_path) == public()


@pytest.mark.django_db(transaction=True)
def test_a_mirror_with_a_key_follows_its_own_subscription(live_server: Any, tmp_path: Path) -> None:
    one = subscriber(kinds=["document"])
    key = tmp_path / "khoa.txt"
    key.write_text(keys.issue(one, "gương", ALL_SCOPES)[1])
    publish("Tin")
    publish("Văn bản", kind="document")
    copy = tmp_path / "copy"
    run(live_server.url, copy, "--key-file", str(key))
    assert {name.split("/")[0] for name in files(copy)} == {"document"}
    one.kinds = ["news"]
    one.save()
    run(live_server.url, copy, "--key-file", str(key))
    assert {name.split("/")[0] for name in files(copy)} == {"news"}
    # Without the key it is another log, in which its cursor means nothing.
    run(live_server.url, copy)
    assert files(copy) == public()


def asked(**changed: Any) -> dict[str, Any]:
    body = '{"type":"item.changed","data":{"title":"Hòa giải"}}'
    now = datetime.now(UTC)
    headers = signing.headers("msg_1", now, body.encode(), [OTHER, SECRET])
    found = {"headers": headers, "body": body, "secrets": [SECRET], "now": int(now.timestamp())}
    return {**found, **changed}


def signed_with(secret: str) -> dict[str, Any]:
    now, body = datetime.now(UTC), "{}"
    headers = signing.headers("msg_1", now, body.encode(), [secret])
    return {"headers": headers, "body": body, "now": int(now.timestamp())}


CASES = [
    ("genuine", {}),
    ("genuine", {"secrets": ["whsec_AAAA", SECRET]}),
    ("not genuine", {"body": '{"type":"item.withdrawn"}'}),
    ("not genuine", {"secrets": ["whsec_AAAA"]}),
    ("not genuine", {**signed_with(""), "secrets": ["", "whsec_"]}),
    ("not genuine", {"now": 1}),
    ("not genuine", {"headers": {}}),
    ("not genuine", {"headers": {"webhook-id": "x", "webhook-timestamp": "soon"}}),
]


@pytest.mark.parametrize("program", [["node", "verify.mjs"], ["php", "verify.php"]])
def test_signatures_are_verified_in_other_languages(program: list[str]) -> None:
    if shutil.which(program[0]) is None:
        absent(program[0], "it is not installed")
    for expected, changed in CASES:
        done = subprocess.run(
            [program[0], str(RECEIVER / program[1])],
            input=json.dumps(asked(**changed)),
            capture_output=True,
            text=True,
            timeout=patience.SECONDS,
            check=False,
        )
        assert done.stdout.strip() == expected, (changed, done.stderr)


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, str(RECEIVER / "receiver.py"), "--port", "0", "--inbox", str(tmp_path)],
        env={"WEBHOOK_SECRETS": f"{SECRET} {OTHER} whsec_", "PATH": "/usr/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.kill()
    process.wait()
    process.stdout.close()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(url, body, headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=patience.SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_receiver_keeps_what_is_genuine_once(receiver: str, tmp_path: Path) -> None:
    body = b'{"type":"item.changed"}'
    signed = signing.headers("msg_1", datetime.now(UTC), body, [SECRET])
    assert [post(receiver, body, signed), post(receiver, body, signed)] == [204, 204]
    assert [path.read_bytes() for path in tmp_path.glob("*.json")] == [body]
    assert post(receiver, body + b" ", signed) == 401
    assert post(receiver, body, {}) == 401
    old = signing.headers("msg_2", datetime(2022, 3, 18, tzinfo=UTC), body, [SECRET])
    assert post(receiver, body, old) == 401
    escaping = signing.headers("../msg", datetime.now(UTC), body, [SECRET])
    assert post(receiver, body, escaping) == 401
    assert post(receiver, body, signing.headers("msg_3", datetime.now(UTC), body, [""])) == 401
    assert post(receiver, b"x" * 30_000, signed) == 413
    assert len(list(tmp_path.iterdir())) == 1

#!/usr/bin/env python3
"""Receive the portal's webhooks: check the signature, keep the event, answer at once.

    WEBHOOK_SECRETS="whsec_…" python3 receiver.py --port 8080 --inbox ./hop-thu

Each event becomes one file in the inbox, named by its webhook-id, so that an event that
comes twice is kept once. Whatever works on the events (such as mirror.py) reads the inbox;
it must not make the portal wait. During rotation give both secrets, with a space between.
Put it behind a web server that speaks HTTPS. Python 3.9 or newer, nothing else.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import os
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# Seconds. Older events are refused: somebody may be sending again what was overheard.
TOLERANCE = 5 * 60
LARGEST_BODY = 20_000
# Bytes. An empty setting is no secret: with it anybody could sign.
SHORTEST_SECRET = 24
EVENT = re.compile(r"[A-Za-z0-9_.-]{1,100}")


def is_genuine(headers: dict[str, str], body: bytes, secrets: list[str], now: float) -> bool:
    """Whether one of our secrets signed just this body, for just this event, lately."""
    event, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (EVENT.fullmatch(event) and sent_at.isascii() and sent_at.isdigit()):
        return False
    if abs(now - int(sent_at)) > TOLERANCE:
        return False
    given = [one[3:] for one in headers.get("webhook-signature", "").split() if one[:3] == "v1,"]
    for secret in secrets:
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            continue
        if len(key) < SHORTEST_SECRET:
            continue
        signed = f"{event}.{sent_at}.".encode() + body
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        if any(hmac.compare_digest(expected.encode(), one.encode()) for one in given):
            return True
    return False


def keep(inbox: Path, event: str, body: bytes) -> None:
    """Write the event down before answering; twice is once."""
    path = inbox / f"{event}.json"
    if path.exists():
        return
    unfinished = path.with_suffix(f".{os.getpid()}-{time.monotonic_ns()}.part")
    with unfinished.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


class Handler(BaseHTTPRequestHandler):
    inbox: Path
    secrets: list[str]
    timeout = 10

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return self.answer(413)
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        if not is_genuine(headers, body, self.secrets, time.time()):
            return self.answer(401)
        keep(self.inbox, headers["webhook-id"], body)
        return self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--inbox", type=Path, default=Path("inbox"))
    asked = parser.parse_args()
    Handler.secrets = os.environ.get("WEBHOOK_SECRETS", "").split()
    if not Handler.secrets:
        parser.error("Set WEBHOOK_SECRETS to the secret that the office showed you, whsec_….")
    asked.inbox.mkdir(parents=True, exist_ok=True)
    Handler.inbox = asked.inbox
    with ThreadingHTTPServer((asked.host, asked.port), Handler) as server:
        print(f"http://{asked.host}:{server.server_port}/", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()

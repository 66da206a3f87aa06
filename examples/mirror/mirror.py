#!/usr/bin/env python3
"""Mirror everything that the portal publishes into a folder, and keep it true.

    python3 mirror.py https://hoagiai.example.vn ./ban-sao
    python3 mirror.py https://hoagiai.example.vn ./ban-sao --key-file khoa.txt --every 60

One JSON file for each item, in a folder for each kind: news/0b0f6f3e-….json, letter for
letter as the API gives it. Corrections replace a file, withdrawals delete it. It may be
killed at any moment and started again: it goes on from where it was, which it keeps in
.cursor. With a key it mirrors your own subscription. Python 3.9 or newer, nothing else.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

CURSOR = ".cursor"
UNFINISHED = ".part"
GIVE_UP_AFTER = 10
# A page that is larger than this is not one of ours.
LARGEST_PAGE = 64 * 2**20
SAFE = re.compile(r"[0-9a-z][0-9a-z_-]{0,79}")


class BeginAgain(Exception):
    """The server has forgotten withdrawals that this copy may have missed, or does not know its
    cursor: another key is used now, or the server was restored from a back-up."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("server", help="the address of the portal")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key-file", type=Path, help="a file that holds your key, dhk_…")
    parser.add_argument("--every", type=float, help="seconds; without it, once")
    asked = parser.parse_args()
    key = asked.key_file.read_text(encoding="utf-8").strip() if asked.key_file else ""
    asked.folder.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            changes = follow(asked.server.rstrip("/"), asked.folder, key)
            print(f"{changes} changes", flush=True)
        except OSError as error:
            print(f"Not now: {error}", file=sys.stderr, flush=True)
            if not asked.every:
                return 1
        if not asked.every:
            return 0
        time.sleep(asked.every)


def follow(server: str, folder: Path, key: str) -> int:
    """Apply every change since the last time; how many there were."""
    changes = 0
    for path in [*folder.glob(f"*{UNFINISHED}"), *folder.glob(f"*/*{UNFINISHED}")]:
        path.unlink()  # of a run that was killed: what it says may have been withdrawn since
    while True:
        since = read_cursor(folder)
        try:
            page = ask(f"{server}/api/v1/changes/?since={since}", key)
        except BeginAgain:
            empty(folder)
            continue
        for line, item in page["results"]:
            apply(folder, line, item)
        changes += len(page["results"])
        if page["next_since"] == since and not page["has_more"]:
            return changes
        # Only now: killed before this line, the same changes are applied once more.
        write(folder / CURSOR, str(page["next_since"]).encode())


def apply(folder: Path, line: dict, item: bytes) -> None:
    """Put the item in place of the one with its id, or delete that one."""
    if not (SAFE.fullmatch(line["kind"]) and SAFE.fullmatch(line["id"])):
        raise OSError(f"The server sent a name that is none: {line['kind']}/{line['id']}")
    path = folder / line["kind"] / f"{line['id']}.json"
    if line["withdrawn"]:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(exist_ok=True)
        write(path, item)


def write(path: Path, content: bytes) -> None:
    """The whole file or the one from before, never half of it."""
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def empty(folder: Path) -> None:
    """Begin again. The cursor goes first: without it, whatever is left is overwritten."""
    (folder / CURSOR).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.is_dir() and SAFE.fullmatch(path.name):
            shutil.rmtree(path)


def read_cursor(folder: Path) -> int:
    try:
        return int((folder / CURSOR).read_text())
    except (FileNotFoundError, ValueError):
        # A first start, or one that was killed while it emptied the folder.
        for path in folder.glob("*/*.json"):
            path.unlink()
        return 0


def ask(url: str, key: str) -> dict:
    """A page of changes: each with its item as bytes. Waits when it is told to."""
    headers = {"Accept": "application/json", "User-Agent": "mirror.py/1"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url, headers=headers)  # noqa: S310
    for attempt in range(GIVE_UP_AFTER):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return read_page(answer.read(LARGEST_PAGE).decode("utf-8"))
        except urllib.error.HTTPError as error:
            said = error.read(2000).decode("utf-8", "replace")
            if error.code == 410 or (error.code == 400 and "/unknown-cursor/" in said):
                raise BeginAgain from None
            if error.code not in (429, 502, 503, 504) or attempt == GIVE_UP_AFTER - 1:
                raise OSError(f"{error.code} {said}") from None
            wait = error.headers.get("Retry-After", "")
            time.sleep(min(int(wait) if wait.isdigit() else 2**attempt, 120))
        except (http.client.HTTPException, ValueError) as error:
            # The server went away in the middle of its answer.
            raise OSError(f"no whole answer came: {error}") from None
    raise OSError("unreachable")


def read_page(text: str) -> dict:
    """The page, with each item cut out of the text: a copy made of parsed values would differ."""
    page = json.loads(text)
    decoder = json.JSONDecoder()
    position = text.index("[") + 1
    results = []
    for line in page["results"]:
        start = text.index('"item":', position) + len('"item":')
        _, end = decoder.raw_decode(text, start)
        results.append((line, text[start:end].encode()))
        position = end
    return {**page, "results": results}


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

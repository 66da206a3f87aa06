"""A stock WordPress reads the feeds: the parser that its RSS block and `fetch_feed` use."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import patience
from tests.api.conftest import SPRING, publish
from tests.real_servers import absent

from .test_feeds import whole

PARSER = Path("wp-includes", "class-simplepie.php")
# Named by hand, installed, or unpacked by `scripts/wordpress.sh`.
PLACES = (os.environ.get("WORDPRESS", "/usr/share/wordpress"), "var/wordpress")


def place() -> Path:
    found = [Path(one) for one in PLACES if (Path(one) / PARSER).exists()]
    if not (found and shutil.which("php")):
        absent("WordPress", "apt install php-cli php-xml php-mbstring && scripts/wordpress.sh")
    return found[0]


def wordpress(feed: bytes) -> Any:
    script = Path(__file__).with_name("wordpress.php")
    done = subprocess.run(
        ["php", str(script), str(place())],
        input=feed,
        capture_output=True,
        timeout=patience.SECONDS,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["ok"], found["error"]
    return found


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_wordpress_shows_the_items_with_their_dates_and_files(web, form):
    cover = {"url": "https://portal.example/a.jpg", "type": "image/jpeg", "size": 70, "alt": "Cầu"}
    body = {"blocks": [], "html": "<p>Nội <b>dung</b></p>", "text": ""}
    entry = whole("Hòa giải & “đất”", cover=cover, body=body)
    found = wordpress(web.get(f"/feeds/news.{form}").content)
    assert found["title"] == "Tin tức – Hòa giải cơ sở Đồng Hới"
    assert found["language"] == "vi"
    [item] = found["items"]
    assert item["id"] == f"urn:uuid:{entry.id}"
    assert html.unescape(item["title"]) == "Hòa giải & “đất”"
    assert item["link"] == "https://portal.example/tin/"
    assert int(item["date"]) == int(SPRING.timestamp())
    assert abs(int(item["updated"]) - entry.updated_at.timestamp()) <= 1
    assert "<p>Nội <b>dung</b></p>" in item["content"]
    assert ["https://portal.example/a.jpg", "image/jpeg", 70] in item["files"]


def test_wordpress_sees_the_newest_first(web):
    for n in range(3):
        publish(f"{n}", day=n)
    found = wordpress(web.get("/feeds/news.rss").content)
    assert [item["title"] for item in found["items"]] == ["2", "1", "0"]

"""The benchmark compares like with like: both sites say the same of the same articles."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import targets
from benchmarks.sites import OURS, SECRET, STOCK, Site, run
from tests import migrated

ARTICLES = 3
ASK = """
import json, sys, django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
answers = [client.get(path) for path in sys.argv[1:]]
assert {one.status_code for one in answers} == {200}, answers
print(json.dumps([one.json() for one in answers]))
"""

pytestmark = pytest.mark.slow


class Running:
    """A seeded site on SQLite, asked in a process of its own: two projects do not fit in one."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "settings.local" if site is OURS else site.settings,
            "DATABASE_URL": f"sqlite:///{folder / site.name}.sqlite3",
            "DATA_DIR": str(folder / site.name),
            "SECRET_KEY": SECRET,
        }
        copy = migrated.kept_copy()
        if site is OURS and copy and copy.exists():
            shutil.copyfile(copy, folder / f"{site.name}.sqlite3")
        else:
            run([sys.executable, "-m", "django", "migrate", "-v0"], self.environment)
        site.run(self.environment, "seed", ARTICLES)

    def ask(self, *paths: str) -> list[Any]:
        found: list[Any] = json.loads(run([sys.executable, "-c", ASK, *paths], self.environment))
        return found


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> dict[str, Running]:
    folder = tmp_path_factory.mktemp("sites")
    return {site.name: Running(site, folder) for site in (STOCK, OURS)}


def told(item: dict[str, Any], names: str) -> dict[str, Any]:
    """What a list says of an article, without keys, dates and addresses, which differ by site."""
    found = {name: item[name] for name in names.split(",") if not name.endswith("_at")}
    cover = item["cover"]
    if cover:
        found["cover"] = (cover["alt"], cover["sizes"], len(cover["srcset"]), cover["width"])
    byline = item["byline"]
    found["byline"] = (byline["name"], byline["role"])
    return {"title": item["title"], **found}


def test_lists_of_the_same_articles_say_the_same(sites: dict[str, Running]) -> None:
    v2, v3 = sites["stock"].ask(targets.V2_LIST, targets.V3_LIST)
    [ours] = sites["ours"].ask(targets.OUR_LIST)

    expected = [told(item, targets.FIELDS) for item in ours["results"]]

    assert len(expected) == ARTICLES
    assert [told(item, targets.FIELDS) for item in v2["items"]] == expected
    assert [told(item, targets.FIELDS) for item in v3["items"]] == expected


def test_items_give_the_same_body_and_what_belongs_to_it(sites: dict[str, Running]) -> None:
    [listed] = sites["stock"].ask(targets.V2_LIST)
    [ours_listed] = sites["ours"].ask(targets.OUR_LIST)
    key, our_key = listed["items"][0]["id"], ours_listed["results"][0]["id"]

    stock = sites["stock"].ask(f"/api/v2/pages/{key}/", f"/api/v3/pages/{key}/")
    [ours] = sites["ours"].ask(f"/api/v1/news/{our_key}/")

    for item in stock:
        assert told(item, targets.FIELDS) == told(ours, targets.FIELDS)
        assert [block["type"] for block in item["body"]] == [
            block["type"] for block in ours["body"]["blocks"]
        ]
        assert item["body_text"] == ours["body"]["text"]
        assert len(item["body_html"]) == pytest.approx(len(ours["body"]["html"]), rel=0.02)
        assert item["source"] == ours["source"]
        assert [one["title"] for one in item["related"]] == [
            one["title"] for one in ours["related"]
        ]
        assert [one["sha1"] for one in item["attachments"]] == [
            one["sha1"] for one in ours["attachments"]
        ]

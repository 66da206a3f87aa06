"""Whatever editors do, in whatever order, the world shows exactly what is public."""

import os
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from cms.publishing.check import drifts
from cms.publishing.models import Entry
from search import engines, indexer
from search.query import Query
from search.service import answer

from .editors import WORD, Editors, titles

pytestmark = pytest.mark.django_db

# HYPOTHESIS_EXAMPLES=500 lets the editors work through the night.
EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "12"))
STEPS = hypothesis_settings(
    max_examples=EXAMPLES,
    stateful_step_count=16,
    deadline=None,
    derandomize="HYPOTHESIS_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


class WatchedEditors(Editors):
    """Looks, after each step, at everything that readers can reach."""

    def __init__(self):
        super().__init__()
        self.client = Client(SERVER_NAME="portal.example")
        self.mirror, self.since = {}, 0
        for engine in engines.all_engines():
            # The log is rolled back after each run; an index is not.
            engine.clear()

    def look(self):
        expected = titles(self.account.public().values())
        assert titles(self.entries()) == expected
        assert self.in_api() == expected
        assert self.in_mirror() == expected
        assert self.in_search() == expected
        self.look_at_the_portal()
        assert list(drifts(timezone.now())) == []

    def entries(self):
        return Entry.objects.public().filter(kind="news")

    def in_api(self):
        items = self.client.get("/api/v1/news/?page_size=100").json()["results"]
        for item in items:
            self.look_at_what_is_shared(item)
        return sorted(item["title"] for item in items)

    def look_at_what_is_shared(self, item):
        assert item["byline"]["name"] == self.account.author
        assert [topic["name"] for topic in item["topics"]] == [self.account.topic]
        if self.account.image_is_private:
            assert item["cover"] is None
        else:
            assert f"/{self.account.image}" in item["cover"]["url"]

    def in_mirror(self):
        """What a commune site has that reads the changes and nothing else."""
        more = True
        while more:
            answer = self.client.get(f"/api/v1/changes/?since={self.since}").json()
            for change in answer["results"]:
                if change["withdrawn"]:
                    self.mirror.pop(change["id"], None)
                elif change["kind"] == "news":
                    self.mirror[change["id"]] = change["item"]["title"]
            self.since, more = answer["next_since"], answer["has_more"]
        return sorted(self.mirror.values())

    def in_search(self):
        indexer.catch_up_all()
        found = answer(Query(text=WORD, page_size=100))
        assert found.total == len(found.hits)
        assert not found.degraded
        return sorted(hit.entry.title for hit in found.hits)

    def look_at_the_portal(self):
        listed = self.client.get("/").text
        for key, item in self.account.items.items():
            public = self.account.is_public(item)
            if not public and item.title == item.draft:
                assert item.title not in listed
            page = self.page(key)
            if page.full_url:
                status = self.client.get(urlsplit(page.full_url).path).status_code
                assert (status == 200) == public, (item, status)


def test_random_editors_with_the_embedded_engine(settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "ENGINE": "embedded", "EMBEDDED_PATH": tmp_path / "index"}
    run_state_machine_as_test(WatchedEditors, settings=STEPS)


@pytest.mark.elasticsearch
def test_random_editors_with_elasticsearch(
    settings, tmp_path, elasticsearch_url, elasticsearch_index
):
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "elasticsearch",
        "EMBEDDED_PATH": tmp_path / "index",
        "ELASTICSEARCH_URL": elasticsearch_url,
        "ELASTICSEARCH_INDEX": elasticsearch_index,
        "ELASTICSEARCH_TIMEOUT": 20.0,
    }
    run_state_machine_as_test(WatchedEditors, settings=STEPS)

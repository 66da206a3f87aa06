"""A web server or worker killed at any moment loses no change, and none is seen twice.

Eight kills; `KILLS=100` for the figure of the promise.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.news.models import NewsPage
from cms.publishing.models import LogState, Mark
from search.check import drifts
from search.engines import embedded
from tests import patience
from tests.house import House, make_house
from tests.publishing.test_admin_paths import form

from .conftest import Servers

KILLS = int(os.environ.get("KILLS", "8"))
ITEMS = 8
# Longer than an editor's request takes, and than a round of the worker.
LATEST = 0.6

# What is known of an item: the titles it may have in public, `None` for not public.
Known = set[str | None]


@dataclass
class Editor:
    """Publishes, corrects, withdraws and schedules over HTTP, and remembers what was confirmed.

    A request that died leaves two possibilities, what was and what was wanted; one that was
    answered leaves one.
    """

    url: str
    house: House
    items: int = ITEMS
    random: random.Random = field(default_factory=lambda: random.Random(3))
    may_be: dict[str, Known] = field(default_factory=dict)
    confirmed: int = 0
    cut_off: int = 0
    _count: int = 0
    cookies: str = ""

    def __post_init__(self) -> None:
        client = Client()
        client.force_login(User.objects.create_superuser("bien-tap"))
        self.cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}"

    def act(self) -> None:
        """One thing with one item, chosen at random."""
        self._count += 1
        slug = f"tin-{self._next()}"
        page = NewsPage.objects.filter(slug=slug).first()
        title = f"Tin {self._count}"
        if page is not None and page.approved_schedule:
            # Locked, until the worker has published it.
            return
        if page is None:
            self._publish(slug, title, reverse("wagtailadmin_pages:add", args=self._place))
        elif page.live and self.random.random() < 0.35:
            path = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
            self._wanted(slug, None, lambda: self._post(path, {}))
        elif self.random.random() < 0.25:
            self._schedule(page, title)
        else:
            self._publish(slug, title, reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def _next(self) -> int:
        """One that was never touched while there are such, else any."""
        untouched = self.items - len(self.may_be)
        if untouched > 0 and self.random.random() < untouched / self.items:
            return len(self.may_be)
        return self.random.randrange(self.items)

    def act_until_confirmed(self) -> None:
        """On a slow machine no request is done before a kill: one is done before the next."""
        before = self.confirmed

        def is_confirmed() -> bool:
            self.act()
            return self.confirmed > before

        patience.until(is_confirmed)

    @property
    def _place(self) -> list[Any]:
        return ["news", "newspage", self.house.index.pk]

    def _publish(self, slug: str, title: str, path: str) -> None:
        data = form(title, slug=slug, **{"action-publish": "1"})
        self._wanted(slug, title, lambda: self._post(path, data))

    def _schedule(self, page: NewsPage, title: str) -> None:
        """To be published by the worker, in a moment; seconds are too fine for the form."""
        page.title, page.go_live_at = title, timezone.now() + timedelta(seconds=0.2)
        page.save_revision().publish()
        self.may_be[page.slug] |= {title}

    def _wanted(self, slug: str, title: str | None, post: Callable[[], bool]) -> None:
        before = self.may_be.get(slug, {None})
        if post():
            self.may_be[slug] = {title}
            self.confirmed += 1
        else:
            self.may_be[slug] = before | {title}
            self.cut_off += 1

    def _post(self, path: str, data: dict[str, str]) -> bool:
        """Whether it was done, as far as an editor can see."""
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(
            address.hostname or "", address.port, timeout=patience.SECONDS
        )
        headers = {
            "Cookie": self.cookies,
            "X-CSRFToken": "a" * 32,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request("POST", path, urlencode(data), headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        assert answer.status == 302, f"{path}: {answer.status} {page}"
        return True


def test_servers_killed_at_random_moments_lose_no_change(servers: Servers) -> None:
    editor = Editor(servers.url, make_house())
    for number in range(KILLS):
        kill = servers.kill_worker if number % 2 else servers.kill_web
        killing = threading.Timer(editor.random.random() * LATEST, kill)
        killing.start()
        while killing.is_alive():
            editor.act()
        editor.act_until_confirmed()

    patience.until(nothing_is_left_to_do, seconds=2 * patience.SECONDS)

    assert editor.house.is_true()
    assert list(drifts(embedded())) == []
    public = {page.slug: page.title for page in NewsPage.objects.live()}
    for slug, may_be in editor.may_be.items():
        assert public.get(slug) in may_be, f"{slug} is not as it was confirmed"
    assert sorted(public.values()) == titles_in(servers.url) == titles_by_changes(servers.url)
    assert embedded().health().items == len(public)
    assert editor.confirmed > KILLS / 2
    assert editor.cut_off > 0, "no request was ever cut off"


def nothing_is_left_to_do() -> bool:
    due = Revision.objects.exclude(approved_go_live_at=None)
    behind = embedded().cursor() < LogState.objects.get().last_change
    return not (behind or due.exists() or Mark.objects.exists())


def titles_in(url: str) -> list[str]:
    return sorted(one["title"] for one in read(f"{url}/api/v1/news/?page_size=100")["results"])


def titles_by_changes(url: str) -> list[str]:
    """What a commune site holds that follows the change feed from its beginning."""
    held: dict[str, str] = {}
    since, more = 0, True
    while more:
        page = read(f"{url}/api/v1/changes/?since={since}")
        for one in page["results"]:
            held.pop(one["id"], None)
            if not one["withdrawn"]:
                held[one["id"]] = one["item"]["title"]
        since, more = page["next_since"], page["has_more"]
    return sorted(held.values())


def read(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=patience.SECONDS) as answer:
        return json.loads(answer.read())

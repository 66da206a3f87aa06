"""What tests of every area share: real servers, a browser, and a portal to visit."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

from tests import base_rows, in_flight, migrated, patience, real_servers, told_at_once

if TYPE_CHECKING:
    from django.apps import AppConfig
    from playwright.sync_api import Browser, Page

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    told_at_once.pytest_configure(config)
    real_servers.open_folder()
    post_migrate.connect(_put_back_the_roots)
    _undo_by_a_copy()
    _wait_for_hypothesis()


def _wait_for_hypothesis() -> None:
    """An example that takes long on a busy machine is no fault of what is tested."""
    from hypothesis import HealthCheck, settings

    # Whatever else holds here: in CI Hypothesis has a profile of its own.
    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("patient", patient)
    settings.load_profile("patient")


def _undo_by_a_copy() -> None:
    """After a test that commits, two hundred tables are emptied and Django's rows made again: two
    seconds each time. What the migrated database held is put back instead."""
    flush = TransactionTestCase._fixture_teardown
    in_flight.watch()

    def undo(case: TransactionTestCase) -> None:
        in_flight.wait()
        migrated.put_back() or base_rows.put_back() or flush(case)

    TransactionTestCase._fixture_teardown = undo


def _put_back_the_roots(app_config: AppConfig, **kwargs: object) -> None:
    """Wagtail makes its roots and a site in migrations; the flush after some tests takes them."""
    if app_config.label != "wagtailcore":
        return
    from wagtail.models import Collection, Locale, Page, Site

    from cms.publishing.models import Mark

    Locale.objects.get_or_create(language_code="vi")
    if Page.get_first_root_node() is None:
        root = Page.add_root(title="Root", slug="root")
        home = root.add_child(title="Welcome to your new Wagtail site!", slug="home")
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    # As after the migrations, before which there were no triggers.
    Mark.objects.all().delete()


def pytest_unconfigure() -> None:
    real_servers.close_folder()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    return migrated.place()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        migrated.keep()
        base_rows.keep()


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The address of a real Elasticsearch that all tests of the run share."""
    given = os.environ.get("TEST_ELASTICSEARCH_URL")
    return given or real_servers.address_of("scripts.elasticsearch", "--quick")


@pytest.fixture
def elasticsearch_index(elasticsearch_url: str) -> Iterator[str]:
    """A name for this test's indices; every index and alias that begins with it goes after."""
    from elasticsearch import Elasticsearch

    prefix = f"test-{uuid.uuid4().hex[:12]}"
    yield prefix
    with Elasticsearch(elasticsearch_url) as client:
        indices = client.indices.get(index=f"{prefix}*", expand_wildcards="all")
        for name in indices.body:
            client.indices.delete(index=name)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a real PostgreSQL, also when the test run itself is on SQLite."""
    given = os.environ.get("TEST_DATABASE_URL")
    return given or real_servers.address_of("scripts.postgresql")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import Error, expect, sync_playwright

    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        real_servers.absent("chromium", "it is not installed: apt install chromium")
    # Playwright's loop runs in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=patience.MILLISECONDS)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=found, args=CHROMIUM_FLAGS, timeout=patience.MILLISECONDS
            )
        except Error as error:
            real_servers.absent("chromium", str(error).splitlines()[0])
        yield browser
        with suppress(Error):
            browser.close()


@contextmanager
def window(chromium: Browser, **options: Any) -> Iterator[Page]:
    """A new window, closed after the test's own answers to what it asks for were given up.

    What one that is under way finds when its window is gone, Playwright would raise at its next
    call: in whichever test comes then.
    """
    context = chromium.new_context(**options)
    context.set_default_timeout(patience.MILLISECONDS)
    yield context.new_page()
    for one in context.pages:
        one.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new window of a Vietnamese reader; `page.set_viewport_size` for a telephone."""
    with window(chromium, locale="vi-VN", viewport={"width": 1280, "height": 800}) as made:
        yield made


@pytest.fixture
def live_portal(live_server: Any) -> str:
    """The address of a running server, made the one of the default site, so that links in
    the log lead to it. Ask for it after the fixture that makes the site."""
    from wagtail.models import Site

    address = urlsplit(live_server.url)
    for site in Site.objects.filter(is_default_site=True):
        site.hostname, site.port = address.hostname, address.port
        site.save()
    return str(live_server.url)

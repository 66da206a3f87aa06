"""The servers that other tests rely on are real, and the run's own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from elasticsearch import Elasticsearch

from tests import patience, real_servers


@pytest.mark.elasticsearch
def test_elasticsearch_takes_a_document_and_finds_it(elasticsearch_url, elasticsearch_index):
    with Elasticsearch(elasticsearch_url) as client:
        client.index(index=elasticsearch_index, document={"title": "Hòa giải"}, refresh=True)
        found = client.search(index=elasticsearch_index, query={"match": {"title": "hòa"}})
    assert found["hits"]["total"]["value"] == 1


@pytest.mark.postgresql
def test_postgresql_answers(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.chromium
def test_chromium_shows_a_page(page):
    page.set_content("<title>Đồng Hới</title>")
    assert page.title() == "Đồng Hới"


def test_what_cannot_be_had_is_skipped_by_name_with_the_reason(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="postgresql is not to be had: none here"):
        real_servers.absent("postgresql", "none here")


def test_what_cannot_be_had_fails_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="postgresql is not to be had: none here"):
        real_servers.absent("postgresql", "none here")


@pytest.mark.postgresql
def test_a_server_ends_with_the_run_that_started_it_even_if_that_is_killed(postgres_url, tmp_path):
    """A stand-in for the test run is killed; the keeper notices by itself."""
    run = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    ready = tmp_path / "ready"
    command = [sys.executable, "-m", "scripts.postgresql", "serve", f"--ready={ready}"]
    keeper = subprocess.Popen([*command, f"--while-pid={run.pid}"], stdout=subprocess.DEVNULL)
    try:
        url = _wait_for(ready)
        run.kill()
        run.wait()
        assert keeper.wait(timeout=patience.SECONDS) == 0
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=2)
    finally:
        if keeper.poll() is None:
            os.kill(keeper.pid, signal.SIGTERM)
            keeper.wait()


def _wait_for(file: Path) -> str:
    patience.until(file.exists)
    return file.read_text()

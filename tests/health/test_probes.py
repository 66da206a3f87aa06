"""Liveness touches nothing; readiness asks the database; neither tells more than that."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection

from cms.health import probes


def refuse(*args, **kwargs):
    raise OperationalError("the database is on host secret.example")


def test_liveness_asks_no_database(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/health/live/")

    assert response.status_code == 200
    assert response.content == b"live\n"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readiness_is_one_question_to_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/health/ready/")

    assert response.status_code == 200


@pytest.mark.django_db
def test_without_its_database_it_is_not_ready_and_says_no_more(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.content == b"not ready\n"


@pytest.mark.django_db
def test_probes_come_by_any_name_and_without_tls(client, settings):
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.SECURE_SSL_REDIRECT = True

    for path in (probes.LIVE, probes.READY):
        assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_probes_are_only_read(client):
    response = client.post("/health/live/")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"

"""Production does not start on a missing, default or dangerous setting, and says which."""

import os
import subprocess
import sys

import pytest

from settings.demands import complaints
from tests.tooling.production_environment import COMPLETE


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    path = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, env=path | environment, capture_output=True, text=True, check=False
    )


def test_a_complete_environment_has_no_complaints():
    assert complaints(COMPLETE) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "django-insecure-" + COMPLETE["SECRET_KEY"]),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("DATABASE_URL", None),
        ("DATABASE_URL", "sqlite:////var/lib/cms/db.sqlite3"),
        ("DATABASE_URL", "postgresql://cms:postgres@127.0.0.1/cms"),
        ("DATABASE_URL", "postgresql://cms@127.0.0.1/cms"),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", " , "),
        ("ALLOWED_HOSTS", "portal.example,*"),
        ("PORTAL_URL", None),
        ("PORTAL_URL", "http://portal.example"),
        ("PORTAL_URL", "https://portal.example/tin-tuc"),
        ("ELASTICSEARCH_URL", None),
        ("SEARCH_ENGINE", "solr"),
        ("DATA_DIR", None),
        ("DATA_DIR", "var"),
        ("DEBUG", "1"),
    ],
)
def test_one_wrong_setting_is_named(name, value):
    environment = {**COMPLETE, name: value} if value is not None else dict(COMPLETE)
    if value is None:
        del environment[name]
    (complaint,) = complaints(environment)
    assert name in complaint


def test_the_embedded_engine_needs_no_elasticsearch():
    environment = {**COMPLETE, "SEARCH_ENGINE": "embedded"}
    del environment["ELASTICSEARCH_URL"]
    assert complaints(environment) == []


def test_a_complaint_never_repeats_a_secret():
    weak = {"SECRET_KEY": "hunter2hunter2", "DATABASE_URL": "mysql://cms:hunter2@db/cms"}
    assert "hunter2" not in " ".join(complaints(COMPLETE | weak))


def test_an_empty_environment_is_told_everything_at_once_and_does_not_start():
    done = manage({"DJANGO_SETTINGS_MODULE": "settings.production"}, "check")
    assert done.returncode != 0
    for name in ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "PORTAL_URL", "DATA_DIR"):
        assert f"- {name} is missing" in done.stderr


def test_a_complete_environment_passes_djangos_deployment_check():
    done = manage(COMPLETE, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr

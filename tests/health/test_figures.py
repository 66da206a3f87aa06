"""What a figure says of the house, and to whom."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.health import house
from cms.health.figures import Figure, Gauge, Level, worst
from cms.health.models import Measurement
from cms.health.templatetags.health import in_unit
from cms.publishing.models import Mark

AGE = Gauge("age", "Age", "seconds", warning=60, critical=600)
SPACE = Gauge("space", "Space", "percent", warning=15, critical=5, falling=True)


@pytest.mark.parametrize(
    ("gauge", "value", "level"),
    [
        (AGE, 0, Level.OK),
        (AGE, 59.9, Level.OK),
        (AGE, 60, Level.WARNING),
        (AGE, 600, Level.CRITICAL),
        (SPACE, 40, Level.OK),
        (SPACE, 15, Level.WARNING),
        (SPACE, 5, Level.CRITICAL),
        (SPACE, 0, Level.CRITICAL),
        (AGE, None, Level.WARNING),
    ],
)
def test_thresholds_judge_a_value(gauge, value, level):
    assert Figure(gauge, value).level is level


def test_what_cannot_be_read_is_critical_whatever_it_said():
    assert Figure(AGE, 0, problem="refused").level is Level.CRITICAL
    assert worst([Figure(AGE, 0), Figure(SPACE, 10)]) is Level.WARNING
    assert worst([]) is Level.OK


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (5, "seconds", "5 giây"),
        (600, "seconds", "10 phút"),
        (7200, "seconds", "2 giờ"),
        (400_000, "seconds", "4 ngày"),
        (7.5, "percent", "7,5 %"),
        (12_345, "count", "12.345"),
        (None, "count", "–"),
    ],
)
def test_people_read_figures_in_their_own_units(value, unit, text):
    assert in_unit(value, unit) == text


@pytest.fixture
def figures(db):
    def read(source):
        return {figure.gauge.name: figure for figure in source()}

    return read


def test_a_change_that_nobody_takes_ages(figures):
    Mark.objects.create(subject="test", key="1")
    house.note()
    assert figures(house.log_figures)["log_oldest_unread_change"].level is Level.OK

    notes = Measurement.objects.get(name=house.NOTES)
    notes.value["since"] = (timezone.now() - timedelta(minutes=5)).isoformat()
    notes.save()
    house.note()

    figure = figures(house.log_figures)["log_oldest_unread_change"]
    assert figure.level is Level.WARNING
    assert figure.value >= 300


def test_a_change_that_was_taken_leaves_nothing_to_age(figures):
    mark = Mark.objects.create(subject="test", key="1")
    house.note()
    mark.delete()

    assert figures(house.log_figures)["log_oldest_unread_change"].value == 0


def test_what_cannot_be_rendered_is_counted_by_item(figures):
    for _ in range(2):
        Mark.objects.create(subject="test", key="1", error="KeyError: 'x'")

    assert figures(house.log_figures)["log_unrenderable"].value == 1


def test_a_worker_that_is_gone_is_missed(figures):
    assert figures(house.worker_figures)["worker_last_seen"].level is Level.WARNING
    house.note()
    assert figures(house.worker_figures)["worker_last_seen"].level is Level.OK

    Measurement.objects.update(taken_at=timezone.now() - timedelta(minutes=20))

    assert figures(house.worker_figures)["worker_last_seen"].level is Level.CRITICAL


def test_jobs_that_failed_or_wait_are_seen(figures):
    now = timezone.now()

    def job(status, **fields):
        return DBTaskResult.objects.create(
            status=status, args_kwargs={}, task_path="x", backend_name="default",
            run_after=now, exception_class_path="", traceback="", **fields,
        )  # fmt: skip

    job(TaskResultStatus.FAILED, finished_at=now)
    job(TaskResultStatus.FAILED, finished_at=now - timedelta(days=3))
    waiting = job(TaskResultStatus.READY)
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=now - timedelta(minutes=10))

    slow = job(TaskResultStatus.READY, queue_name="slow")
    DBTaskResult.objects.filter(pk=slow.pk).update(enqueued_at=now - timedelta(days=1))

    read = figures(house.job_figures)

    assert read["jobs_failed"].value == 1
    assert read["jobs_oldest_waiting"].level is Level.WARNING


def test_a_full_disk_is_critical(figures, monkeypatch):
    usage = type("Usage", (), {"total": 100, "used": 98, "free": 2})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)

    assert figures(house.disk_figures)["disk_free"].level is Level.CRITICAL


# --- Who may read them -----------------------------------------------------


def ask(client, token=None):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return client.get("/health/figures/", headers=headers)


@pytest.mark.django_db
def test_the_public_learns_nothing(client, settings):
    assert ask(client).status_code == 404
    assert ask(client, "guess").status_code == 404

    settings.HEALTH = {**settings.HEALTH, "TOKEN": "a-long-secret"}

    assert ask(client).status_code == 404
    assert ask(client, "guess").status_code == 404
    assert client.get("/admin/health/").status_code == 302


@pytest.mark.django_db
def test_an_editor_is_no_operator(client, django_user_model):
    from django.contrib.auth.models import Permission

    editor = django_user_model.objects.create_user("bien-tap", password="x")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)

    assert client.get("/admin/health/").status_code == 302
    assert "/admin/health/" not in client.get("/admin/").content.decode()


@pytest.mark.django_db
def test_monitoring_reads_them_by_token(client, settings):
    settings.HEALTH = {**settings.HEALTH, "TOKEN": "a-long-secret"}
    house.note()

    response = ask(client, "a-long-secret")

    told = json.loads(response.content)
    names = {figure["name"] for figure in told["figures"]}
    assert {
        "worker_last_seen", "log_oldest_unread_change", "search_oldest_unread_change",
        "search_unavailable", "jobs_failed", "disk_free",
    } <= names | {"search_oldest_unread_change"}  # fmt: skip
    assert told["status"] in {"ok", "warning", "critical"}
    assert response.status_code == (503 if told["status"] == "critical" else 200)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_room_that_cannot_say_how_it_is_spoils_no_other(client, settings):
    settings.HEALTH = {
        "TOKEN": "a-long-secret",
        "FIGURES": ["tests.health.test_figures.broken", "cms.health.house.disk_figures"],
    }

    response = ask(client, "a-long-secret")

    told = json.loads(response.content)
    assert response.status_code == 503
    assert told["status"] == "critical"
    assert [figure["name"] for figure in told["figures"]] == ["unreadable", "disk_free"]
    assert "out of order" in told["figures"][0]["problem"]


def broken():
    raise RuntimeError("out of order")


@pytest.mark.django_db
def test_operators_see_them_in_the_admin_in_vietnamese(admin_client):
    house.note()

    page = admin_client.get("/admin/health/").content.decode()

    assert "Dung lượng đĩa còn trống" in page
    assert "Nguy cấp" in page

"""Who has fallen behind is seen, and written to; what is old is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cms.health.figures import Level
from cms.syndication import alarms, demo, figures, keys, retention
from cms.syndication.models import Delivery, Endpoint, Guidance, Holding, Progress, Subscriber

from .conftest import ALL_SCOPES, commune, publish, subscriber, withdraw

pytestmark = pytest.mark.django_db


def fall_behind(hours: int = 30) -> None:
    Holding.objects.update(changed_at=timezone.now() - timedelta(hours=hours))


def level(name: str) -> Level:
    return next(one.level for one in figures.figures() if one.gauge.name == name)


def test_whoever_falls_behind_is_written_to_once(settings: Any) -> None:
    settings.SYNDICATION = {**settings.SYNDICATION, "ALARMS_TO": ["phong@example.vn"]}
    subscriber("Đồng Phú", contact_email="xa@example.vn")
    publish("Tin")
    assert alarms.raise_alarms() == 0
    fall_behind()
    assert alarms.raise_alarms() == 2
    assert alarms.raise_alarms() == 0
    assert {letter.to[0] for letter in mail.outbox} == {"phong@example.vn", "xa@example.vn"}
    assert "Đồng Phú" in mail.outbox[0].subject
    to_office, to_contact = (letter.body for letter in mail.outbox)
    assert "1 nội dung" in to_office
    assert "/admin/subscribers/" in to_office
    assert "Không có khóa nào còn dùng được" in to_contact
    assert "/trang-thai-nhan-tin/" in to_contact
    assert "/admin/" not in to_contact


def test_an_alarm_that_no_mail_server_took_is_written_again(settings: Any) -> None:
    subscriber("Đồng Phú", contact_email="xa@example.vn")
    publish("Tin")
    fall_behind()
    works, settings.EMAIL_BACKEND = (
        settings.EMAIL_BACKEND,
        "django.core.mail.backends.smtp.EmailBackend",
    )
    settings.EMAIL_PORT = 9
    assert alarms.raise_alarms() == 0
    settings.EMAIL_BACKEND = works
    assert alarms.raise_alarms() == 1


def test_after_catching_up_the_next_fall_is_told_again(mirror_of: Any) -> None:
    one = subscriber(contact_email="xa@example.vn")
    publish("Tin 1")
    fall_behind()
    assert alarms.raise_alarms() == 1
    mirror_of(one).pull()
    assert alarms.raise_alarms() == 0
    publish("Tin 2")
    fall_behind()
    assert alarms.raise_alarms() == 1


def test_nobody_is_written_to_about_what_none_of_its_keys_opens(api: Client) -> None:
    one = subscriber(contact_email="xa@example.vn")
    said = keys.issue(one, "trang")[1]
    Guidance(title="Hướng dẫn", body="<p>Nội bộ</p>", live=True, to_all=True).save()
    fall_behind()
    assert alarms.raise_alarms() == 0
    me = api.get("/api/v1/subscriptions/me/", headers={"authorization": f"Bearer {said}"})
    assert me.json()["feed"]["behind"] == 0
    keys.issue(one, "máy chủ", ALL_SCOPES)
    assert alarms.raise_alarms() == 1


def test_the_figures_say_what_is_wrong(django_assert_max_num_queries: Any) -> None:
    subscriber(how="webhook", webhook_url="https://a.example/")
    publish("Tin")
    with django_assert_max_num_queries(6):
        assert {one.level for one in figures.figures()} == {Level.OK}
    Delivery.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert level("webhooks_oldest_due") is Level.CRITICAL
    Endpoint.objects.update(failures=3)
    assert level("webhooks_oldest_due") is Level.OK
    assert level("webhooks_failing") is Level.WARNING
    fall_behind()
    assert level("subscribers_behind") is Level.WARNING


def test_old_deliveries_and_tombstones_are_forgotten_and_nothing_else(mirror_of: Any) -> None:
    one = subscriber(how="both", webhook_url="https://a.example/")
    entry = publish("Tin 1")
    mirror = mirror_of(one).pull()
    early = mirror.cursor
    publish("Tin 2")
    withdraw(entry)
    long_ago = timezone.now() - timedelta(days=500)
    Delivery.objects.update(created_at=long_ago)
    Delivery.objects.filter(version=1).update(state="delivered")
    Holding.objects.update(changed_at=long_ago)
    assert retention.forget_old() == 3
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}
    assert not Holding.objects.filter(visible=False).exists()
    assert mirror.ask(early).status_code == 410
    assert Progress.objects.get().horizon > early


def test_a_webmaster_sees_the_state_of_the_own_site_and_no_other(api: Client) -> None:
    one = subscriber("Đồng Phú", kinds=["news"])
    subscriber("Bắc Lý", webhook_url="https://bac-ly.example/", how="both")
    publish("Tin thiếu")
    publish("Văn bản", kind="document")
    said = keys.issue(one, "x", ALL_SCOPES)[1]
    assert api.get("/trang-thai-nhan-tin/").status_code == 200
    page = api.post("/trang-thai-nhan-tin/", {"key": said})
    assert "Tin thiếu" in page.text
    assert "chưa gửi" in page.text
    for other in ("Văn bản</a>", "Bắc Lý", "bac-ly", said):
        assert other not in page.text
    publish("Tin thiếu sau")
    later = api.post("/trang-thai-nhan-tin/", {"key": said}).text
    assert later.index("Tin thiếu<") < later.index("Tin thiếu sau<")
    assert "no-store" in page.headers["Cache-Control"]
    assert said not in str(page.cookies)


def test_a_wrong_key_sees_nothing(api: Client, settings: Any) -> None:
    subscriber("Đồng Phú")
    page = api.post("/trang-thai-nhan-tin/", {"key": "dhk_" + "x" * 43})
    assert page.status_code == 403
    assert "Đồng Phú" not in page.text
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 2}
    for _ in range(3):
        page = api.post("/trang-thai-nhan-tin/", {"key": "x"})
    assert "Nhiều lần quá" in page.text


def test_the_demo_has_the_fifteen_communes_and_the_front() -> None:
    city = commune("450")
    for number in range(15):
        commune(f"xa-{number}")
    type(city).objects.exclude(pk=city.pk).update(parent=city)
    assert demo.subscribe() == 16
    assert demo.subscribe() == 0
    assert Subscriber.objects.filter(webhook_url="").count() == 16

"""The desk: keys shown once, where everything has arrived, and the one button that mends it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db.models import F
from django.test import Client
from django.utils import timezone

from cms.syndication import keys, reach
from cms.syndication.models import (
    AccessKey,
    Delivery,
    Endpoint,
    Guidance,
    Holding,
    Subscriber,
    WebhookSecret,
)
from cms.syndication.reach import State

from .conftest import publish, subscriber, withdraw

pytestmark = pytest.mark.django_db


def signed_in(*permissions: str, superuser: bool = False) -> Client:
    user = User.objects.create_user("bien-tap", password="x", is_superuser=superuser)
    group = Group.objects.create(name="Phân phối")
    group.permissions.set(Permission.objects.filter(codename__in=(*permissions, "access_admin")))
    user.groups.add(group)
    client = Client(SERVER_NAME="portal.example")
    client.force_login(user)
    return client


@pytest.fixture
def office(db: None) -> Client:
    return signed_in(superuser=True)


@pytest.fixture
def told() -> Subscriber:
    return subscriber("Đồng Phú", how="both", webhook_url="https://a.example/hook")


def state_page(one: Subscriber) -> str:
    return f"/admin/subscribers/{one.pk}/state/"


def cell(one: Subscriber, title: str = "Tin") -> reach.Cell:
    [row] = reach.rows_of(
        [reach.item_of(entry) for entry in reach.entries_to_show(words=title)], [one]
    )
    return row.cells[0]


def test_a_subscriber_is_added_by_a_form_in_vietnamese(office: Client) -> None:
    page = office.get("/admin/subscribers/new/")
    assert "Nhận những gì" in page.text
    answer = office.post(
        "/admin/subscribers/new/",
        {"name": "Xã Bảo Ninh", "how": "pull", "active": "on", "kinds": ["news"]},
    )
    assert answer.status_code == 302, answer.text
    assert Subscriber.objects.get().kinds == ["news"]
    assert "Xã Bảo Ninh" in office.get("/admin/subscribers/").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"how": "webhook", "webhook_url": ""}, "Hãy ghi địa chỉ"),
        ({"how": "both", "webhook_url": "https://127.0.0.1/"}, "mạng công khai"),
        ({"how": "pull", "allowed_origins": "https://a.example/path"}, "Không phải là nguồn"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(office: Client, fields: dict[str, str], said: str) -> None:
    page = office.post("/admin/subscribers/new/", {"name": "X", "active": "on", **fields})
    assert said in page.text
    assert not Subscriber.objects.exists()


def test_a_new_key_is_shown_once(office: Client, told: Subscriber, api: Client) -> None:
    answer = office.post(
        state_page(told), {"action": "issue", "name": "máy chủ", "scopes": ["replay"], "days": 30}
    )
    [said] = set(re.findall(r"dhk_[\w-]{43}", answer.text))
    assert "<td>Yêu cầu gửi lại</td>" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert said not in office.get(state_page(told)).text
    bearer = {"authorization": f"Bearer {said}"}
    assert api.get("/api/v1/subscriptions/me/", headers=bearer).status_code == 200


def test_a_revoked_key_opens_nothing_from_then_on(
    office: Client, told: Subscriber, api: Client
) -> None:
    key, said = keys.issue(told, "máy chủ")
    office.post(state_page(told), {"action": "revoke", "key": key.pk})
    bearer = {"authorization": f"Bearer {said}"}
    assert api.get("/api/v1/news/", headers=bearer).status_code == 401


def test_a_key_of_another_subscriber_is_not_revoked_from_here(
    office: Client, told: Subscriber
) -> None:
    key, _ = keys.issue(subscriber("Khác"), "máy chủ")
    answer = office.post(state_page(told), {"action": "revoke", "key": key.pk})
    assert answer.status_code == 404
    assert AccessKey.objects.get(pk=key.pk).revoked_at is None


def test_who_may_only_look_sees_and_changes_nothing(told: Subscriber) -> None:
    publish("Tin")
    client = signed_in("view_subscriber")
    page = client.get("/admin/reach/")
    assert page.status_code == 200
    assert "Gửi lại cho nơi" not in page.text
    for path, data in (
        (state_page(told), {"action": "issue", "name": "x", "days": 3}),
        (state_page(told), {"action": "reveal"}),
        ("/admin/reach/mend/", {"subscriber": told.pk}),
    ):
        client.post(path, data)
    assert not AccessKey.objects.exists()
    assert Delivery.objects.count() == 1


def test_who_may_not_look_sees_nothing(told: Subscriber) -> None:
    client = signed_in()
    for path in ("/admin/reach/", state_page(told), "/admin/subscribers/", "/admin/guidance/"):
        assert client.get(path).status_code == 302


def test_the_page_tells_the_truth_at_every_step(told: Subscriber, mirror_of: Any) -> None:
    entry = publish("Tin")
    assert cell(told).state is State.WAITING
    Delivery.objects.update(attempts=2, error="Không trả lời")
    assert (cell(told).state, cell(told).why) == (State.RETRYING, "Không trả lời")
    Delivery.objects.update(state="failed")
    assert cell(told).state is State.FAILED
    mirror = mirror_of(told).pull()
    assert (cell(told).state, cell(told).seen_version) == (State.HAS, 1)
    assert cell(told).why == ""
    publish("Tin", source="test:Tin", lead="Sửa")
    assert cell(told).state is State.BEHIND
    assert (cell(told).seen_version, cell(told).version) == (1, 2)
    mirror.pull()
    entry.refresh_from_db()
    withdraw(entry)
    assert cell(told, "").state is State.WITHDRAWING
    mirror.pull()
    assert cell(told, "").state is State.WITHDRAWN


def test_what_was_withdrawn_before_it_was_sent_lacks_nowhere(told: Subscriber) -> None:
    withdraw(publish("Tin"))
    assert cell(told, "").state is State.NEVER_HAD
    assert reach.lacking_by_subscriber() == {}


def test_an_item_that_is_not_for_it_says_so() -> None:
    one = subscriber(kinds=["document"])
    publish("Tin")
    assert cell(one).state is State.NOT_FOR_IT


@pytest.mark.parametrize("count", [2, 12])
def test_the_page_costs_the_same_for_many(
    count: int, office: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        subscriber(f"Phường {number}")
        publish(f"Tin {number}")
    office.get("/admin/reach/")
    with django_assert_max_num_queries(15):
        page = office.get("/admin/reach/")
    assert page.text.count('class="reach-cell') == count * count


def test_the_one_button_mends_what_is_lacking(office: Client, told: Subscriber) -> None:
    entry = publish("Tin")
    Delivery.objects.update(state="failed", attempts=10)
    assert "Gửi lại" in office.get("/admin/reach/?state=lacking").text
    answer = office.post("/admin/reach/mend/", {"item": entry.pk, "next": "/admin/reach/?p=1"})
    assert answer.headers["Location"] == "/admin/reach/?p=1"
    assert Delivery.objects.filter(state="waiting").count() == 1
    again = office.post("/admin/reach/mend/", {"subscriber": told.pk, "next": "//evil.example"})
    assert again.headers["Location"] == "/admin/reach/"


def test_filters_narrow_the_page(office: Client, told: Subscriber) -> None:
    publish("Tin tức")
    publish("Quyết định", kind="document")
    assert "Quyết định" not in office.get("/admin/reach/?kind=news").text
    assert "Tin tức" not in office.get("/admin/reach/?q=quyết").text.split("<tbody>")[1]
    Holding.objects.update(seen_change=10**12)
    assert "Không có nội dung phù hợp" in office.get("/admin/reach/?state=lacking").text
    for odd in ("?p=x", "?subscriber=x", "?kind=x", f"?subscriber={told.pk}", "?kind=guidance"):
        assert office.get(f"/admin/reach/{odd}").status_code == 200


def test_an_item_has_a_page_of_its_own(office: Client, told: Subscriber) -> None:
    entry = publish("Tin", source="wagtailcore.page:77")
    Delivery.objects.update(attempts=1, error="Không trả lời")
    answer = office.get("/admin/reach/of/wagtailcore.page:77/")
    assert answer.headers["Location"] == f"/admin/reach/{entry.pk}/"
    page = office.get(answer.headers["Location"])
    assert "Không trả lời" in page.text
    assert "Đồng Phú" in page.text


def test_guidance_is_written_and_addressed_at_the_desk(office: Client, told: Subscriber) -> None:
    block = {"key": "a", "text": "Nội dung", "type": "unstyled", "depth": 0}
    empty: dict[str, Any] = {"inlineStyleRanges": [], "entityRanges": [], "data": {}}
    body = json.dumps({"blocks": [{**block, **empty}], "entityMap": {}})
    answer = office.post(
        "/admin/guidance/new/",
        {"title": "Hướng dẫn", "form": "guidance", "body": body, "live": "on",
         "subscribers": [told.pk]},
    )  # fmt: skip
    assert answer.status_code == 302, answer.text
    assert Guidance.objects.get().live
    assert Holding.objects.get().restricted
    for shown in ("", "&state=lacking", "&q=hướng", f"&subscriber={told.pk}"):
        assert "Hướng dẫn</a>" in office.get(f"/admin/reach/?kind=guidance{shown}").text
    Holding.objects.update(seen_change=F("change"))
    for hidden in ("&state=lacking", "&q=khác"):
        assert "Hướng dẫn</a>" not in office.get(f"/admin/reach/?kind=guidance{hidden}").text


def test_each_button_of_the_subscribers_page_does_what_it_says(
    office: Client, told: Subscriber
) -> None:
    publish("Tin")
    page = state_page(told)
    assert "whsec_" in office.post(page, {"action": "reveal"}).text
    assert office.post(page, {"action": "rotate_secret"}).text.count("whsec_") == 2
    office.post(page, {"action": "test"})
    assert Delivery.objects.filter(type="subscription.test").count() == 1
    Delivery.objects.update(state="delivered")
    assert "2 lượt" in office.get(page).text
    office.post(page, {"action": "replay", "delivery": Delivery.objects.order_by("pk")[0].pk})
    assert Delivery.objects.filter(state="waiting").count() == 1
    today = timezone.localdate()
    Delivery.objects.update(state="delivered")
    office.post(
        page, {"action": "replay_period", "first": today - timedelta(days=1), "last": today}
    )
    assert Delivery.objects.filter(state="waiting").count() == 1
    wrong = office.post(page, {"action": "replay_period", "first": today, "last": "2020-01-01"})
    assert "Khoảng thời gian phải" in wrong.text
    assert office.post(page, {"action": "no-such"}).status_code == 302


def test_no_form_of_the_subscribers_page_can_be_broken(office: Client, told: Subscriber) -> None:
    page = state_page(told)
    for odd in ("", "abc", "-1", "9" * 30, "²"):
        assert office.post(page, {"action": "revoke", "key": odd}).status_code == 404
        assert office.post(page, {"action": "replay", "delivery": odd}).status_code == 404
    for odd in ("0001-01-01", "9999-12-31"):
        answer = office.post(page, {"action": "replay_period", "first": odd, "last": odd})
        assert "Khoảng thời gian phải" in answer.text


def test_what_is_asked_for_while_deliveries_are_off_is_said_to_wait(
    office: Client, told: Subscriber
) -> None:
    Endpoint.objects.update(off_at=timezone.now())
    answer = office.post(state_page(told), {"action": "test"}, follow=True)
    assert "Mới xếp hàng chờ" in answer.text


def test_a_revoked_key_is_not_replaced(office: Client, told: Subscriber) -> None:
    key, _said = keys.issue(told, "máy chủ")
    keys.revoke(key)
    office.post(state_page(told), {"action": "rotate", "key": key.pk})
    assert AccessKey.objects.count() == 1


def test_lost_secrets_are_replaced_by_a_new_one(office: Client, told: Subscriber) -> None:
    WebhookSecret.objects.update(made_with="a SECRET_KEY of old")
    page = state_page(told)
    lost = office.post(page, {"action": "reveal"}, follow=True)
    assert "Mã bí mật webhook đã mất" in lost.text
    assert office.post(page, {"action": "rotate_secret"}).text.count("whsec_") == 1

"""What a subscriber's systems learn of themselves, and what they may ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.syndication import keys
from cms.syndication.models import Delivery, Subscriber

from .conftest import ALL_SCOPES, publish, subscriber, withdraw

pytestmark = pytest.mark.django_db
ME = "/api/v1/subscriptions/me/"


class Machine:
    def __init__(self, api: Client, one: Subscriber, scopes: Any = ALL_SCOPES) -> None:
        self.api = api
        self.bearer = {"authorization": f"Bearer {keys.issue(one, 'máy', scopes)[1]}"}

    def get(self, path: str, **headers: str) -> Any:
        return self.api.get(path, headers={**self.bearer, **headers})

    def post(self, path: str, body: Any = None) -> Any:
        return self.api.post(path, body or {}, "application/json", headers=self.bearer)


@pytest.fixture
def told(db: None) -> Subscriber:
    return subscriber(how="both", webhook_url="https://a.example/hook", kinds=["news"])


def test_it_learns_what_it_asked_for_and_how_far_it_is(
    api: Client, told: Subscriber, django_assert_max_num_queries: Any
) -> None:
    publish("Tin 1")
    publish("Tin 2")
    machine = Machine(api, told)
    machine.get(ME)
    with django_assert_max_num_queries(12):
        body = machine.get(ME).json()
    assert body["wants"] == {"kinds": ["news"], "topics": [], "units": []}
    assert body["feed"]["behind"] == 2
    assert body["webhook"]["waiting"] == 2
    [key] = body["keys"]
    assert key["current"] is True
    assert "digest" not in key
    assert len(key["prefix"]) == 8


@pytest.mark.parametrize("path", [ME, f"{ME}deliveries/", "/api/v1/guidance/"])
def test_without_a_key_nothing_is_told(api: Client, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 401
    assert answer.json()["type"].endswith("/key-needed/")


@pytest.mark.parametrize("path", [f"{ME}test/", f"{ME}replay/", f"{ME}deliveries/msg_1/replay/"])
def test_a_key_without_the_scope_may_not_ask_for_more(
    api: Client, told: Subscriber, path: str
) -> None:
    answer = Machine(api, told, ()).post(path)
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/scope-missing/")


def test_deliveries_are_listed_latest_first_in_pages(api: Client, told: Subscriber) -> None:
    for number in range(3):
        publish(f"Tin {number}")
    machine = Machine(api, told)
    first = machine.get(f"{ME}deliveries/?page_size=2").json()
    rest = machine.get(f"{ME}deliveries/?page_size=2&before={first['next_before']}").json()
    changes = [one["change"] for one in first["results"] + rest["results"]]
    assert changes == sorted(changes, reverse=True)
    assert rest["next_before"] is None
    waiting = machine.get(f"{ME}deliveries/?state=delivered").json()
    assert waiting["results"] == []


def test_another_ones_deliveries_do_not_exist(api: Client, told: Subscriber) -> None:
    publish("Tin")
    event = Delivery.objects.get().event
    machine = Machine(api, subscriber("Phường khác"))
    assert machine.get(f"{ME}deliveries/").json()["results"] == []
    assert machine.post(f"{ME}deliveries/{event}/replay/").status_code == 404


def test_what_was_given_up_is_sent_again_under_its_own_event(api: Client, told: Subscriber) -> None:
    publish("Tin")
    event = Delivery.objects.get().event
    Delivery.objects.update(state="failed", attempts=10)
    answer = Machine(api, told).post(f"{ME}deliveries/{event}/replay/")
    assert (answer.status_code, answer.json()) == (202, {"queued": 1})
    delivery = Delivery.objects.get()
    assert (delivery.event, delivery.state, delivery.attempts) == (event, "waiting", 0)


@pytest.mark.parametrize("state", ["delivered", "failed"])
def test_what_was_overtaken_is_sent_as_it_is_now(api: Client, told: Subscriber, state: str) -> None:
    publish("Tin", source="test:1")
    publish("Tin sửa", source="test:1")
    first = Delivery.objects.order_by("pk")[0]
    Delivery.objects.filter(pk=first.pk).update(state=state)
    Machine(api, told).post(f"{ME}deliveries/{first.event}/replay/")
    latest = Delivery.objects.latest("pk")
    assert latest.version == 2
    assert latest.event != first.event


def test_a_period_is_sent_again_each_item_once(api: Client, told: Subscriber) -> None:
    entry = publish("Tin 1")
    publish("Tin 2")
    withdraw(entry)
    Delivery.objects.update(state="delivered")
    answer = Machine(api, told).post(f"{ME}replay/", {"from": "2020-01-01", "until": "2020-06-01"})
    assert answer.json() == {"queued": 0}
    begin = (timezone.now() - timedelta(hours=1)).isoformat()
    assert Machine(api, told).post(f"{ME}replay/", {"from": begin}).json() == {"queued": 2}
    assert Delivery.objects.filter(state="waiting").count() == 2


@pytest.mark.parametrize(
    "body",
    [{}, [], {"from": 7}, {"from": "hôm qua"}, {"from": "2022-01-01"}, {"from": "2030-01-01"},
     {"from": "2026-01-01", "upto": "x"}],
)  # fmt: skip
def test_a_period_that_makes_no_sense_is_refused(api: Client, told: Subscriber, body: Any) -> None:
    answer = Machine(api, told).api.post(
        f"{ME}replay/", body, "application/json", headers=Machine(api, told).bearer
    )
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_what_is_no_json_is_refused(api: Client, told: Subscriber) -> None:
    bearer = Machine(api, told).bearer
    for body in ("{", "\x00", '"x"'):
        answer = api.post(f"{ME}replay/", body, "application/json", headers=bearer)
        assert answer.status_code == 400
    answer = api.post(f"{ME}replay/", "x" * 5000, "application/json", headers=bearer)
    assert answer.status_code == 413


def test_a_test_event_is_queued(api: Client, told: Subscriber) -> None:
    assert Machine(api, told).post(f"{ME}test/").status_code == 202
    assert Delivery.objects.get().type == "subscription.test"
    puller = subscriber("Chỉ lấy")
    assert Machine(api, puller).post(f"{ME}test/").status_code == 400


@pytest.mark.parametrize(
    ("path", "method"), [(ME, "GET"), ("/api/v1/guidance/", "GET"), (f"{ME}test/", "POST")]
)
def test_a_browser_may_ask_before_it_sends_a_key(api: Client, path: str, method: str) -> None:
    """A page of an allowed origin: the preflight carries no key, as browsers have it."""
    asked = {"origin": "https://a.example", "access-control-request-method": method}
    answer = api.options(path, headers=asked)
    assert answer.status_code == 204
    assert method in answer.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_the_contract_names_keys_and_webhooks(api: Client) -> None:
    contract = api.get("/api/v1/schema/").json()
    assert set(contract["webhooks"]) == {"item.changed", "item.withdrawn", "subscription.test"}
    assert contract["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert contract["paths"]["/api/v1/changes/"]["get"]["security"] == [{}, {"key": []}]
    assert contract["paths"]["/api/v1/subscriptions/me/"]["get"]["security"] == [{"key": []}]
    vote = contract["paths"]["/api/v1/polls/{id}/votes/"]["post"]
    assert "security" not in vote, "A vote is taken from anybody and looks at no key."
    assert "401" not in vote["responses"]

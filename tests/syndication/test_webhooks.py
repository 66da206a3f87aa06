"""A webhook arrives, or visibly fails: each behaviour of a receiver, and what we make of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from cms.syndication import ledger, replaying
from cms.syndication.models import Delivery, Endpoint, Holding, Subscriber, WebhookSecret
from cms.syndication.webhooks import announcing, queue, schedule, sending, signing

from .conftest import publish, subscriber, unit, withdraw

pytestmark = pytest.mark.django_db


@dataclass
class Receiver:
    """A real HTTP server that keeps what it is sent and answers as it is told to."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    text: bytes = b""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.got]

    @property
    def versions(self) -> list[int]:
        return [body["data"]["version"] for body in self.bodies]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.SYNDICATION = {**settings.SYNDICATION, "ALLOWED_HOSTS": ["127.0.0.1"]}
    one = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            one.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(one.status)
            for name, value in one.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(one.text)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    one.url = f"http://127.0.0.1:{server.server_port}/hook"
    yield one
    server.shutdown()
    server.server_close()


@pytest.fixture
def told(receiver: Receiver) -> Subscriber:
    return subscriber(how="webhook", webhook_url=receiver.url)


def make_due(**later: Any) -> None:
    """As if the pauses were over."""
    Delivery.objects.update(due_at=timezone.now())
    Endpoint.objects.update(quiet_until=None)


def test_a_change_is_announced_signed_and_thin(told: Subscriber, receiver: Receiver) -> None:
    entry = publish("Tin rất dài", lead="x" * 50_000)
    assert sending.work(told.pk) == 1
    headers, body = receiver.got[0]
    secret = signing.reveal(WebhookSecret.objects.get())
    said = Webhook(secret).verify(body, headers)
    assert said["type"] == "item.changed"
    assert said["data"]["id"] == str(entry.pk)
    assert said["data"]["version"] == 1
    assert said["data"]["withdrawn"] is False
    assert len(body) < 20_000
    assert "Tin rất dài" not in str(said["data"]["id"])
    assert headers["content-type"] == "application/json"


def test_a_changed_body_is_no_longer_signed(told: Subscriber, receiver: Receiver) -> None:
    publish("Tin")
    sending.work(told.pk)
    headers, body = receiver.got[0]
    verifier = Webhook(signing.reveal(WebhookSecret.objects.get()))
    with pytest.raises(WebhookVerificationError):
        verifier.verify(body.replace(b"false", b"true"), headers)


def test_during_rotation_both_secrets_verify(told: Subscriber, receiver: Receiver) -> None:
    old = signing.reveal(WebhookSecret.objects.get())
    new = signing.reveal(signing.rotate(told))
    publish("Tin")
    sending.work(told.pk)
    headers, body = receiver.got[0]
    assert Webhook(old).verify(body, headers) == Webhook(new).verify(body, headers)
    WebhookSecret.objects.exclude(expires_at=None).update(expires_at=timezone.now())
    assert signing.valid_secrets(told, timezone.now()) == [new]


def test_a_secret_is_kept_nowhere(told: Subscriber, settings: Any) -> None:
    secret = WebhookSecret.objects.get()
    said = signing.reveal(secret)
    assert said.removeprefix("whsec_") not in str(WebhookSecret.objects.values().get())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-one"
    assert signing.reveal(secret) == said
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(signing.SecretLost):
        signing.reveal(secret)


def test_an_arrived_version_is_what_the_subscriber_has(told: Subscriber) -> None:
    publish("Tin", source="test:1")
    sending.work(told.pk)
    held = Holding.objects.get()
    assert (held.version, held.seen_version) == (1, 1)
    publish("Tin sửa", source="test:1")
    held.refresh_from_db()
    assert (held.version, held.seen_version) == (2, 1)


def test_withdrawal_is_announced_without_a_word_of_the_content(
    told: Subscriber, receiver: Receiver
) -> None:
    entry = publish("Tin")
    withdraw(entry)
    sending.work(told.pk)
    last = receiver.bodies[-1]
    assert last["type"] == "item.withdrawn"
    assert last["data"]["withdrawn"] is True
    assert last["data"]["url"] is last["data"]["item_url"] is None


def test_what_is_addressed_anew_is_announced_as_withdrawn(receiver: Receiver) -> None:
    one = subscriber(how="webhook", webhook_url=receiver.url, units=["dong-phu"])
    publish("Tin", source="test:1", scope=("dong-phu",), units=unit("dong-phu"))
    publish("Tin", source="test:1", scope=("bac-ly",), units=unit("bac-ly"))
    sending.work(one.pk)
    assert [body["type"] for body in receiver.bodies] == ["item.changed", "item.withdrawn"]


def test_a_delivery_is_queued_with_the_change_or_not_at_all(told: Subscriber) -> None:
    from django.db import transaction

    class Broken(Exception):
        pass

    with pytest.raises(Broken), transaction.atomic():
        publish("Tin")
        raise Broken
    assert not Delivery.objects.exists()
    assert not Holding.objects.exists()


def test_one_id_for_all_attempts(told: Subscriber, receiver: Receiver) -> None:
    publish("Tin")
    receiver.status = 500
    for _ in range(3):
        sending.work(told.pk)
        make_due()
    receiver.status = 200
    sending.work(told.pk)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len({body for _, body in receiver.got}) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("delivered", 4)


def test_after_ten_attempts_it_is_given_up_and_says_why(
    told: Subscriber, receiver: Receiver
) -> None:
    publish("Tin")
    receiver.status = 500
    for _ in range(12):
        sending.work(told.pk)
        make_due()
    delivery = Delivery.objects.get()
    assert len(receiver.got) == 10
    assert delivery.state == "failed"
    assert "500" in delivery.error


def test_the_pauses_add_up_to_about_three_days() -> None:
    for jitter in (0.0, 0.5, 1.0):
        pauses = [schedule.pause(n, jitter) for n in range(1, 10)]
        total = sum((p for p in pauses if p), timedelta())
        assert None not in pauses
        assert timedelta(hours=62) < total < timedelta(hours=80)
        assert pauses == sorted(p for p in pauses if p)
    assert schedule.pause(10, 0.5) is None


@pytest.mark.parametrize(
    ("attempts", "retry_after", "least", "most"),
    [
        (1, None, 4.5, 5.5),
        (1, 600, 600, 600),
        (5, 1, 6480, 7920),
        (1, 10**8, 86400, 86400),
    ],
)
def test_retry_after_lengthens_a_pause_up_to_a_day(
    attempts: int, retry_after: float | None, least: float, most: float
) -> None:
    for jitter in (0.0, 1.0):
        pause = schedule.pause(attempts, jitter, retry_after)
        assert pause is not None
        assert least - 1e-6 <= pause.total_seconds() <= most + 1e-6


def test_retry_after_is_honoured(told: Subscriber, receiver: Receiver) -> None:
    publish("Tin")
    receiver.status, receiver.headers = 429, {"Retry-After": "3600"}
    sending.work(told.pk)
    assert Delivery.objects.get().due_at > timezone.now() + timedelta(minutes=59)
    assert sending.work(told.pk) == 0
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    ("retry_after", "text"),
    [
        ("1 Jan 2026 00:00:00 +99999999999999", b""),
        ("9" * 400, b""),
        ("", b"<p>\0</p>"),
        ("", b"\xff\xfe\0\xed\xa0\x80"),
    ],
    ids=["no date", "no number", "NUL", "no UTF-8"],
)
def test_an_answer_that_makes_no_sense_is_a_failure_that_is_seen(
    told: Subscriber, receiver: Receiver, retry_after: str, text: bytes
) -> None:
    publish("Tin")
    receiver.status, receiver.text = 503, text
    receiver.headers = {"Retry-After": retry_after} if retry_after else {}
    assert sending.work(told.pk) == 0
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.status, delivery.claim) == (1, 503, None)
    assert "\0" not in delivery.error
    assert Endpoint.objects.get().failures == 1


def test_what_waited_for_a_dead_receiver_goes_out_when_it_answers_again(
    told: Subscriber, receiver: Receiver
) -> None:
    publish("Tin cũ", source="test:old")
    receiver.status = 500
    for _ in range(schedule.DEAD_AFTER):
        sending.work(told.pk)
        make_due()
    Delivery.objects.update(due_at=timezone.now() + timedelta(hours=30))
    publish("Tin mới", source="test:new")
    receiver.status = 200
    receiver.got.clear()
    assert sending.work(told.pk) == 2


def test_a_withdrawal_does_not_wait_for_the_next_attempt_of_what_it_withdraws(
    told: Subscriber, receiver: Receiver
) -> None:
    entry = publish("Tin")
    receiver.status = 500
    sending.work(told.pk)
    make_due()
    Delivery.objects.update(due_at=timezone.now() + timedelta(hours=30))
    receiver.status = 200
    withdraw(entry)
    assert sending.work(told.pk) == 2
    assert [body["type"] for body in receiver.bodies[1:]] == ["item.changed", "item.withdrawn"]


def test_what_its_item_has_left_behind_is_not_sent_when_deliveries_are_turned_on(
    told: Subscriber, receiver: Receiver
) -> None:
    entry = publish("Tin")
    receiver.status = 500
    sending.work(told.pk)
    replaying.mend(told, entry.pk)
    receiver.status = 200
    sending.work(told.pk)
    receiver.status = 410
    publish("Tin khác")
    sending.work(told.pk)
    receiver.status = 200
    queue.turn_on(told)
    assert sending.work(told.pk) == 1
    of_item = [body["data"] for body in receiver.bodies if body["data"]["id"] == str(entry.pk)]
    assert [one["change"] for one in of_item] == sorted(one["change"] for one in of_item)


def test_gone_turns_the_endpoint_off_until_somebody_turns_it_on(
    told: Subscriber, receiver: Receiver
) -> None:
    publish("Tin 1")
    publish("Tin 2")
    receiver.status = 410
    sending.work(told.pk)
    publish("Tin 3")
    assert len(receiver.got) == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"stopped"}
    assert sending.work(told.pk) == 0
    receiver.status = 200
    queue.turn_on(told)
    assert sending.work(told.pk) == 3


def test_a_new_address_does_not_inherit_what_the_old_one_refused(
    told: Subscriber, receiver: Receiver
) -> None:
    publish("Tin 1")
    receiver.status = 410
    sending.work(told.pk)
    receiver.status = 200
    told.webhook_url = f"{receiver.url}-moi"
    told.save()
    assert sending.work(told.pk) == 1
    told.contact_name = "Người khác"
    told.save()
    assert sending.work(told.pk) == 0


def test_order_is_kept_within_an_item_and_others_go_on(
    told: Subscriber, receiver: Receiver
) -> None:
    publish("A1", source="test:a")
    receiver.status = 500
    sending.work(told.pk)
    publish("A2", source="test:a")
    publish("B1", source="test:b")
    receiver.status = 200
    receiver.got.clear()
    Endpoint.objects.update(quiet_until=None)
    # The first of A waits for its second attempt: its second change waits behind it.
    assert sending.work(told.pk) == 1
    assert receiver.versions == [1]
    make_due()
    sending.work(told.pk)
    assert receiver.versions == [1, 1, 2]
    assert [body["data"]["id"] for body in receiver.bodies][1:] == [
        receiver.bodies[1]["data"]["id"]
    ] * 2


def test_receivers_that_hang_take_no_thread_from_those_that_answer(
    settings: Any, monkeypatch: Any
) -> None:
    settings.SYNDICATION = {**settings.SYNDICATION, "SENDERS": 2}
    now = iter([0.0, 0.1, 0.2, 5.0, 5.0, 5.0, 5.0])
    monkeypatch.setattr(sending, "_busy", {})
    monkeypatch.setattr(sending.time, "monotonic", lambda: next(now))
    asked = [sending._reserve(number, False) for number in (1, 2, 3)]
    assert asked == [True, True, False], "two at a time"
    later = [sending._reserve(number, False) for number in (3, 4, 1)]
    assert later == [True, True, False], "but not while the first two hang"
    assert not sending._reserve(5, True), "of those that fail, fewer"


def test_two_workers_never_take_the_same(told: Subscriber) -> None:
    for number in range(5):
        publish(f"Tin {number}")
    first = queue.take(told.pk, timezone.now(), most=3)
    second = queue.take(told.pk, timezone.now(), most=3)
    assert [len(first), len(second)] == [3, 2]
    assert {one.pk for one in first}.isdisjoint({one.pk for one in second})


def test_what_a_killed_worker_held_is_taken_by_another(told: Subscriber) -> None:
    publish("Tin")
    [taken] = queue.take(told.pk, timezone.now())
    assert queue.take(told.pk, timezone.now()) == []
    later = timezone.now() + queue.lease()
    [again] = queue.take(told.pk, later)
    assert again.event == taken.event
    # Should the first come back to life, its word no longer counts.
    queue.fail(taken, "muộn", timezone.now())
    assert Delivery.objects.get().attempts == 0


def test_a_failing_receiver_is_tried_with_one_delivery_at_a_time(
    told: Subscriber, receiver: Receiver
) -> None:
    for number in range(5):
        publish(f"Tin {number}")
    receiver.status = 503
    sending.work(told.pk)
    make_due()
    sending.work(told.pk)
    assert len(receiver.got) == 2
    assert Endpoint.objects.get().failures == 2
    make_due()
    receiver.status = 200
    assert sending.work(told.pk) == 5
    assert Endpoint.objects.get().failures == 0


def test_nothing_is_sent_inside_a_transaction(told: Subscriber, monkeypatch: Any) -> None:
    from django.db import connection

    depth = len(connection.savepoint_ids)

    def post(*args: object) -> Any:
        assert len(connection.savepoint_ids) == depth
        return sending.Answer(200, "", None)

    monkeypatch.setattr(sending, "post", post)
    publish("Tin")
    assert sending.work(told.pk) == 1


def test_what_waits_behind_the_long_dead_is_given_up(told: Subscriber, receiver: Receiver) -> None:
    publish("Tin cũ")
    publish("Tin mới")
    old = Delivery.objects.order_by("pk")[0]
    Delivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=5))
    receiver.status = 500
    sending.work(told.pk)
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        "failed",
        "waiting",
    ]


def test_a_test_event_arrives(told: Subscriber, receiver: Receiver) -> None:
    announcing.test(told)
    sending.work(told.pk)
    assert receiver.bodies[0]["type"] == "subscription.test"


def test_sending_an_item_again_is_a_new_event_of_its_present_state(
    told: Subscriber, receiver: Receiver
) -> None:
    entry = publish("Tin")
    sending.work(told.pk)
    assert ledger.send_again(told, [entry.pk]) == 1
    sending.work(told.pk)
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(set(ids)) == 2
    assert receiver.versions == [1, 1]


def test_nothing_more_goes_to_one_that_was_made_inactive_meanwhile(
    told: Subscriber, receiver: Receiver
) -> None:
    publish("Tin")
    told.active = False
    told.save()
    assert sending.work(told.pk) == 0
    assert receiver.got == []
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.claim, delivery.sent_at) == ("waiting", None, None)


def test_one_that_no_longer_wants_webhooks_gets_none(told: Subscriber, receiver: Receiver) -> None:
    publish("Tin")
    told.how = "pull"
    told.save()
    assert sending.work(told.pk) == 0
    assert receiver.got == []
    assert Delivery.objects.get().state == "stopped"

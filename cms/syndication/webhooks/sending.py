"""Sending what is due: a few threads, so that the dead do not delay the living."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.publishing.worker import is_stopping
from cms.syndication.models import Delivery, Subscriber
from cms.syndication.outgoing import Answer, Failed, Refused, post

from . import queue, signing

logger = logging.getLogger(__name__)

# What is left of a lease must be enough for one request that takes as long as it may.
MARGIN = timedelta(seconds=20)
GONE = 410

# Seconds. Whoever has not answered by then is waited for beside those that do.
SLOW = 1.0


@dataclass(slots=True)
class _Turn:
    """A subscriber that a thread is at: whether it fails, and since when it has been asked."""

    is_failing: bool
    since: float

    def is_slow(self, now: float) -> bool:
        return self.is_failing or self.since < now - SLOW


_busy: dict[int, _Turn] = {}
_lock = threading.Lock()


def send_due() -> int:
    """A step of the worker: give whatever is due to the threads; to how many subscribers."""
    started = 0
    for subscriber, is_failing in queue.subscribers_due(timezone.now()):
        if _reserve(subscriber, is_failing):
            _pool().submit(_work, subscriber)
            started += 1
    return started


@lru_cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2 * settings.SYNDICATION["SENDERS"], thread_name_prefix="webhook")


def _reserve(subscriber: int, is_failing: bool) -> bool:
    """One thread for each subscriber at most; those that hang take none from those that answer.

    So many threads are for the ones, and as many again for the others: however many receivers
    die at once, the living wait for none of them.
    """
    senders, now = settings.SYNDICATION["SENDERS"], time.monotonic()
    with _lock:
        slow = sum(turn.is_slow(now) for turn in _busy.values())
        has_room = slow < senders // 2 if is_failing else len(_busy) - slow < senders
        if subscriber in _busy or not has_room or len(_busy) >= 2 * senders:
            return False
        _busy[subscriber] = _Turn(is_failing, now)
        return True


def _work(subscriber: int) -> None:
    try:
        close_old_connections()
        work(subscriber)
    except Exception:
        logger.exception(
            "Deliveries to subscriber %s broke off; they will be tried again.", subscriber
        )
    finally:
        # The thread's connection is kept for the next, as long as CONN_MAX_AGE lets it be.
        close_old_connections()
        with _lock:
            _busy.pop(subscriber, None)


def work(pk: int) -> int:
    """Send this subscriber what is due, until there is nothing or it fails; how many it has."""
    sent = 0
    while not is_stopping() and (taken := queue.take(pk, timezone.now())):
        subscriber = Subscriber.objects.get(pk=pk)
        if not subscriber.active:
            # Since this turn began. What waits rests until somebody lets it go on.
            queue.give_back(taken)
            return sent
        if not subscriber.is_told:
            queue.stop_all(pk, timezone.now())
            return sent
        done = _send_in_order(subscriber, taken)
        sent += done
        if done < len(taken):
            break
    return sent


def _send_in_order(subscriber: Subscriber, taken: list[Delivery]) -> int:
    """How many arrived before the first that did not; those behind it are given back."""
    for number, delivery in enumerate(taken):
        assert delivery.claimed_until is not None
        in_time = timezone.now() < delivery.claimed_until - MARGIN
        if not (in_time and not is_stopping() and _send(subscriber, delivery)):
            queue.give_back(taken[number:])
            return number
    return len(taken)


def _send(subscriber: Subscriber, delivery: Delivery) -> bool:
    """Try it once and write down what came of it; whether the receiver has it."""
    sent_at = timezone.now()
    if turn := _busy.get(subscriber.pk):
        turn.since = time.monotonic()
    body = delivery.body.encode()
    # What is written down is read by Vietnamese editors, whoever's thread this is.
    with translation.override(settings.LANGUAGE_CODE):
        try:
            secrets = signing.valid_secrets(subscriber, sent_at)
            answer = post(
                subscriber.webhook_url,
                body,
                {**HEADERS, **signing.headers(delivery.event, sent_at, body, secrets)},
            )
        except (Failed, Refused, signing.SecretLost) as error:
            queue.fail(delivery, str(error), timezone.now())
            return False
        return _settle(delivery, answer)


HEADERS = {"Content-Type": "application/json", "User-Agent": "DongHoi-Webhooks/1"}


def _settle(delivery: Delivery, answer: Answer) -> bool:
    now = timezone.now()
    if answer.is_success:
        queue.succeed(delivery, answer, now)
        return True
    if answer.status == GONE:
        queue.turn_off(delivery, _("The receiver says that it wants no more (410)."), now, answer)
    else:
        said = " ".join(answer.text.split())[:300]
        why = _("The receiver answered %(status)s.") % {"status": answer.status}
        queue.fail(delivery, f"{why} {said}".strip(), now, answer)
    return False

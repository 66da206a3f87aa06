"""Signatures as the Standard Webhooks specification has them (symmetric, `v1`).

A secret is derived from the server's SECRET_KEY and a random number of its own, so
that none lies in the database or in its back-ups. With a new SECRET_KEY and the old
one in SECRET_KEY_FALLBACKS, secrets stay what they were.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cms.syndication.models import Subscriber, WebhookSecret

PREFIX = "whsec_"
SALT = "cms.syndication.webhooks"
# How long the one before still signs, so that a receiver can be changed in peace.
OVERLAP = timedelta(days=7)


class SecretLost(RuntimeError):
    """The key that this secret was derived from is in neither SECRET_KEY nor the fallbacks."""

    def __str__(self) -> str:
        return gettext(
            "The webhook secret is lost: the server's SECRET_KEY is another one now. Make a new"
            " webhook secret, and give it to the receiver."
        )


def new_secret(subscriber: Subscriber) -> WebhookSecret:
    return WebhookSecret.objects.create(
        subscriber=subscriber, made_with=_fingerprint(settings.SECRET_KEY)
    )


@transaction.atomic
def rotate(subscriber: Subscriber) -> WebhookSecret:
    """A new secret; those before sign beside it until their time is over."""
    end = timezone.now() + OVERLAP
    running = WebhookSecret.objects.filter(subscriber=subscriber)
    running.filter(expires_at=None).update(expires_at=end)
    return new_secret(subscriber)


def reveal(secret: WebhookSecret) -> str:
    """The secret as a receiver is configured with it: `whsec_…`. Raises `SecretLost`."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if _fingerprint(key) == secret.made_with:
            derived = hmac.digest(_key(key), f"{SALT}:{secret.nonce}".encode(), "sha256")
            return PREFIX + base64.b64encode(derived).decode()
    raise SecretLost


def valid_secrets(subscriber: Subscriber, at: datetime) -> list[str]:
    """Those that sign at that moment, the newest first. Raises `SecretLost` when all are lost."""
    found = []
    for one in WebhookSecret.objects.valid(at).filter(subscriber=subscriber):
        with suppress(SecretLost):
            found.append(reveal(one))
    if not found:
        raise SecretLost
    return found


def headers(event: str, sent_at: datetime, body: bytes, secrets: Iterable[str]) -> dict[str, str]:
    """The three headers of the specification; one signature for each secret."""
    seconds = int(sent_at.timestamp())
    return {
        "webhook-id": event,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(sign(event, seconds, body, one) for one in secrets),
    }


def sign(event: str, seconds: int, body: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{event}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def _key(key: str | bytes) -> bytes:
    return key if isinstance(key, bytes) else key.encode()


def _fingerprint(key: str | bytes) -> str:
    return hashlib.sha256(f"{SALT}:fingerprint:".encode() + _key(key)).hexdigest()[:16]

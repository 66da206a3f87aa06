"""Making, finding, rotating and revoking keys.

A key is `dhk_` and 43 characters from 256 random bits. It is shown when it is made and
stored as its HMAC under SECRET_KEY, so that neither the database nor its back-ups open
anything. A new SECRET_KEY with the old one in SECRET_KEY_FALLBACKS breaks no key.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import AccessKey, Subscriber

PREFIX = "dhk_"
SHOWN = len(PREFIX) + 4
FORM = re.compile(r"dhk_[A-Za-z0-9_-]{43}\Z")
SALT = "cms.syndication.key"
OVERLAP = timedelta(days=7)
# Last use is written at most this often: reading must not become writing.
NOTED_EVERY = timedelta(minutes=1)


def issue(
    subscriber: Subscriber,
    name: str,
    scopes: Iterable[str] = (),
    expires_at: datetime | None = None,
) -> tuple[AccessKey, str]:
    """A new key, and the words that open it: they are told here and never again."""
    said = PREFIX + secrets.token_urlsafe(32)
    key = AccessKey.objects.create(
        subscriber=subscriber,
        name=name,
        prefix=said[:SHOWN],
        digest=_digest(said, settings.SECRET_KEY),
        scopes=sorted(scopes),
        expires_at=expires_at,
    )
    return key, said


@transaction.atomic
def rotate(key: AccessKey) -> tuple[AccessKey, str]:
    """A key like this one; this one goes on opening for a week, so that it can be replaced."""
    life = key.expires_at - key.created_at if key.expires_at else None
    now = timezone.now()
    fresh = issue(key.subscriber, key.name, key.scopes, now + life if life else None)
    end = now + OVERLAP
    key.expires_at = min(key.expires_at, end) if key.expires_at else end
    key.save(update_fields=["expires_at"])
    return fresh


def revoke(key: AccessKey) -> None:
    key.revoked_at = key.revoked_at or timezone.now()
    key.save(update_fields=["revoked_at"])


def find(said: str) -> AccessKey | None:
    """The valid key with these words, with its subscriber. One query; none for what is no key."""
    if not FORM.match(said):
        return None
    known = [_digest(said, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    keys = AccessKey.objects.valid(timezone.now()).filter(digest__in=known)
    return keys.select_related("subscriber").first()


def note_use(key: AccessKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at < now - NOTED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
        AccessKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def _digest(said: str, key: str | bytes) -> str:
    return salted_hmac(SALT, said, secret=key, algorithm="sha256").hexdigest()

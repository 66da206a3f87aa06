"""What webhooks are signed with."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.db.models import Q

from .subscriber import Subscriber


def new_nonce() -> str:
    return secrets.token_hex(16)


class WebhookSecretQuerySet(models.QuerySet["WebhookSecret"]):
    def valid(self, at: datetime) -> WebhookSecretQuerySet:
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))


class WebhookSecret(models.Model):
    """From what a signing secret is derived: the secret itself is kept nowhere.

    See `webhooks.signing`. `made_with` tells which of the server's keys it was derived
    from, so that a new SECRET_KEY with the old one among the fallbacks breaks nothing.
    """

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="secrets")
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    made_with = models.CharField(max_length=16, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)

    objects = WebhookSecretQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subscriber_id}: {self.nonce[:6]}…"

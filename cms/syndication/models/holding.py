"""Each subscriber's own log: what it may see, in an order of its own."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from .subscriber import Subscriber


def new_beginning() -> int:
    """Where a subscriber's numbers begin: far from the public log's, and from others'.

    So a cursor of another log is refused as unknown instead of passing over changes,
    and numbers tell nothing of how much others receive.
    """
    return 10**9 + secrets.randbelow(8 * 10**9)


class Progress(models.Model):
    """How long a subscriber's log is, and how far it has been read.

    `first_change` is where its numbers begin, `horizon` the latest tombstone forgotten.
    It has confirmed all up to `pulled_through` by asking for what follows.
    """

    subscriber = models.OneToOneField(
        Subscriber, models.CASCADE, primary_key=True, related_name="progress"
    )
    first_change = models.BigIntegerField(default=new_beginning)
    last_change = models.BigIntegerField()
    horizon = models.BigIntegerField(default=0)
    pulled_through = models.BigIntegerField(default=0)
    pulled_at = models.DateTimeField(null=True)
    pulled_items = models.BigIntegerField(default=0)
    pulled_bytes = models.BigIntegerField(default=0)
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.subscriber_id}: {self.pulled_through} / {self.last_change}"


class Holding(models.Model):
    """An item in one subscriber's log: `change` is its place there, `visible` its truth.

    `seen_…` is what the subscriber has said it has: by asking for later changes, or by
    answering the webhook; `seen_version` is 0 when it has said that it has deleted it.
    `sent_change` is the latest that a page of its feed has carried, confirmed or not; of
    webhooks the deliveries tell. `restricted` items are those of `Guidance`.
    """

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="holdings")
    item = models.UUIDField()
    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    change = models.BigIntegerField()
    visible = models.BooleanField()
    restricted = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    seen_change = models.BigIntegerField(default=0)
    seen_version = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    sent_change = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("what a subscriber has")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "item"], name="holding_once"),
            models.UniqueConstraint(fields=["subscriber", "change"], name="holding_in_order"),
        ]
        indexes = [models.Index(fields=["item"], name="holding_of_item")]

    def __str__(self) -> str:
        return f"{self.subscriber_id}: {self.item} {self.version}"

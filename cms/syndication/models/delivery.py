"""What is on its way by webhook."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection, models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Entry
from cms.publishing.sources import kinds

from .subscriber import Subscriber


def new_event() -> str:
    return f"msg_{uuid.uuid4().hex}"


class Endpoint(models.Model):
    """How a subscriber's receiver has been answering.

    While `failures` is above 0 one delivery at a time tries it, none before `quiet_until`.
    One that said 410 is `off` until somebody turns it on again.
    """

    subscriber = models.OneToOneField(
        Subscriber, models.CASCADE, primary_key=True, related_name="endpoint"
    )
    failures = models.PositiveIntegerField(default=0)
    quiet_until = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.subscriber_id}: {self.failures}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def with_titles(self) -> DeliveryQuerySet:
        """Each with the `title` of its item, where that is public now."""
        of_item = Entry.objects.filter(pk=OuterRef("item"), withdrawn_at=None)
        return self.annotate(title=Subquery(of_item.values("title")[:1]))

    def hurry(self, now: datetime) -> None:
        """Of these, let what waits for its next attempt wait no longer. In a transaction."""
        later = self.filter(
            state=Delivery.State.WAITING, claim=None, attempts__gt=0, due_at__gt=now
        )
        if connection.features.has_select_for_update_skip_locked:
            # Whoever has one of them in hand is not waited for: it may wait for us.
            later = later.select_for_update(skip_locked=True)
        if found := list(later.values_list("pk", flat=True)):
            Delivery.objects.filter(pk__in=found).update(due_at=now)


class Delivery(models.Model):
    """One event for one subscriber, written in the transaction that changed its log.

    `event` is the `webhook-id`, the same however often it is tried; `body` is what is
    sent, letter for letter. A worker that has it holds it until `claimed_until`, under
    its own `claim`: no lock and no transaction stays open while it is sent. From
    `sent_at` on, set before it is sent, the receiver may have it, whatever is known of that.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Given up")
        STOPPED = "stopped", _("Stopped")

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40, unique=True, default=new_event, editable=False)
    type = models.CharField(max_length=40)
    # Empty for a test, which is of no item.
    item = models.UUIDField(null=True)
    kind = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)
    change = models.BigIntegerField(default=0)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.TextField(default="")
    settled_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["subscriber", "due_at"],
                condition=Q(state="waiting"),
                name="delivery_due",
            ),
            models.Index(
                fields=["subscriber", "item", "id"],
                condition=Q(state="waiting"),
                name="delivery_in_order",
            ),
            models.Index(fields=["subscriber", "-id"], name="delivery_latest"),
            models.Index(fields=["item", "subscriber"], name="delivery_of_item"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.state}"

    @property
    def kind_label(self) -> str:
        kind = kinds().get(self.kind)
        return str(kind.label) if kind else self.kind

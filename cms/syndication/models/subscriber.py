"""A site or system that takes what the office publishes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> SubscriberQuerySet:
        return self.filter(active=True)


class Subscriber(ClusterableModel):
    """A commune's site, the Fatherland Front's, a partner's system.

    Saving it brings its own log up to date in the same transaction: what it no longer
    wants reaches it as withdrawn. What it does by itself (pulling, answering) stands in
    `Progress` and `Endpoint`, never here.
    """

    class How(models.TextChoices):
        PULL = "pull", _("It asks for changes")
        WEBHOOK = "webhook", _("It is told by webhook")
        BOTH = "both", _("Both")

    name = models.CharField(_("name"), max_length=120, unique=True)
    unit = models.ForeignKey(
        "units.Unit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("administrative unit"),
    )
    contact_name = models.CharField(_("who answers for it"), max_length=120, blank=True)
    contact_email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Alarms go here as well when the site falls behind."),
    )
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("Its keys and deliveries rest while it is not.")
    )
    how = models.CharField(_("how"), max_length=10, choices=How.choices, default=How.PULL)
    webhook_url = models.URLField(
        _("webhook address"),
        max_length=500,
        blank=True,
        help_text=_("https, on a public host. Each change is announced there, signed."),
    )
    allowed_origins = models.TextField(
        _("allowed origins"),
        blank=True,
        help_text=_(
            "One to a line, such as https://dongphu.example.vn: pages that may use its keys"
            " from a browser. Empty: none may."
        ),
    )
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    topics = ParentalManyToManyField(
        "topics.Topic", blank=True, related_name="+", verbose_name=_("topics")
    )
    units = ParentalManyToManyField(
        "units.Unit",
        blank=True,
        related_name="+",
        verbose_name=_("units"),
        limit_choices_to=Q(level="commune"),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_pulling(self) -> bool:
        return self.how in (self.How.PULL, self.How.BOTH)

    @property
    def is_told(self) -> bool:
        return self.how in (self.How.WEBHOOK, self.How.BOTH) and bool(self.webhook_url)

    @property
    def origins(self) -> frozenset[str]:
        return frozenset(self.allowed_origins.split())

    def clean(self) -> None:
        from cms.syndication.outgoing.address import Refused, read

        super().clean()
        errors: dict[str, Any] = {}
        if self.how != self.How.PULL and not self.webhook_url:
            errors["webhook_url"] = _("Give the address at which it is told of changes.")
        if self.webhook_url:
            try:
                read(self.webhook_url)
            except Refused as refused:
                errors["webhook_url"] = str(refused)
        wrong = [one for one in self.allowed_origins.split() if not _is_origin(one)]
        if wrong:
            errors["allowed_origins"] = _(
                "Not an origin: %(wrong)s. Write https:// and the host, with no path."
            ) % {"wrong": ", ".join(wrong)}
        if errors:
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        from cms.syndication import ledger
        from cms.syndication.webhooks import queue

        before = Subscriber.objects.filter(pk=self.pk).values_list("webhook_url", flat=True).first()
        super().save(*args, **kwargs)
        ledger.bring_up_to_date(self)
        if before and self.is_told and before != self.webhook_url:
            # What the old address refused or left waiting is no word of the new one's.
            queue.turn_on(self)


def _is_origin(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(
        parts.scheme in ("https", "http")
        and parts.netloc
        and value == f"{parts.scheme}://{parts.netloc}"
    )

"""Content that is addressed to some subscribers only.

It is no public source and never an `Entry`: no list, feed, index, cache or file that
is made of the log can hold it. Its one way out is the log of each subscriber that it is
addressed to. Docs: docs/decisions, "Addressed content has a log of its own".
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField

from .subscriber import Subscriber

KIND = "guidance"
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def standing(self, at: datetime | None = None) -> GuidanceQuerySet:
        """What may be read at `at` (now) by those that it is addressed to."""
        at = at or timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), live=True)


class Guidance(ClusterableModel):
    """Internal guidance, or the draft of a notice, for the subscribers that it names.

    Saving or deleting it changes their logs in the same transaction.
    """

    class Form(models.TextChoices):
        GUIDANCE = "guidance", _("Internal guidance")
        DRAFT = "draft", _("Draft of a notice")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=255)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.GUIDANCE)
    lead = models.TextField(_("lead"), blank=True)
    body = RichTextField(_("text"), features=FEATURES)
    live = models.BooleanField(
        _("sent out"), default=False, help_text=_("Taken back from all when it no longer is.")
    )
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    to_all = models.BooleanField(_("to all subscribers"), default=False)
    subscribers = ParentalManyToManyField(
        Subscriber, blank=True, related_name="+", verbose_name=_("to these subscribers")
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    payload = models.TextField(blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("addressed item")
        verbose_name_plural = _("addressed content")
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.title

    def is_standing(self, at: datetime) -> bool:
        return self.live and (self.expires_at is None or self.expires_at > at)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        from cms.syndication import addressed

        addressed.lock()
        addressed.render(self, timezone.now())
        super().save(*args, **kwargs)
        addressed.tell(self)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from cms.syndication import addressed

        addressed.lock()
        addressed.take_back(self.pk)
        return super().delete(*args, **kwargs)

"""Keys: shown once, kept as a keyed digest."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .subscriber import Subscriber


class Scope(models.TextChoices):
    """What a key opens. Its own changes and its own state it always may read."""

    GUIDANCE = "guidance", _("Content that is addressed to some only")
    REPLAY = "replay", _("Ask for deliveries again")


class AccessKeyQuerySet(models.QuerySet["AccessKey"]):
    def valid(self, at: datetime) -> AccessKeyQuerySet:
        """Those that open something at that moment."""
        running = Q(expires_at=None) | Q(expires_at__gt=at)
        return self.filter(running, revoked_at=None, subscriber__active=True)


class AccessKey(models.Model):
    """A key of a subscriber. `prefix` is what may be shown of it; `digest` finds it again.

    `pulled_through`: how far the copy that uses it has read the subscriber's log.
    """

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="keys")
    name = models.CharField(_("name"), max_length=120)
    prefix = models.CharField(_("key"), max_length=16, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    pulled_through = models.BigIntegerField(default=0)

    objects = AccessKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def opens(self) -> list[str]:
        """Its scopes, as people read them."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]

    @property
    def is_valid(self) -> bool:
        running = self.expires_at is None or self.expires_at > timezone.now()
        return running and self.revoked_at is None

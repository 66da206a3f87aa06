"""What the WebSub hub is still to be told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ping(models.Model):
    """A feed that has changed since the hub was last told of it: first at `changed_at`.

    `feed` is its address on the portal, from the path on. `change` is the latest change of
    the log that it has seen: a row goes once the hub was told of that change, not of an
    older one. Without `due_at` the telling was given up; the feed's next change begins anew.
    """

    feed = models.CharField(max_length=500, unique=True)
    change = models.BigIntegerField()
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(default="")

    class Meta:
        verbose_name = _("ping of the hub")
        verbose_name_plural = _("pings of the hub")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.feed} {self.change}"

"""What takes too long to measure while someone waits is measured by the worker, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Measurement(models.Model):
    """The latest value of something, by name, as JSON."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that was measured before, and when."""

    value: Any
    taken_at: datetime


def keep(name: str, value: Any) -> None:
    """Remember `value` in place of the former one of that name."""
    Measurement.objects.update_or_create(
        name=name, defaults={"value": value, "taken_at": timezone.now()}
    )


def kept(name: str) -> Kept | None:
    """What was last kept under `name`."""
    found = Measurement.objects.filter(name=name).first()
    return Kept(found.value, found.taken_at) if found else None

"""Keeps in step with the rows what Wagtail remembers of a poll in its revisions."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision
from wagtail.signals import published

from .models import Poll


@receiver(published, sender=Poll, dispatch_uid="polls_remember_options")
def remember_options(instance: Poll, revision: Revision, **kwargs: Any) -> None:
    """Write into the published revision the keys that its new options have received.

    Wagtail leaves them out; the next edit would begin with options that have no rows,
    and votes would stay behind with those that have.
    """
    kept = [
        get_serializable_data_for_fields(option)
        for option in instance.options.all()
        if not option.retired
    ]
    revision.content = {**revision.content, "options": kept}
    revision.save(update_fields=["content"])

"""What staff does to a running poll: close it, open it again, archive it, bring it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.timezone import now as clock
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.polls.models import Poll


@dataclass(frozen=True, slots=True)
class Action:
    """One button: its name in addresses and the audit log, its words, what it writes."""

    name: str
    label: str | Promise
    done: str | Promise
    fits: Callable[[Poll, datetime], bool]
    fields: Callable[[Poll, datetime], dict[str, datetime | None]]

    @property
    def log_name(self) -> str:
        return f"polls.{self.name}"


def _is_over(poll: Poll, now: datetime) -> bool:
    return poll.closes_at is not None and poll.closes_at <= now


ACTIONS = {
    one.name: one
    for one in (
        Action(
            "close",
            _("Close now"),
            _("The poll was closed"),
            lambda poll, now: not poll.archived_at and not _is_over(poll, now),
            lambda poll, now: {
                "closes_at": now,
                # One that had not opened yet never does.
                "opens_at": min(poll.opens_at, now) if poll.opens_at else None,
            },
        ),
        Action(
            "reopen",
            _("Reopen"),
            _("The poll was reopened"),
            lambda poll, now: not poll.archived_at and _is_over(poll, now),
            lambda poll, now: {"closes_at": None},
        ),
        Action(
            "archive",
            _("Archive"),
            _("The poll was archived"),
            lambda poll, now: not poll.archived_at,
            lambda poll, now: {
                "archived_at": now,
                "closes_at": poll.closes_at if _is_over(poll, now) else now,
            },
        ),
        Action(
            "restore",
            _("Bring back from the archive"),
            _("The poll was brought back from the archive"),
            lambda poll, now: bool(poll.archived_at),
            lambda poll, now: {"archived_at": None},
        ),
    )
}


def fitting(poll: Poll, now: datetime) -> list[Action]:
    return [action for action in ACTIONS.values() if action.fits(poll, now)]


@transaction.atomic
def do(action: Action, key: int, user: Any) -> bool:
    """Do it, in the poll that is public and in the draft that may follow it, and log it.

    Whether there was anything to do: of two who press at once, the second finds it done.
    """
    now = clock()
    poll = Poll.objects.select_for_update().get(pk=key)
    if not action.fits(poll, now):
        return False
    fields = action.fields(poll, now)
    for name, value in fields.items():
        setattr(poll, name, value)
    poll.save()
    _remember(poll, fields)
    log(instance=poll, action=action.log_name, user=user)
    return True


def _remember(poll: Poll, fields: dict[str, datetime | None]) -> None:
    """Publishing an older draft must not undo it."""
    for revision in poll.revisions.filter(pk__gte=poll.live_revision_id or 0):
        written = {name: value and value.isoformat() for name, value in fields.items()}
        revision.content = {**revision.content, **written}
        revision.save(update_fields=["content"])

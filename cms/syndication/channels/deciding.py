"""What people decide of a post: send it, say where it is, say that it is not there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publishing.models import Entry

from .following import can_do, start
from .models import Action, Post, State, check_address, move

# What somebody may decide, by the state that the post is in.
CHOICES: dict[str, tuple[str, ...]] = {
    State.PROPOSED: ("send", "drop"),
    State.DUE: ("drop",),
    State.UNCONFIRMED: ("there", "not_there"),
    State.REFUSED: ("send", "drop"),
    State.TASK: ("there", "drop"),
    State.POSTED: ("send", "withdraw"),
    State.DROPPED: ("send",),
}


class TooLate(ValidationError):
    """The post is no longer in the state in which this could be decided."""


def choices_of(post: Post) -> tuple[str, ...]:
    """What may be decided of the post now."""
    choices = CHOICES.get(post.state, ())
    if post.state == State.POSTED and post.meant == post.shown:
        return tuple(one for one in choices if one != "send")
    if post.state == State.TASK and post.action == Action.DELETE:
        return ("there",)
    if post.state == State.TASK and can_do(post.channel, post, post.action):
        # It waited for a picture, a recording or an editor's words.
        return ("send", *choices)
    return choices


def may_decide(user: Any, post: Post) -> bool:
    """Approvers always; editors where the channel asks for no approval, or for their own tasks."""
    if user.has_perm("channels.approve_post"):
        return True
    free = not post.channel.approval or post.state in (State.TASK, State.UNCONFIRMED)
    return bool(user.has_perm("channels.change_post") and free)


@transaction.atomic
def decide(key: int, choice: str, who: Any, *, at: datetime | None = None, url: str = "") -> Post:
    """Do what was decided and write down who did it.

    Raises `TooLate` when the post has moved on, ValidationError for an address that is none of
    the platform's.
    """
    posts = Post.objects.select_for_update(of=("self",)).select_related("channel")
    post = posts.get(pk=key)
    if choice not in choices_of(post):
        raise TooLate(_("The post has moved on meanwhile. Look at it again."))
    now = timezone.now()
    if choice == "send":
        _send(post, now, at, who)
    elif choice == "withdraw":
        start(post.channel, post, Action.DELETE, now, who=who)
    elif choice == "there":
        _is_there(post, url, now, who)
    elif choice == "not_there":
        move(post, State.DUE, now, due_at=now, attempts=0, shown=0, remote_id="", who=who)
    else:
        _leave(post, now, who)
    return post


def _leave(post: Post, now: datetime, who: Any) -> None:
    """What stands on the platform stays there as it is, whatever the item says now."""
    entry = Entry.objects.public(now).filter(id=post.entry).only("version").first()
    if entry is not None:
        post.meant = entry.version
    move(post, State.POSTED if post.shown else State.DROPPED, now, due_at=None, who=who)


def _send(post: Post, now: datetime, at: datetime | None, who: Any) -> None:
    if post.action == Action.DELETE:
        start(post.channel, post, Action.DELETE, now, who=who)
        return
    entry = Entry.objects.public(now).filter(id=post.entry).only("version").first()
    if entry is None:
        raise TooLate(_("The item is no longer public, so nothing is posted of it."))
    post.meant = entry.version
    if at is not None and at <= now:
        at = None
    start(post.channel, post, Action.EDIT if post.shown else Action.POST, now, at=at, who=who)


def _is_there(post: Post, url: str, now: datetime, who: Any) -> None:
    """A person posted, corrected or removed it, or has found it where nobody was sure."""
    if post.action == Action.DELETE:
        move(post, State.REMOVED, now, shown=0, due_at=None, who=who)
        return
    if url:
        check_address(url, post.channel.rules)
    elif post.channel.rules.hosts and not post.remote_url:
        raise ValidationError(_("Say where the post is: copy its address here."))
    if url and url != post.remote_url:
        post.remote_url, post.remote_id = url, post.channel.rules.number_in(url)
    shown = (post.state == State.UNCONFIRMED and post.shown) or post.meant
    move(post, State.POSTED, now, shown=shown, due_at=None, who=who)

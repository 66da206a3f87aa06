"""Letters about posts that go on only when a person does something."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .access import recipients_of
from .models import Action, Channel, Post, State
from .reach import STUCK

logger = logging.getLogger(__name__)

# What is mended by itself within so long, or by whoever is at the desk, nobody is written to about.
PATIENCE = timedelta(minutes=10)
# A channel that refuses everything is one letter, and then one an hour while more is stuck.
EVERY = timedelta(hours=1)
MOST_NAMED = 20


def tell() -> int:
    """A step of the worker: write about what has got stuck since the letter before; how many."""
    told = 0
    for channel in Channel.objects.filter(active=True):
        try:
            told += _tell(channel, timezone.now() - PATIENCE)
        except Exception:
            # Not written down as told, so that the next round tries again.
            logger.exception("Nobody could be told what is stuck on channel %s", channel.pk)
    return told


@transaction.atomic
def _tell(channel: Channel, through: datetime) -> bool:
    to, before = recipients_of(channel), channel.told_through
    if not to or (before is not None and before > through - EVERY):
        return False
    posts = stuck_on(channel).filter(since__lte=through).order_by("since")
    if not (posts.filter(since__gt=before) if before else posts).exists():
        return False
    # Whoever moves the mark writes the letter: two workers never both do.
    if not Channel.objects.filter(pk=channel.pk, told_through=before).update(told_through=through):
        return False
    _letter(channel, list(posts), to).send()
    return True


def stuck_on(channel: Channel) -> QuerySet[Post]:
    """Posts that wait for a person. Where people do the posting, that is no standstill."""
    posts = channel.posts.filter(state__in=STUCK)
    if channel.automatic:
        return posts
    return posts.exclude(state=State.TASK, action=Action.POST)


def _letter(channel: Channel, posts: list[Post], to: list[str]) -> EmailMessage:
    named = [_line(post) for post in posts[:MOST_NAMED]]
    words = {
        "channel": channel,
        "count": len(posts),
        "posts": "\n".join(named),
        "address": settings.WAGTAILADMIN_BASE_URL + reverse("channel_posts:index"),
    }
    subject = _("%(count)s posts on %(channel)s wait for somebody") % words
    body = _(
        "These posts on %(channel)s go on only when somebody sees to them:\n\n%(posts)s\n\n"
        "What to do stands beside each: %(address)s"
    )
    return EmailMessage(subject=" ".join(subject.split()), body=body % words, to=to)


def _line(post: Post) -> str:
    what = f"{post.get_state_display()} ({post.get_action_display()})"
    return f"- {post.item_title}: {what}. {post.problem}".strip()

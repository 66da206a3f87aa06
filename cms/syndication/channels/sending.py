"""Sending what is due, never twice.

1. A post is claimed: `sending`, committed, before anything leaves the house.
2. The platform is asked, outside any transaction.
3. What came of it is written down.

Whoever dies between 1 and 3 leaves a claim that runs out. Whether the platform did it is then
*unconfirmed*, as after an answer that says nothing, and is not tried again until the platform was
read, or a person has looked. Corrections and withdrawals may be repeated: doing them twice changes
nothing.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publishing.models import Entry

from .adapters import Adapter, adapter_of
from .models import Action, Channel, Post, State, move, new_claim
from .outcomes import CannotTell, Done, Draft, Found, NotSent, NotThere, Outcome, Refused, Unclear
from .sealing import CannotOpen
from .short_links import link_of

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 20
# How long one sending may take; then its claim is nobody's.
CLAIM = timedelta(minutes=10)
# A recording on a slow line; one whose claim ran out meanwhile would be looked for, and sent again.
CLAIM_OF_RECORDING = timedelta(hours=3)
# A platform needs a moment until what it took in can be read.
GRACE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 8


def send_due() -> int:
    """A step of the worker: send what is due; how many posts were tried."""
    due = Post.objects.filter(state=State.DUE, due_at__lte=timezone.now(), channel__active=True)
    keys = list(due.order_by("due_at").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(send(key) for key in keys)


def send(key: int) -> bool:
    """Send one post; `False` when it is no longer to be sent, or another has it."""
    claimed = _claim(key)
    if claimed is None:
        return False
    post, draft = claimed
    settle(post.pk, post.claim, _ask(post, draft))
    return True


@transaction.atomic
def _claim(key: int) -> tuple[Post, Draft] | None:
    now = timezone.now()
    posts = Post.objects.select_for_update(skip_locked=True, of=("self",))
    post = posts.select_related("channel", "picture", "video").filter(
        pk=key, state=State.DUE, due_at__lte=now
    ).first()  # fmt: skip
    if post is None:
        return None
    if (
        post.action != Action.DELETE
        and not Entry.objects.public(now).filter(id=post.entry).exists()
    ):
        # The log knows that it was withdrawn; following it will say so here as well.
        return None
    try:
        draft = draft_of(post)
    except OSError as error:
        # Nothing left the house. One whose picture is lost keeps nobody behind it waiting.
        logger.warning("The picture of post %s cannot be read: %s", post.pk, error)
        move(post, State.REFUSED, now, problem=_("Its picture cannot be read."), due_at=None)
        return None
    claim = CLAIM_OF_RECORDING if draft.video else CLAIM
    move(
        post, State.SENDING, now, claim=new_claim(), claimed_until=now + claim,
        attempts=post.attempts + 1,
    )  # fmt: skip
    return post, draft


def draft_of(post: Post) -> Draft:
    """What is to stand on the platform."""
    picture = ""
    if post.picture is not None:
        rendition = post.picture.get_rendition(f"{post.crop}|format-jpeg")
        picture = f"{settings.PORTAL_URL.rstrip('/')}{rendition.url}"
        if rendition.url.startswith("http"):
            picture = rendition.url
    video = post.video.file.path if post.video is not None else ""
    host = settings.PORTAL_URL.split("://")[-1].split("/")[0].split(":")[0]
    marker = f"<{post.pk}.{post.entry}@{host}>"
    return Draft(post.title, post.text, link_of(post.entry), picture, video, marker)


def _ask(post: Post, draft: Draft) -> Outcome:
    try:
        adapter = adapter_of(post.channel)
    except CannotOpen as error:
        return Refused(str(error), access=True)
    try:
        return _do(adapter, post, draft)
    except Exception as error:
        # An adapter's own fault: nobody knows how far it had got.
        logger.exception("The post %s could not be sent", post.pk)
        return Unclear(type(error).__name__)


def _do(adapter: Adapter, post: Post, draft: Draft) -> Outcome:
    if post.action == Action.EDIT:
        return adapter.edit(post.remote_id, draft)
    if post.action == Action.DELETE:
        return adapter.delete(post.remote_id)
    return adapter.publish(draft)


@transaction.atomic
def settle(key: int, claim: UUID | None, outcome: Outcome) -> None:
    """Write down what came of it, if the claim still holds."""
    now = timezone.now()
    post = Post.objects.select_for_update(of=("self",)).filter(pk=key, claim=claim).first()
    if post is None or post.state != State.SENDING:
        return
    match outcome:
        case Done():
            _done(post, outcome, now)
        case NotSent():
            _later(post, outcome.reason, None, now)
        case Refused(retry_after=None):
            move(post, State.REFUSED, now, problem=outcome.reason, due_at=None)
        case Refused():
            _later(post, outcome.reason, outcome.retry_after, now)
        case Unclear() if post.action == Action.POST:
            move(post, State.UNCONFIRMED, now, problem=outcome.reason, due_at=None)
        case Unclear():
            _later(post, outcome.reason, None, now)


def _done(post: Post, outcome: Done, now: datetime) -> None:
    if post.action == Action.DELETE:
        move(post, State.REMOVED, now, shown=0, due_at=None)
        return
    move(
        post, State.POSTED, now, shown=post.meant, due_at=None, attempts=0,
        remote_id=outcome.remote_id or post.remote_id, remote_url=outcome.url or post.remote_url,
    )  # fmt: skip


def _later(post: Post, reason: str, seconds: float | None, now: datetime) -> None:
    if post.attempts >= MOST_ATTEMPTS:
        move(post, State.REFUSED, now, problem=reason, due_at=None)
        return
    pause = FIRST_PAUSE * 2 ** (post.attempts - 1)
    if seconds is not None:
        pause = max(timedelta(seconds=seconds), timedelta(seconds=1))
    move(post, State.DUE, now, problem=reason, due_at=now + pause)


def find_out() -> int:
    """A step of the worker: what became of posts that nobody is sure of; how many there were."""
    now = timezone.now()
    _run_out(now)
    waiting = Post.objects.filter(state=State.UNCONFIRMED, since__lte=now - GRACE)
    found = 0
    for post in waiting.select_related("channel", "picture", "video")[:MOST_AT_ONCE]:
        found += _find(post, now)
    return found


def _run_out(now: datetime) -> None:
    """Claims whose holder is gone."""
    lost = Post.objects.filter(state=State.SENDING).filter(
        Q(claimed_until__lte=now) | Q(claimed_until=None)
    )
    for key, claim in list(lost.values_list("pk", "claim")):
        settle(key, claim, Unclear(_("Whoever was sending it stopped in the middle.")))


def _find(post: Post, now: datetime) -> bool:
    """Read the platform; a person looks where it cannot be read."""
    if not post.channel.rules.reads:
        seen: Found | NotThere | CannotTell = CannotTell("")
    else:
        try:
            sent = post.events.filter(state=State.SENDING).first()
            since = sent.at if sent else post.since
            seen = adapter_of(post.channel).find(draft_of(post), since - timedelta(minutes=1))
        except Exception as error:
            logger.exception("The post %s could not be looked for", post.pk)
            seen = CannotTell(type(error).__name__)
    return _conclude(post.pk, seen, post.channel, now)


@transaction.atomic
def _conclude(
    key: int, seen: Found | NotThere | CannotTell, channel: Channel, now: datetime
) -> bool:
    post = Post.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if post is None or post.state != State.UNCONFIRMED:
        return False
    if isinstance(seen, Found):
        move(
            post, State.POSTED, now, shown=post.shown or post.meant,
            remote_id=seen.remote_id, remote_url=seen.url or post.remote_url,
        )  # fmt: skip
    elif isinstance(seen, NotThere):
        move(post, State.DUE, now, due_at=now, shown=0, remote_id="")
    elif not channel.rules.reads:
        # It stays unconfirmed; the desk asks a person to look.
        return False
    return True

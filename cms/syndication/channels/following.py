"""From the log to posts: what is published is proposed, what is corrected or withdrawn follows.

`follow` reads the log's changes behind a cursor; `sweep` looks at every post whose item moved on
without it, so that nothing that was missed or stuck stays so. Both may be killed at any line and
run again: what they do depends on the item and the post as they are, never on which change was
read.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publishing import log
from cms.publishing.models import Entry

from .items import item_of, picture_of, wants
from .models import Action, Channel, Cursor, Post, State, move
from .wording import Wording, propose

BATCH = 100
MOST_SWEPT = 200
# Over, and nothing of it is on the platform.
OVER = (State.REMOVED, State.DROPPED)
# Somebody is at it; what the item became meanwhile is seen to afterwards.
BUSY = (State.SENDING, State.UNCONFIRMED)


def follow() -> int:
    """A step of the worker: bring the posts up to the log; the number of changes read."""
    read = 0
    while True:
        with transaction.atomic():
            batch = _next_batch()
        read += batch
        if batch < BATCH:
            return read


def start_over() -> None:
    """Have every item looked at again: a channel wants others now. What is done stays done."""
    Cursor.objects.update(change=0)


def _next_batch() -> int:
    Cursor.objects.get_or_create(pk=1)
    cursor = Cursor.objects.select_for_update().get(pk=1)
    channels = list(Channel.objects.filter(active=True))
    try:
        batch = log.changes_since(cursor.change, BATCH)
    except (log.CursorGone, log.UnknownCursor):
        # Every item is looked at again; what is done stays done.
        batch = log.changes_since(0, BATCH)
    if channels:
        for entry in batch.entries:
            _follow_entry(entry, channels)
    cursor.change = batch.next_since
    cursor.save()
    return len(batch.entries)


def _follow_entry(entry: Entry, channels: Collection[Channel]) -> None:
    now = timezone.now()
    posts = {post.channel_id: post for post in Post.objects.filter(entry=entry.id)}
    codes = set(entry.labels.values_list("scheme", "code"))
    for channel in channels:
        bring_up_to_date(channel, entry, posts.get(channel.pk), codes, now)


def bring_up_to_date(
    channel: Channel,
    entry: Entry,
    post: Post | None,
    codes: Collection[tuple[str, str]],
    now: datetime,
) -> None:
    """Make the post say, or be about to say, what the item is now."""
    if post is not None and post.state in BUSY:
        return
    if entry.withdrawn_at is not None or (entry.expires_at and entry.expires_at <= now):
        if post is not None:
            _withdraw(channel, post, now)
        return
    wanted = wants(channel, entry, codes)
    if post is None:
        if wanted:
            _propose(channel, entry, now)
    elif post.state in OVER:
        if wanted and post.meant < entry.version:
            _propose_again(channel, entry, post, now)
    elif post.meant < entry.version:
        _correct(channel, entry, post, now)


def _worded(channel: Channel, entry: Entry, *, picture: bool) -> Wording:
    return propose(item_of(entry), channel.rules, own_tags=channel.own_tags, picture=picture)


def _propose(channel: Channel, entry: Entry, now: datetime) -> None:
    picture = picture_of(entry)
    words = _worded(channel, entry, picture=picture is not None)
    post = Post(
        channel=channel, entry=entry.id, item_title=entry.title, title=words.title,
        text=words.text, picture=picture, meant=entry.version, proposed_at=now,
    )  # fmt: skip
    _first_step(channel, post, now)


def _propose_again(channel: Channel, entry: Entry, post: Post, now: datetime) -> None:
    """The item is public again after its post was removed, or never went out."""
    words = _worded(channel, entry, picture=post.picture_id is not None)
    post.title, post.text, post.own_words = words.title, words.text, False
    post.item_title, post.meant, post.shown = entry.title, entry.version, 0
    post.remote_id = post.remote_url = ""
    _first_step(channel, post, now)


def _first_step(channel: Channel, post: Post, now: datetime) -> None:
    post.action = Action.POST
    at_once = channel.when == Channel.When.ON_PUBLICATION and not channel.approval
    if not at_once:
        move(post, State.PROPOSED, now)
    else:
        start(channel, post, Action.POST, now)


def start(
    channel: Channel, post: Post, action: str, now: datetime, *, at: datetime | None = None,
    who: object = None,
) -> None:  # fmt: skip
    """Have the action done: by the house where it may and can, else as somebody's task."""
    post.action = action
    if can_do(channel, post, action):
        move(post, State.DUE, now, due_at=at or now, attempts=0, who=who)
    else:
        move(post, State.TASK, now, due_at=at, who=who)


def can_do(channel: Channel, post: Post, action: str) -> bool:
    """Whether the house may and can do it by itself.

    What it did not post itself it can neither correct nor withdraw: it has no number for it.
    """
    rules = channel.rules
    if not channel.automatic:
        return False
    if action == Action.POST:
        has_picture = bool(post.picture_id) or not rules.needs_picture
        return has_picture and (bool(post.video_id) or not rules.needs_video)
    return bool(post.remote_id) and (rules.edits if action == Action.EDIT else rules.deletes)


def _correct(channel: Channel, entry: Entry, post: Post, now: datetime) -> None:
    post.item_title = entry.title
    if post.action == Action.DELETE and post.attempts:
        # Public again, and nobody knows whether its post was removed already: that is read first.
        post.action = Action.POST
        move(post, State.UNCONFIRMED, now, due_at=None, problem=_("It was being withdrawn."))
        return
    words = _worded(channel, entry, picture=post.picture_id is not None)
    if not post.own_words and words == post.wording and post.action != Action.DELETE:
        _keep_words(entry, post)
        return
    if not post.own_words:
        post.title, post.text = words.title, words.text
        post.meant = entry.version
    if not post.shown:
        if post.own_words and post.state == State.DUE:
            # An editor's words about what the item no longer says wait for the editor.
            move(post, State.PROPOSED, now, due_at=None)
        else:
            post.save()
    elif post.own_words:
        if (post.state, post.action) != (State.TASK, Action.EDIT):
            post.action = Action.EDIT
            move(post, State.TASK, now, due_at=None)
    else:
        start(channel, post, Action.EDIT, now)


def _keep_words(entry: Entry, post: Post) -> None:
    """What the channel tells of the item did not change; what stands there may be older yet."""
    if post.state == State.POSTED:
        post.shown = entry.version
    post.meant = entry.version
    post.save(update_fields=["item_title", "shown", "meant"])


def _withdraw(channel: Channel, post: Post, now: datetime) -> None:
    if post.state in OVER or (post.action == Action.DELETE and post.state != State.POSTED):
        return
    if post.shown:
        start(channel, post, Action.DELETE, now)
    else:
        move(post, State.DROPPED, now, due_at=None)


def sweep() -> int:
    """A step of the worker: posts whose item moved on without them; how many there were."""
    now = timezone.now()
    version = Entry.objects.filter(id=OuterRef("entry"), withdrawn_at=None).filter(
        Q(expires_at=None) | Q(expires_at__gt=now)
    )
    posts = Post.objects.exclude(state__in=(*BUSY, *OVER)).annotate(
        current=Subquery(version.values("version")[:1])
    )
    behind = posts.filter(Q(current=None) | Q(current__gt=F("meant"))).exclude(
        current=None, action=Action.DELETE
    )
    # What waits for an editor to look at its words is known to be behind.
    behind = behind.exclude(own_words=True, state__in=(State.TASK, State.PROPOSED), current__gt=0)
    keys = list(behind.values_list("pk", flat=True)[:MOST_SWEPT])
    for key in keys:
        _sweep_one(key, now)
    return len(keys)


@transaction.atomic
def _sweep_one(key: int, now: datetime) -> None:
    posts = Post.objects.select_for_update(of=("self",)).select_related("channel")
    post = posts.get(pk=key)
    entry = Entry.objects.filter(id=post.entry).first()
    if entry is None:
        # Its tombstone was forgotten long ago.
        if post.state not in BUSY:
            _withdraw(post.channel, post, now)
        return
    codes = set(entry.labels.values_list("scheme", "code"))
    bring_up_to_date(post.channel, entry, post, codes, now)

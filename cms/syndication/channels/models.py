"""Channels, what is posted on each of an item, and what happened to every post.

A post is a row before anything leaves the house, one for each item and channel: the same item is
never posted twice on a channel, whoever is killed when.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from . import sealing
from .platforms import Platform, Rules, rules_of
from .wording import Wording


class Channel(models.Model):
    """A page, account or list of the office's, on which items are posted.

    `sealed` holds the credentials, encrypted (see `sealing`); read them through `credentials`.
    """

    class When(models.TextChoices):
        BY_HAND = "by_hand", _("Only when somebody says so")
        ON_PUBLICATION = "on_publication", _("When the item is published")

    name = models.CharField(_("name"), max_length=120, unique=True)
    platform = models.CharField(_("platform"), max_length=12, choices=Platform.choices)
    automatic = models.BooleanField(
        _("post automatically"),
        default=False,
        help_text=_("Otherwise the finished text is shown, for somebody to post it and say where."),
    )
    active = models.BooleanField(_("in use"), default=True)
    target = models.CharField(
        _("page, account or recipients"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Facebook: the page's number. Telegram: @name of the channel. "
            "E-mail: addresses, with commas between."
        ),
    )
    sealed = models.TextField(blank=True, editable=False)
    expires_at = models.DateTimeField(_("access ends"), null=True, blank=True)
    contact = models.EmailField(
        _("contact"), blank=True, help_text=_("Who is told when access ends or a post is stuck.")
    )
    when = models.CharField(_("posted"), max_length=16, choices=When.choices, default=When.BY_HAND)
    approval = models.BooleanField(
        _("only after approval"),
        default=True,
        help_text=_("A post goes out only after somebody who may approve has read it."),
    )
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    units = models.JSONField(_("units"), default=list, blank=True)
    hashtags = models.CharField(_("hashtags of its own"), max_length=200, blank=True)
    # What was published before the channel was set up is not posted on it.
    starts_at = models.DateTimeField(_("items published from"))
    # Of what got stuck until then somebody was told.
    told_through = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("social channel")
        verbose_name_plural = _("social channels")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def rules(self) -> Rules:
        return rules_of(self.platform)

    @property
    def credentials(self) -> dict[str, str]:
        """The opened credentials. Raises `sealing.CannotOpen`."""
        return sealing.open_sealed(self.sealed)

    @credentials.setter
    def credentials(self, secrets: dict[str, str]) -> None:
        self.sealed = sealing.seal(secrets) if secrets else ""

    @property
    def own_tags(self) -> tuple[str, ...]:
        return tuple(tag.strip(" #") for tag in self.hashtags.split(",") if tag.strip(" #"))


class Notice(models.Model):
    """That the end of a channel's access was announced: each announcement is made once."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="notices")
    expires_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "expires_at", "days"], name="end_announced_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id}: {self.days}"


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    DUE = "due", _("Will be sent")
    SENDING = "sending", _("Being sent")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    POSTED = "posted", _("Posted")
    REFUSED = "refused", _("Refused")
    TASK = "task", _("Somebody has to do it")
    REMOVED = "removed", _("Removed")
    DROPPED = "dropped", _("Not posted")


class Action(models.TextChoices):
    POST = "post", _("post")
    EDIT = "edit", _("correct")
    DELETE = "delete", _("withdraw")


class Crop(models.TextChoices):
    """The picture as the channel shows it: Wagtail's filter for the rendition."""

    WHOLE = "max-1600x1600", _("The whole picture")
    WIDE = "fill-1200x630-c100", _("Wide (1.91 : 1)")
    SQUARE = "fill-1080x1080-c100", _("Square (1 : 1)")
    TALL = "fill-1080x1350-c100", _("Tall (4 : 5)")


class Post(models.Model):
    """An item on a channel: what is said there of it, and how far that is.

    `action` is what `state` is about: `due` + `delete` is a withdrawal that waits to be sent.
    `meant` is the item's version from which the wording was made or last looked at, `shown` the
    one that stands on the platform (0: none). `claim` is held by whoever is sending.
    """

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="posts")
    entry = models.UUIDField(_("item"))
    item_title = models.TextField(_("item"))
    title = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(_("words of the post"))
    own_words = models.BooleanField(default=False)
    picture = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True,
        related_name="+", verbose_name=_("picture"),
    )  # fmt: skip
    crop = models.CharField(
        _("crop of the picture"), max_length=24, choices=Crop.choices, default=Crop.WIDE
    )
    video = models.ForeignKey(
        get_document_model_string(), models.SET_NULL, null=True, blank=True,
        related_name="+", verbose_name=_("recording"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    action = models.CharField(max_length=8, choices=Action.choices, default=Action.POST)
    due_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    claim = models.UUIDField(null=True, editable=False)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    meant = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    remote_id = models.CharField(max_length=200, blank=True)
    remote_url = models.URLField(_("address of the post"), max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    since = models.DateTimeField(_("in this state since"))

    class Meta:
        verbose_name = pgettext_lazy("what stands on a channel", "post")
        verbose_name_plural = _("posts")
        permissions = [("approve_post", "Can approve posts")]
        constraints = [
            models.UniqueConstraint(fields=["channel", "entry"], name="post_once_a_channel"),
            models.CheckConstraint(
                name="due_post_has_a_time", condition=~Q(state="due") | Q(due_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="post_due"),
            models.Index(fields=["entry"], name="post_of_item"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.item_title}"

    @property
    def wording(self) -> Wording:
        return Wording(self.title, self.text)


class PostEvent(models.Model):
    """What happened to a post, when, and who did it (nobody: the house itself)."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices)
    action = models.CharField(max_length=8, choices=Action.choices)
    version = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.action} {self.state}"


class Cursor(models.Model):
    """How far the log was followed. One row."""

    change = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="one_cursor_of_channels", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"change {self.change}"


def move(
    post: Post, state: str, at: datetime, *, note: str = "", who: Any = None, **fields: Any
) -> None:
    """Bring a post to `state`, with what changes beside it, and write down that it happened.

    Expects to run in a transaction, like every change of several rows.
    """
    for name, value in {"claim": None, "claimed_until": None, "problem": "", **fields}.items():
        setattr(post, name, value)
    # What a platform says is anybody's bytes, and PostgreSQL keeps no NUL.
    post.problem = post.problem.replace("\0", "\N{REPLACEMENT CHARACTER}")
    post.state, post.since = state, at
    post.save()
    PostEvent.objects.create(
        post=post, at=at, state=state, action=post.action, version=post.meant,
        note=note or post.problem, who=who,
    )  # fmt: skip


def new_claim() -> uuid.UUID:
    return uuid.uuid4()


def check_address(url: str, rules: Rules) -> None:
    """Raises ValidationError unless `url` is an address of this platform."""
    host = (urlsplit(url).hostname or "").lower()
    if rules.hosts and not any(host == one or host.endswith(f".{one}") for one in rules.hosts):
        raise ValidationError(
            _("This is no address of this platform. It should be on %(hosts)s.")
            % {"hosts": ", ".join(rules.hosts)}
        )

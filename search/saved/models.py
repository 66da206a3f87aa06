"""Searches that people have sent to them, and the letters that wait to be sent.

The e-mail address is the only personal datum here. Its purpose: to send what was asked
for. It goes when its owner says so, when nobody confirmed it, or a year after it was
last confirmed (see `retention`); it is shown nowhere, logged nowhere, and in no `Entry`.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from search.query import Query, parse


def new_token() -> str:
    return secrets.token_urlsafe(24)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def running(self, at: datetime) -> SavedSearchQuerySet:
        """Those that send: confirmed, and not past their end."""
        return self.filter(confirmed_at__isnull=False, ends_at__gt=at)


class SavedSearch(models.Model):
    """A search whose new results go to an e-mail address, once its owner has confirmed it.

    `query` are the parameters of the search page's address. Every change of the log up to
    `cursor` has been looked at. Whoever has `token` may confirm, prolong or end it: it is
    in the letters and nowhere else.
    """

    query = models.TextField()
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True, default=new_token)
    cursor = models.BigIntegerField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    checked_at = models.DateTimeField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["email", "query"], name="search_saved_once"),
        ]
        indexes = [models.Index(fields=["checked_at"], name="saved_search_due")]

    def __str__(self) -> str:
        return f"{_('saved search')} {self.pk}"

    @property
    def asked(self) -> Query:
        """The query. Raises `BadQuery` when what it asks for is no longer known."""
        return parse(QueryDict(self.query))


class SentItem(models.Model):
    """An item of which this search has told: it is told of once, however often it changes."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="sent")
    entry = models.UUIDField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["search", "entry"], name="item_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.entry}"


class Letter(models.Model):
    """A letter that waits to be sent. It is queued with what caused it, and gone once sent.

    `entries` are the ids of the items that it tells of; what they say is read when it is
    sent, so that nothing is sent that is no longer public.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm"
        DIGEST = "digest"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    entries = models.JSONField(default=list)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["due_at"], name="letter_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


def setting(name: str) -> Any:
    """One of `settings.SAVED_SEARCHES`."""
    return settings.SAVED_SEARCHES[name]


def of_address(email: str) -> Q:
    """Those of an address, however it is capitalised."""
    return Q(email__iexact=email)

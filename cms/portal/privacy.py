"""Which images and documents everyone may see: those in no restricted collection, that
something public shows.

Wagtail gives a file to whoever knows its address. Its address is easily guessed, so a
file that only a draft uses, or an item that was withdrawn, would be read all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.models import User as DjangoUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from cms.publishing.representation import PublicSource
from cms.publishing.visibility import public_pages


class Collected(Protocol):
    collection: Collection


Item = TypeVar("Item", bound=Collected)


def public_only(items: Iterable[Item]) -> list[Item]:
    """The items whose collection, and each above it, has no view restriction. One query."""
    items = list(items)
    if not items:
        return []
    restrictions = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    closed = tuple(restrictions)
    return [item for item in items if not item.collection.path.startswith(closed)]


def is_shown(file: models.Model, now: datetime) -> bool:
    """Whether something that everyone may read at `now` shows the file."""
    page_type = ContentType.objects.get_for_model(Page).pk
    referrers = list(_referrers(file))
    keys = [key for type_id, key in referrers if type_id == page_type]
    readable = Page.objects.filter(public_pages(now), pk__in=keys).public()
    return any(page.get_url_parts() for page in readable.iterator()) or any(
        _is_public(type_id, key, now) for type_id, key in referrers if type_id != page_type
    )


def may_handle(user: DjangoUser | AnonymousUser, file: models.Model) -> bool:
    """Whether the user meets the file at their desk, public or not."""
    policy = policy_registry.get_by_type(type(file))
    return user.is_authenticated and policy.user_has_any_permission_for_instance(
        user, ["choose", "change", "delete"], file
    )


def _referrers(file: models.Model) -> Iterator[tuple[int, str]]:
    references = ReferenceIndex.get_references_to(file)
    yield from references.values_list("base_content_type", "object_id").distinct()


def _is_public(type_id: int, key: str, now: datetime) -> bool:
    """Whether a snippet or setting is public: all are, but those that say so of themselves."""
    model = ContentType.objects.get_for_id(type_id).model_class()
    found = model and model._default_manager.filter(pk=key).first()
    if not found:
        return False
    return not isinstance(found, PublicSource) or found.is_public(now)

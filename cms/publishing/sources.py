"""Which models are sources of public items, and where one is found again by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from .representation import Kind, PublicSource, source_label, source_of


@lru_cache
def source_models() -> tuple[type[models.Model], ...]:
    """Every installed concrete model that is a `PublicSource`."""
    return tuple(model for model in apps.get_models() if issubclass(model, PublicSource))


@lru_cache
def kinds() -> dict[str, Kind]:
    """The kinds of all sources, by name."""
    found = [model.public_kind for model in source_models() if issubclass(model, PublicSource)]
    return {kind.name: kind for kind in found}


@lru_cache
def _by_label() -> dict[str, tuple[type[models.Model], ...]]:
    found: dict[str, tuple[type[models.Model], ...]] = {}
    for model in source_models():
        label = source_label(model)
        found[label] = (*found.get(label, ()), model)
    return found


def is_source_label(label: str) -> bool:
    return label in _by_label()


def models_of(label: str) -> tuple[type[models.Model], ...]:
    return _by_label().get(label, ())


def find(source: str) -> models.Model | None:
    """The source's row as it is in the database now; `None` when it is gone or is no source."""
    label, _, key = source.partition(":")
    if label == source_label(Page):
        return _find_page(key)
    for model in models_of(label):
        found = model._default_manager.filter(pk=key).first()
        if found is not None:
            return found
    return None


def _find_page(key: str) -> models.Model | None:
    content_type_id = Page.objects.filter(pk=key).values_list("content_type", flat=True).first()
    if content_type_id is None:
        return None
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is None or not issubclass(model, PublicSource):
        return None
    return model._default_manager.filter(pk=key).first()


def find_many(sources: Iterable[str]) -> dict[str, models.Model | None]:
    """The same as `find` of each, with far fewer queries where they are pages."""
    sources = list(sources)
    root = source_label(Page)
    keys = [key for label, _, key in (one.partition(":") for one in sources) if label == root]
    pages = {f"{root}:{page.pk}": page for page in _pages(keys)}
    return {one: pages.get(one) if one.partition(":")[0] == root else find(one) for one in sources}


def _pages(keys: Sequence[str]) -> Iterator[models.Model]:
    by_type: dict[int, list[int]] = defaultdict(list)
    for key, content_type in Page.objects.filter(pk__in=keys).values_list("pk", "content_type"):
        by_type[content_type].append(key)
    for content_type, of_type in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and issubclass(model, PublicSource):
            pages = list(model._default_manager.filter(pk__in=of_type))
            _gather(model, pages)
            yield from pages


def _gather(model: type[PublicSource], pages: Sequence[models.Model]) -> None:
    """Read the pages' children, one query for each relation."""
    for name, beside in model.public_children.items():
        relation = model._meta.get_field(name)  # type: ignore[attr-defined]
        parent = relation.field.name
        rows = relation.related_model._default_manager.filter(**{f"{parent}__in": pages})
        by_page: dict[object, list[models.Model]] = defaultdict(list)
        for row in rows.select_related(*beside) if beside else rows:
            by_page[getattr(row, relation.field.attname)].append(row)
        for page in pages:
            getattr(page, name).set(by_page[page.pk])


def all_sources() -> Iterator[models.Model]:
    """Every row of every source model, public or not."""
    for model in source_models():
        for instance in model._default_manager.order_by("pk").iterator(chunk_size=500):
            # A row of a subtype is met again under its own model.
            if type(instance) is model and _is_own_row(instance):
                yield instance


def _is_own_row(instance: models.Model) -> bool:
    if isinstance(instance, Page):
        return instance.specific_class is type(instance)
    return True


__all__ = [
    "all_sources",
    "find",
    "find_many",
    "is_source_label",
    "kinds",
    "models_of",
    "source_models",
    "source_of",
]

"""Which public items a changed row bears on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex

from .references import refresh_references
from .representation import source_label
from .sources import is_source_label, models_of, source_models
from .triggers import ALONE, COLLECTION, EVERYTHING, REFERENCE, SITE, SUBTREE


def sources_of(subject: str, key: str) -> list[str]:
    """The sources (`app.model:pk`) to derive again because row `key` of `subject` changed."""
    special = {
        SUBTREE: _in_subtree,
        SITE: _in_site,
        COLLECTION: _in_collection,
        REFERENCE: _of_reference,
    }
    if subject == ALONE:
        return [key]
    if subject == EVERYTHING:
        return [f"{source_label(m)}:{pk}" for m in source_models() for pk in _keys(m)]
    rows = special[subject](key) if subject in special else [(subject, key)]
    return list(dict.fromkeys(_with_referrers(rows)))


def _keys(model: type[models.Model]) -> Iterator[object]:
    return model._default_manager.values_list("pk", flat=True).iterator()


def _with_referrers(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The sources among the rows, and those that show something of a row.

    What lies between a source and the row (a page shows an author, who has a
    portrait) is followed; a source ends the path, as none shows more of another
    source than that source shows itself.
    """
    seen: set[tuple[str, str]] = set()
    todo = [(label, key, True) for label, key in rows]
    while todo:
        label, key, changed = todo.pop()
        if (label, key) in seen:
            continue
        seen.add((label, key))
        if is_source_label(label):
            yield f"{label}:{key}"
            for model in models_of(label):
                yield from model.also_affected(key)  # type: ignore[attr-defined]
        if changed or not is_source_label(label):
            todo.extend((*referrer, False) for referrer in _referrers(label, key))


def _referrers(label: str, key: str) -> Iterator[tuple[str, str]]:
    model = apps.get_model(label)
    _refresh_outgoing(model, key)
    content_type = ContentType.objects.get_for_model(model)
    rows = ReferenceIndex.objects.filter(to_content_type=content_type, to_object_id=key)
    for base_id, object_id in rows.values_list("base_content_type", "object_id").distinct():
        base = ContentType.objects.get_for_id(base_id).model_class()
        if base is not None:
            yield source_label(base), object_id


def _refresh_outgoing(model: type[models.Model], key: str) -> None:
    """Bring the reference index up to date for a row that is no source (an author's portrait)."""
    if is_source_label(source_label(model)):
        return
    instance = model._default_manager.filter(pk=key).first()
    if instance is not None:
        refresh_references(instance)


def _in_subtree(page_key: str) -> Iterator[tuple[str, str]]:
    page = Page.objects.filter(pk=page_key).first()
    pages = (
        Page.objects.none() if page is None else Page.objects.descendant_of(page, inclusive=True)
    )
    return _rows(Page, pages)


def _in_site(site_key: str) -> Iterator[tuple[str, str]]:
    # Which site a page belongs to may change with any Site row, a deleted one too.
    return _rows(Page, Page.objects.all())


def _in_collection(key: str) -> Iterator[tuple[str, str]]:
    collection = Collection.objects.filter(pk=key).first()
    if collection is None:
        return
    below = Collection.objects.filter(path__startswith=collection.path)
    for model in (get_image_model(), get_document_model()):
        yield from _rows(model, model.objects.filter(collection__in=below))


def _of_reference(key: str) -> Iterator[tuple[str, str]]:
    content_type_id, _, object_id = key.partition(":")
    # A model that has left the project may have left marks; they must not hold up the others.
    content_type = ContentType.objects.filter(pk=int(content_type_id)).first()
    model = content_type and content_type.model_class()
    if model:
        yield source_label(model), object_id


def _rows(model: type[models.Model], queryset: models.QuerySet) -> Iterator[tuple[str, str]]:
    label = source_label(model)
    return ((label, str(pk)) for pk in queryset.values_list("pk", flat=True))

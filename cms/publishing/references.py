"""Wagtail's index of what an object refers to, brought up to date without its queue."""

from __future__ import annotations

from django.db import models
from wagtail.models import ReferenceIndex


def refresh_references(instance: models.Model) -> None:
    """Have the index say what `instance` refers to now. Expects a transaction.

    Writes only when what it refers to differs. Items of a list without ids of their own
    (imported ones) get new ids, and so new paths, at each reading: to write these would
    mark the object for another look, for ever.
    """
    if not ReferenceIndex.model_is_indexable(type(instance)):
        return
    known = ReferenceIndex.get_references_for_object(instance).values_list(
        "to_content_type_id", "to_object_id", "model_path"
    )
    found = ReferenceIndex._extract_references_from_object(instance)
    if {(content_type, key, path) for content_type, key, path, _ in found} != set(known):
        ReferenceIndex.create_or_update_for_object(instance)

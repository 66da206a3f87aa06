"""Which documents a change of one concerns, so that a hub of the law stays affordable.

A thousand documents may cite one law, and show of it only its address and what it is
called: they are derived again when that changes or the law comes or goes, not at every
correction of its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from django.apps import apps
from django.utils import timezone

from cms.publishing.models import Entry

from .derived import citing, names_of
from .names import keys_of

PAGE = "wagtailcore.page"


def by_document(key: str) -> Iterator[str]:
    """The sources that the document `key`, changed, deleted, come or gone, bears on."""
    page = apps.get_model("library.DocumentPage").objects.filter(pk=key).defer("text").first()
    entry = _entry_of(key, "document")
    if page is None and entry is None:
        return
    relations = apps.get_model("library.DocumentRelation").objects
    # Whether these are in force hangs on its dates, and on its being public.
    touched = set(relations.filter(page=key).values_list("target_id", flat=True)) - {None}
    if _face(page) != entry:
        touched |= set(relations.filter(target=key).values_list("page_id", flat=True))
        names = (names_of(page) if page else frozenset()) | _names_in(entry)
        touched |= citing(names)
    yield from (f"{PAGE}:{one}" for one in sorted(touched) if str(one) != key)


def by_set(key: str) -> Iterator[str]:
    """The documents that say that they are in the set `key`."""
    page = apps.get_model("library.DocumentSetPage").objects.filter(pk=key).first()
    if page is None or _face(page) == _entry_of(key, "set"):
        return
    rows = apps.get_model("library.SetDocument").objects.filter(set=page)
    yield from (f"{PAGE}:{one}" for one in rows.values_list("document_id", flat=True))


def _face(page: Any) -> dict[str, Any] | None:
    """What others show of a page that is public."""
    if page is None or not page.is_public(timezone.now()):
        return None
    return {"title": page.title, "url": page.full_url, **_own(page)}


def _own(page: Any) -> dict[str, Any]:
    if hasattr(page, "number"):
        issued = page.issued_on and page.issued_on.isoformat()
        return {"number": page.number, "issued_on": issued, "known_as": page.known_as.splitlines()}
    return {"code": page.slug}


def _entry_of(key: str, kind: str) -> dict[str, Any] | None:
    """The same as others show it now: as the log has it."""
    rows = Entry.objects.filter(source=f"{PAGE}:{key}", kind=kind, withdrawn_at=None)
    payload = rows.values_list("payload", flat=True).first()
    if payload is None:
        return None
    whole = orjson.loads(payload)
    names = ("number", "issued_on", "known_as") if kind == "document" else ("code",)
    return {name: whole[name] for name in ("title", "url", *names)}


def _names_in(entry: dict[str, Any] | None) -> frozenset[str]:
    return keys_of(entry["number"], [entry["title"], *entry["known_as"]]) if entry else frozenset()

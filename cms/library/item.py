"""What the pages of a document and of a set show beyond their fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import get_language

from blocks.body import body_html
from cms.publishing.visibility import public_pages, unrestricted_pages

from . import derived
from .filters import rows_of
from .introduction import linked
from .linking import candidates_for, chosen, links_of
from .provisions import Parts, name_in_citations
from .reading import read
from .relations import Related, relations_of, relations_to, term_of
from .rendering import on_its_page
from .representation import attachments_of, documents_of, original_of, sets_of
from .states import label_of, state_of
from .validity import Term
from .vocabulary import DocumentType, RelationKind

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .models import DocumentPage, DocumentSetPage, Mention

SHOWN = 10


@dataclass(slots=True)
class Entry:
    """A line of the table of contents, with those below it."""

    anchor: str
    label: str
    heading: str
    below: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """The relations of one sort."""

    label: str | Promise
    items: list[Related]


def context_of(page: DocumentPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """The template's context for `page` at `now`."""
    reading = read(page.text)
    links = links_of(page, reading, now, absolute=False)
    term = term_of(page, now)
    today = timezone.localdate(now)
    outgoing, incoming = relations_of(page, now), relations_to(page, now)
    parts = Parts(page, reading, links, term, today, "")
    opening, text = on_its_page(page.text, links, get_language())
    citing = citing_documents(page, now)
    return {
        "type": DocumentType(page.type).label,
        "library": page.get_parent(),
        "validity": validity_shown(page, term, request, today),
        "ended_by": [one for one in incoming if one.kind.ends and not one.partial],
        "relations": _grouped([*outgoing, *incoming]),
        "contents": tree_of(parts.contents()),
        "introduction": linked(body_html(page.body), links, tools=True),
        "opening": opening,
        "text": text,
        "citation_name": name_in_citations(page),
        "original": next(iter(original_of(page)), None),
        "attachments": attachments_of(page),
        "sets": sets_of(page, now),
        "cited_by": rows_of(citing[:SHOWN], now),
        "cited_by_total": len(citing),
        "see_also": see_also(page, now),
        "issuers": [row.body for row in page.issuers.select_related("body")],
        "fields": [row.field for row in page.law_fields.select_related("field")],
        "audiences": [row.audience for row in page.audiences.select_related("audience")],
    }


def context_of_set(page: DocumentSetPage, now: datetime) -> dict[str, Any]:
    """The template's context for a set."""
    return {"library": page.get_parent(), "rows": rows_of(documents_of(page, now), now)}


def validity_shown(
    page: DocumentPage, term: Term, request: HttpRequest, today: date
) -> dict[str, Any] | None:
    """The state on the day that the reader asked for with `?ngay=`, today's without."""
    try:
        day = parse_date(request.GET.get("ngay", "")) or today
    except ValueError:
        day = today
    state = state_of(page, term, day)
    if state is None:
        return None
    return {"label": label_of(state), "day": day, "is_today": day == today, "term": term}


def tree_of(contents: Iterable[dict[str, Any]]) -> list[Entry]:
    """The flat table of contents as one that is nested."""
    roots: list[Entry] = []
    above: list[tuple[int, Entry]] = []
    for line in contents:
        entry = Entry(line["anchor"], line["label"], line["heading"])
        while above and above[-1][0] >= line["level"]:
            above.pop()
        (above[-1][1].below if above else roots).append(entry)
        above.append((line["level"], entry))
    return roots


def mentions_of(page: DocumentPage, now: datetime) -> QuerySet[Mention]:
    """Where public documents cite this one, or one that has a name in common with it."""
    documents = apps.get_model("library.DocumentPage").objects
    public = documents.filter(public_pages(now) & unrestricted_pages()).order_by()
    mentions = apps.get_model("library.Mention").objects
    of_public = Exists(public.filter(pk=OuterRef("page")))
    return mentions.filter(of_public, key__in=derived.names_of(page)).exclude(page=page)


def citing_documents(page: DocumentPage, now: datetime, anchor: str = "") -> list[DocumentPage]:
    """The public documents that cite this one, the latest issued first; with `anchor`, that
    provision of it or one within."""
    mentions = mentions_of(page, now)
    if anchor:
        mentions = mentions.filter(target_anchor=anchor) | mentions.filter(
            target_anchor__startswith=f"{anchor}-"
        )
    rows = list(mentions.values_list("page_id", "page__issued_on", "key", "year").distinct())
    candidates = candidates_for({key for _, _, key, _ in rows}, now)
    keys = set()
    for citing, issued_on, key, year in rows:
        found = chosen(candidates.get(key, ()), year, issued_on)
        if found is not None and found.page == page.pk:
            keys.add(citing)
    stated = page.relations_to.filter(kind=RelationKind.CITES) if not anchor else ()
    keys |= {row.page_id for row in stated}
    model = type(page)
    return list(model.objects.readable(now).filter(pk__in=keys))


def see_also(page: DocumentPage, now: datetime) -> list[Any]:
    """Others of the same field of law, else of the same type, the latest issued first."""
    others = type(page).objects.readable(now).exclude(pk=page.pk)
    keys = [row.field_id for row in page.law_fields.all()]
    found = others.filter(law_fields__field__in=keys).distinct() if keys else others.none()
    near = list(found[: SHOWN // 2])
    if len(near) < SHOWN // 2:
        same = others.filter(type=page.type).exclude(pk__in=[one.pk for one in near])
        near += list(same[: SHOWN // 2 - len(near)])
    return rows_of(near, now)


def _grouped(relations: list[Related]) -> list[Group]:
    groups: dict[str, list[Related]] = {}
    for one in relations:
        groups.setdefault(one.name, []).append(one)
    return [Group(items[0].label, items) for items in groups.values()]

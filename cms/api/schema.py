"""The contract in OpenAPI 3.1: what each endpoint takes and answers.

A new kind of content is in the contract without a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from cms.publishing.representation import Kind, PartKind
from search.schemes import facets

from . import examples
from .collections import fields_of
from .problems import TYPES
from .shapes import DAY, IDENTIFIER, MOMENT, TEXT, Schema, name_of, ref


def _parameter(name: str, schema: Schema, description: str | Promise) -> OpenApiParameter:
    # The types of the library know no lazy text; it is said when the contract is read.
    said = cast(str, description)
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=said)


def _answers(name: str, example: Any, *problems: str) -> dict[int, OpenApiResponse]:
    shown = [OpenApiExample(name, value=example, response_only=True)] if example else []
    found = {200: OpenApiResponse(ref(name), examples=shown, description=_("What was asked for."))}
    found[304] = OpenApiResponse(description=_("Nothing has changed since the ETag given."))
    for slug in (*problems, "too-many-requests"):
        kind = TYPES[slug]
        found[(kind.status, "application/problem+json")] = OpenApiResponse(  # type: ignore[index]
            ref("Problem"), description=_(kind.title)
        )
    return found


def _fields(names: Iterable[str]) -> OpenApiParameter:
    return _parameter(
        "fields",
        {"type": "string", "example": "id,title,url"},
        _("Only these fields, separated by commas: %(names)s.")
        % {"names": ", ".join(sorted(names))},
    )


def describe_list(kind: Kind) -> Callable[..., Any]:
    return extend_schema(
        operation_id=f"list_{kind.collection}",
        summary=_("%(kind)s: list, newest first") % {"kind": kind.label},
        tags=[kind.collection],
        parameters=[
            _parameter("cursor", TEXT, _("From the links “next” and “previous”; never made up.")),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                _("How many items to a page."),
            ),
            _parameter(
                "unit", TEXT, _("Items for this unit or for one that it succeeded: its code.")
            ),
            _parameter("topic", TEXT, _("Items about this topic: its code.")),
            *_label_parameters(kind),
            _parameter("published_after", MOMENT, _("Published then or later.")),
            _parameter("published_before", MOMENT, _("Published before then.")),
            _parameter("updated_after", MOMENT, _("Changed then or later.")),
            _fields(fields_of(kind, alone=False)),
        ],
        responses=_answers(f"{name_of(kind)}List", examples.list_of(kind), "invalid-parameters"),
    )


def _label_parameters(kind: Kind) -> Iterable[OpenApiParameter]:
    for scheme, label in kind.labels.items():
        says = _("Items with this label, by its code: %(label)s.") % {"label": label}
        yield _parameter(scheme, TEXT, says)
    if kind.validity:
        yield _parameter("valid_on", DAY, _("In force on this day."))


def describe_item(kind: Kind) -> Callable[..., Any]:
    return extend_schema(
        operation_id=f"get_{kind.collection}_item",
        summary=_("%(kind)s: one item, whole") % {"kind": kind.label},
        tags=[kind.collection],
        parameters=[_fields(fields_of(kind, alone=True))],
        responses=_answers(
            name_of(kind), examples.item_of(kind), "invalid-parameters", "not-found"
        ),
    )


def describe_parts(kind: Kind, parts: PartKind) -> Callable[..., Any]:
    return extend_schema(
        operation_id=f"list_{kind.collection}_{parts.collection}",
        summary=_("%(kind)s: %(parts)s of one item, in order")
        % {"kind": kind.label, "parts": parts.label},
        tags=[kind.collection],
        parameters=[
            _parameter(
                "start",
                {"type": "integer", "minimum": 0, "default": 0},
                _("How many to pass over: from the links “next” and “previous”."),
            ),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": 100, "default": 100},
                _("How many to a page."),
            ),
        ],
        responses=_answers(
            f"{name_of(parts)}List", examples.parts_of(kind), "invalid-parameters", "not-found"
        ),
    )


def describe_part(kind: Kind, parts: PartKind) -> Callable[..., Any]:
    return extend_schema(
        operation_id=f"get_{kind.collection}_{parts.name}",
        summary=_("%(kind)s: one of the %(parts)s, by its anchor")
        % {"kind": kind.label, "parts": parts.label},
        tags=[kind.collection],
        responses=_answers(
            name_of(parts), examples.part_of(kind), "invalid-parameters", "not-found"
        ),
    )


def describe_export(kind: Kind, parts: PartKind) -> Callable[..., Any]:
    answers = _answers("", None, "invalid-parameters", "unknown-cursor", "cursor-gone")
    del answers[200]
    answers[(200, "application/x-ndjson")] = OpenApiResponse(  # type: ignore[index]
        ref(f"{name_of(kind)}Export"), description=_("One such object to a line.")
    )
    return extend_schema(
        operation_id=f"export_{kind.collection}",
        summary=_("%(kind)s: all of them with their %(parts)s, as a stream")
        % {"kind": kind.label, "parts": parts.label},
        description=_(
            "One JSON object to a line, in the order of changes. Each line has the “next_since”"
            " from which to go on should the stream break off behind it; the last line has only"
            " that. With “since”, what was withdrawn since comes as well."
        ),
        tags=[kind.collection],
        parameters=[_since()],
        responses=answers,
    )


def describe_file(kind: Kind) -> Callable[..., Any]:
    answers = _answers("", None, "invalid-parameters", "not-found")
    del answers[200]
    answers[302] = OpenApiResponse(description=_("The file is there."))
    return extend_schema(
        operation_id=f"get_{kind.collection}_file",
        summary=_("%(kind)s: the original file of one") % {"kind": kind.label},
        tags=[kind.collection],
        responses=answers,
    )


def _since() -> OpenApiParameter:
    return _parameter(
        "since",
        {"type": "integer", "format": "int64", "default": 0},
        _("The “next_since” received last; 0 is the beginning."),
    )


def describe_changes() -> Callable[..., Any]:
    return extend_schema(
        operation_id="list_changes",
        summary=_("Every change after a cursor, in order: for a copy that stays true"),
        description=_(
            "Begin with since=0. Apply each change: put the item in place of the one with the same"
            " id, or delete that one if “withdrawn” is true. Then ask again with “next_since”; it"
            " may be negative. At 410, delete the copy and begin again."
        ),
        tags=["changes"],
        parameters=[
            _since(),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": 100, "default": 100},
                _("How many changes at most."),
            ),
        ],
        responses=_answers("Changes", examples.CHANGES, "unknown-cursor", "cursor-gone"),
    )


def describe_search() -> Callable[..., Any]:
    return extend_schema(
        operation_id="search",
        summary=_("Search everything, with or without diacritics"),
        description=_(
            "Results are items, each with its best passages; “total” and “facets” count items. In"
            " the count of a facet its own choice is left out. When nothing is found, “words” says"
            " of each word how many items have it, “shorter” which of them find something together,"
            " and “relaxations” what is found without each filter."
        ),
        tags=["search"],
        parameters=[
            _parameter(
                "q", {"type": "string", "example": "tranh chap hang rao"}, _("What to look for.")
            ),
            *_facet_parameters(),
            _parameter("valid_on", DAY, _("Only what was in force on that day.")),
            _parameter("published_after", MOMENT, _("Published then or later.")),
            _parameter("published_before", MOMENT, _("Published before then.")),
            _parameter("within", IDENTIFIER, _("The passages of one item: its id.")),
            _parameter("like", IDENTIFIER, _("What resembles one item: its id.")),
            _parameter(
                "sort",
                {"type": "string", "enum": ["relevance", "date", "number"], "default": "relevance"},
                _("The best first, the newest, or by document number."),
            ),
            _parameter("page", {"type": "integer", "minimum": 1, "default": 1}, _("Which page.")),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                _("How many items to a page."),
            ),
            _parameter(
                "explain",
                {"type": "string", "enum": ["1"]},
                _("Why each result ranks where it does. Only for those who run the site."),
            ),
        ],
        responses=_answers(
            "SearchResults", examples.SEARCH, "invalid-parameters", "search-unavailable"
        ),
    )


def _facet_parameters() -> list[OpenApiParameter]:
    repeated: Schema = {"type": "array", "items": TEXT}
    return [
        _parameter(name, repeated, _("%(facet)s: only these. May be repeated.") % {"facet": label})
        for name, label in facets().items()
    ]


def describe_suggest() -> Callable[..., Any]:
    return extend_schema(
        operation_id="suggest",
        summary=_("What the words typed so far may become"),
        description=_(
            "Common queries first, then public items by title and number. Ask while someone types,"
            " not more than once in 150 milliseconds."
        ),
        tags=["search"],
        parameters=[
            _parameter(
                "q",
                {"type": "string", "maxLength": 120, "example": "luat hoa gi"},
                _("What was typed so far, with or without diacritics."),
            )
        ],
        responses=_answers(
            "Suggestions", examples.SUGGESTIONS, "invalid-parameters", "search-unavailable"
        ),
    )


def not_described() -> Callable[..., Any]:
    return extend_schema(exclude=True)


def describe_root() -> Callable[..., Any]:
    return extend_schema(
        operation_id="root",
        summary=_("What there is"),
        tags=["root"],
        responses=_answers("Root", None),
    )

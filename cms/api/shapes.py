"""The shapes of the contract, each with a name; those of a kind from what it says of itself."""

from __future__ import annotations

from typing import Any

from cms.publishing.representation import Kind, PartKind

from .collections import collections

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
BOOLEAN: Schema = {"type": "boolean"}
URL: Schema = {"type": "string", "format": "uri"}
LINK: Schema = {"type": ["string", "null"], "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
IDENTIFIER: Schema = {"type": "string", "format": "uuid"}

LABEL: Schema = {
    "type": "object",
    "properties": {"code": TEXT, "name": TEXT},
    "required": ["code", "name"],
}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def record(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


COMMON: Schema = {
    "id": IDENTIFIER,
    "kind": TEXT,
    "version": {"type": "integer", "minimum": 1},
    "url": URL,
    "title": TEXT,
    "lead": TEXT,
    "language": TEXT,
    "published_at": MOMENT,
    "updated_at": MOMENT,
    "units": list_of(ref("Label")),
    "topics": list_of(ref("Label")),
}

CHANGE: Schema = record(
    {
        "change": {"type": "integer", "format": "int64"},
        "id": IDENTIFIER,
        "kind": TEXT,
        "version": {"type": "integer", "minimum": 1},
        "withdrawn": BOOLEAN,
        "updated_at": MOMENT,
        "url": LINK,
        "item": {"type": ["object", "null"], "additionalProperties": True},
    }
)

PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": URL,
        "status": NUMBER,
        "title": TEXT,
        "detail": TEXT,
        "title_en": TEXT,
        "detail_en": TEXT,
        "instance": TEXT,
        "errors": list_of(record({"parameter": TEXT, "detail": TEXT, "detail_en": TEXT})),
    },
    "required": ["type", "status", "title", "detail", "title_en", "detail_en", "instance"],
}

FACET: Schema = record({"value": TEXT, "label": TEXT, "count": NUMBER})

HIGHLIGHTS: Schema = record(
    {
        "title": TEXT,
        "url": URL,
        "more": BOOLEAN,
        "passages": list_of(
            record(
                {
                    "anchor": TEXT,
                    "heading": TEXT,
                    "url": URL,
                    "html": TEXT,
                    # The part that stands at the anchor, as the item's own parts give it.
                    "part": {"type": ["object", "null"], "additionalProperties": True},
                }
            )
        ),
    }
)

RANKING: Schema = record(
    {
        "first_place": NUMBER,
        "place": NUMBER,
        "score": {"type": "number"},
        # By what it is about: words, pairs, near, label, length, engine.
        "worth": {"type": "object", "additionalProperties": {"type": "number"}},
    }
)
RANKING["type"] = ["object", "null"]

# Only where `explain=1` was asked, by someone who may.
EXPLANATION: Schema = record(
    {
        "reason": {"type": "string", "enum": ["cited", "typed", "ranked", "score", "sorted"]},
        "score": {"type": "number"},
        # What speaks for it beside its words.
        "leaning": {"type": "number"},
        "ranking": RANKING,
        "parts": list_of(
            record({"place": TEXT, "form": TEXT, "token": TEXT, "score": {"type": "number"}})
        ),
    }
)
PLAN: Schema = record(
    {
        "required": NUMBER,
        "must": list_of(record({"form": TEXT, "token": TEXT})),
        "score": list_of(record({"form": TEXT, "token": TEXT, "weight": {"type": "number"}})),
        "stands_for": list_of(
            record(
                {
                    "typed": TEXT,
                    "meant": list_of(TEXT),
                    "by": {"type": "string", "enum": ["editors", "abbreviation", "keys"]},
                }
            )
        ),
        "asking": list_of(TEXT),
        "cited": list_of(record({"document": TEXT, "anchor": TEXT})),
        "meant": {"type": ["string", "null"]},
    }
)

SUGGESTION: Schema = record(
    {
        "type": {"type": "string", "enum": ["query", "item"]},
        "text": TEXT,
        "kind": {"type": ["string", "null"]},
        "label": {"type": ["string", "null"]},
        "url": URL,
    }
)

FOUND: Schema = {
    "type": "object",
    "properties": {**COMMON, "highlights": HIGHLIGHTS, "explanation": EXPLANATION},
    "required": [*COMMON, "highlights"],
    "additionalProperties": True,
}


SEARCH_RESULTS: Schema = record(
    {
        "results": list_of(ref("Found")),
        "total": NUMBER,
        "facets": {"type": "object", "additionalProperties": list_of(ref("Facet"))},
        "in_force": {"type": ["integer", "null"]},
        "promoted": list_of(record({"title": TEXT, "url": URL, "description": TEXT})),
        "suggestion": {"type": ["string", "null"]},
        "loosened": BOOLEAN,
        "forgiven": BOOLEAN,
        "words": list_of(record({"text": TEXT, "count": NUMBER})),
        "shorter": list_of(record({"text": TEXT, "count": NUMBER, "url": URL})),
        "relaxations": list_of(record({"parameter": TEXT, "count": NUMBER, "url": URL})),
        "engine": TEXT,
        "degraded": BOOLEAN,
        "next": LINK,
        "previous": LINK,
    }
)
SEARCH_RESULTS["properties"]["plan"] = PLAN


def name_of(kind: Kind | PartKind) -> str:
    """The name of a kind's schema: `news` → `News`."""
    return kind.name.title().replace("_", "").replace("-", "")


def components() -> Schema:
    """Every named schema of the contract."""
    found = {
        "Label": LABEL,
        "Problem": PROBLEM,
        "Change": CHANGE,
        "Changes": record(
            {
                "results": list_of(ref("Change")),
                "next_since": {"type": "integer", "format": "int64"},
                "has_more": BOOLEAN,
            }
        ),
        "Facet": FACET,
        "Found": FOUND,
        "SearchResults": SEARCH_RESULTS,
        "Suggestions": record({"results": list_of(SUGGESTION)}),
        "Collection": record({"name": TEXT, "kind": TEXT, "label": TEXT, "url": URL}),
        "Root": record(
            {
                "collections": list_of(ref("Collection")),
                **dict.fromkeys(("changes", "search", "suggest", "schema", "docs"), URL),
            }
        ),
    }
    for kind in collections().values():
        found |= _of_kind(kind)
    return found


def _of_kind(kind: Kind) -> Schema:
    name = name_of(kind)
    return {
        name: record({**COMMON, **kind.summary, **kind.detail}),
        f"{name}Summary": record({**COMMON, **kind.summary}),
        f"{name}List": _page_of(f"{name}Summary"),
        **(_of_parts(kind, kind.parts) if kind.parts else {}),
    }


def _of_parts(kind: Kind, parts: PartKind) -> Schema:
    name = name_of(parts)
    line = {
        **CHANGE["properties"],
        "item": {"oneOf": [ref(name_of(kind)), {"type": "null"}]},
        "next_since": {"type": "integer", "format": "int64"},
        parts.collection: list_of(ref(name)),
    }
    return {
        name: record(dict(parts.fields)),
        f"{name}List": _page_of(name),
        # The last line of an export has no more than the cursor.
        f"{name_of(kind)}Export": {**record(line), "required": ["next_since"]},
    }


def _page_of(name: str) -> Schema:
    return record({"results": list_of(ref(name)), "next": LINK, "previous": LINK})


def add_components(result: Schema, **kwargs: Any) -> Schema:
    """A hook of drf-spectacular: the schemas that the endpoints refer to by name."""
    result.setdefault("components", {})["schemas"] = components()
    return result

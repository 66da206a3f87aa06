"""What the API promises of documents, sets and provisions, as JSON Schemas."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from blocks.contract import (
    BODY,
    FILE,
    NUMBER,
    TEXT,
    URL,
    URL_OR_NULL,
    Schema,
    list_of,
    or_null,
    record,
)

from .validity import State
from .vocabulary import DocumentType, RelationKind

DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
YES_OR_NO: Schema = {"type": "boolean"}
NAMED = record("Named", {"code": TEXT, "name": TEXT})
TYPE = record(
    "DocumentType", {"code": {"type": "string", "enum": DocumentType.values}, "name": TEXT}
)
# `until` is the first day on which it is no longer in force.
VALIDITY = record(
    "Validity",
    {
        "code": {"type": "string", "enum": [state.value for state in State]},
        "name": TEXT,
        "from": DAY_OR_NULL,
        "until": DAY_OR_NULL,
    },
)

# The schemes of labels by which documents are filtered, and what people call them.
LABELS = {
    "type": _("Type"),
    "issuing_body": _("Issuing body"),
    "field": _("Field of law"),
    "audience": _("Audience"),
    "set": _("Document set"),
    "validity": _("Validity"),
}

SUMMARY: Schema = {
    "type": TYPE,
    "number": TEXT,
    "issuing_bodies": list_of(NAMED),
    "issued_on": DAY_OR_NULL,
    "effective_from": DAY_OR_NULL,
    "effective_to": DAY_OR_NULL,
    "validity": or_null(VALIDITY),
    "fields": list_of(NAMED),
    "audiences": list_of(NAMED),
    "sets": list_of(NAMED),
}

RELATION = record(
    "Relation",
    {
        "relation": {
            "type": "string",
            "enum": [name for kind in RelationKind for name in (kind.value, kind.inverse)],
        },
        "number": TEXT,
        "title": TEXT,
        "url": URL_OR_NULL,
        "partial": YES_OR_NO,
        "provisions": TEXT,
        "since": DAY_OR_NULL,
    },
)

CONTENT = record("Content", {"anchor": TEXT, "label": TEXT, "heading": TEXT, "level": NUMBER})

DETAIL: Schema = {
    "known_as": list_of(TEXT),
    "signer": TEXT,
    "source": or_null(record("DocumentSource", {"name": TEXT, "url": TEXT})),
    "file": or_null(FILE),
    "attachments": list_of(FILE),
    "body": BODY,
    "relations": list_of(RELATION),
    "contents": list_of(CONTENT),
}

PROVISION: Schema = {
    "id": {"type": "string", "format": "uuid"},
    "anchor": TEXT,
    "kind": {
        "type": "string",
        "enum": [
            *("part", "chapter", "section", "subsection", "article", "clause", "point"),
            *("annex", "heading"),
        ],
    },
    "path": list_of(TEXT),
    "heading": TEXT,
    "citation": TEXT,
    "url": URL,
    "text": TEXT,
    "html": TEXT,
    "validity": or_null(VALIDITY),
}

SET_SUMMARY: Schema = {"code": TEXT, "for_whom": TEXT, "contributor": TEXT}

SET_DETAIL: Schema = {
    "introduction": BODY,
    "documents": list_of(
        record("SetDocument", {"number": TEXT, "title": TEXT, "type": TYPE, "url": URL})
    ),
}

"""What the API promises of pictures, files and bodies, as JSON Schemas."""

from __future__ import annotations

from typing import Any

from .body import ContentBody

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
URL: Schema = {"type": "string", "format": "uri"}
URL_OR_NULL: Schema = {"type": ["string", "null"], "format": "uri"}


def record(title: str, properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """An object with these properties, all there but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"title": title, "type": "object", "properties": properties, "required": required}


def or_null(schema: Schema) -> Schema:
    return {"oneOf": [schema, {"type": "null"}]}


def list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


RENDITION = record("Rendition", {"url": URL, "type": TEXT, "width": NUMBER, "height": NUMBER})

PICTURE = record(
    "Picture",
    {
        **RENDITION["properties"],
        # Bytes, of the file at `url`.
        "size": NUMBER,
        "alt": TEXT,
        "sizes": TEXT,
        "srcset": list_of(RENDITION),
        "caption": TEXT,
    },
    optional=("caption",),
)

FILE = record(
    "File",
    {
        "title": TEXT,
        "url": URL,
        "filename": TEXT,
        "size": NUMBER,
        "type": TEXT,
        "sha1": TEXT,
    },
)

BLOCK = record(
    "Block",
    {
        "type": {"type": "string", "enum": sorted(ContentBody().child_blocks)},
        "id": {"type": ["string", "null"]},
        "value": {"type": "object", "additionalProperties": True},
    },
)

BODY = record("Body", {"blocks": list_of(BLOCK), "html": TEXT, "text": TEXT})

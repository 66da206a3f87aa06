"""What the API promises of a unit beyond the common fields, as JSON Schemas."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}
BRIEF: dict[str, Any] = {
    "title": "UnitName",
    "type": "object",
    "properties": {"code": TEXT, "name": TEXT},
    "required": ["code", "name"],
}

SUMMARY: dict[str, Any] = {
    "code": TEXT,
    "official_code": TEXT,
    "level": {"type": "string", "enum": ["province", "district", "commune", "village"]},
    "parent": {"oneOf": [BRIEF, {"type": "null"}]},
    "valid_from": DAY_OR_NULL,
    "valid_to": DAY_OR_NULL,
    "predecessors": {"type": "array", "items": BRIEF},
    "successors": {"type": "array", "items": BRIEF},
}

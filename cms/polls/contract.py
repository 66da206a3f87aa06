"""What the API promises of a poll beyond the common fields, as JSON Schemas."""

from __future__ import annotations

from typing import Any

from blocks.contract import NUMBER, PICTURE, TEXT, list_of, or_null, record

MOMENT_OR_NULL: dict[str, Any] = {"type": ["string", "null"], "format": "date-time"}

SUMMARY = {
    "question": TEXT,
    "state": {"type": "string", "enum": ["coming", "open", "closed"]},
    "choice": {"type": "string", "enum": ["one", "several"]},
    "opens_at": MOMENT_OR_NULL,
    "closes_at": MOMENT_OR_NULL,
    "results": {"type": "string", "enum": ["before", "after", "closed"]},
}

DETAIL = {
    "explanation": TEXT,
    "explanation_html": TEXT,
    "most": {"type": ["integer", "null"]},
    "shuffled": {"type": "boolean"},
    "options": list_of(
        record("PollOption", {"id": NUMBER, "label": TEXT, "image": or_null(PICTURE)})
    ),
}

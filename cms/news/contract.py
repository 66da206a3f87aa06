"""What the API promises of a news item beyond the common fields, as JSON Schemas."""

from __future__ import annotations

from blocks.contract import BODY, FILE, PICTURE, TEXT, URL, list_of, or_null, record

SUMMARY = {
    "byline": or_null(record("Byline", {"name": TEXT, "role": TEXT, "url": URL})),
    "cover": or_null(PICTURE),
}

DETAIL = {
    "body": BODY,
    "related": list_of(
        record(
            "Related",
            {"id": {"type": ["string", "null"], "format": "uuid"}, "title": TEXT, "url": URL},
        )
    ),
    "attachments": list_of(FILE),
    "source": or_null(record("Source", {"name": TEXT, "url": TEXT})),
}

"""Provisions: from a plain text to the tree of its articles, clauses and points.

parsed = parse(text)
for path, provision in walk(parsed.provisions): ...
"""

from .margins import margin_in, rejoined
from .parser import parse
from .render import render
from .tree import (
    Metadata,
    ParsedText,
    Provision,
    ProvisionKind,
    Stretch,
    StretchKind,
    title_of,
    walk,
    whole_text,
)

__all__ = [
    "Metadata",
    "ParsedText",
    "Provision",
    "ProvisionKind",
    "Stretch",
    "StretchKind",
    "margin_in",
    "parse",
    "rejoined",
    "render",
    "title_of",
    "walk",
    "whole_text",
]

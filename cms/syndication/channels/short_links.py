"""The short address of an item: `/i/` and twelve letters. It leads there and counts nobody."""

from __future__ import annotations

import uuid

from django.conf import settings

from cms.publishing.models import Entry

# Crockford's base 32, in small letters: nothing that is mistaken for something else.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12
_BITS = 5 * LENGTH


def code_of(entry: uuid.UUID) -> str:
    """The first 60 bits of the item's id: two items share them once in a billion years of news."""
    number = entry.int >> (128 - _BITS)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))


def link_of(entry: uuid.UUID) -> str:
    """The short address, absolute."""
    return f"{settings.PORTAL_URL.rstrip('/')}/i/{code_of(entry)}/"


def entry_of(code: str) -> Entry | None:
    """The item with this code, withdrawn or not; `None` when there was none."""
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return None
    number = 0
    for letter in code:
        number = number << 5 | ALPHABET.index(letter)
    first = uuid.UUID(int=number << (128 - _BITS))
    last = uuid.UUID(int=(number + 1 << (128 - _BITS)) - 1)
    return (
        Entry.objects.filter(id__range=(first, last))
        .only("id", "url", "withdrawn_at", "expires_at")
        .first()
    )

"""What a document is called by when another one speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cms.legaltext.laws import number_key, same_name_key

LONGEST = 240

_YEAR_IN_NUMBER = re.compile(r"/(?:19|20)\d\d/")
# Every province's, every commune's committee and council counts from 1 each year.
_LOCAL = re.compile(r"(?:ubnd|hdnd)\d*$")


def keys_of(number: str, titles: Iterable[str]) -> frozenset[str]:
    """The keys under which a document answers: of its number and of each of its titles."""
    keys = {number_key(number), *(same_name_key(title) for title in titles)}
    return frozenset(key[:LONGEST] for key in keys if key)


def names_one_document(number: str) -> bool:
    """Whether no two documents have that number: it says its year, and its body is the State's."""
    key = number_key(number)
    return bool(_YEAR_IN_NUMBER.search(key)) and not _LOCAL.search(key)

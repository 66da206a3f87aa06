"""What a document is called by when another one speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cms.legaltext.folding import fold
from cms.legaltext.laws import by_number, number_key, same_name_key
from cms.legaltext.provisions import Metadata

LONGEST = 240

_YEAR_IN_NUMBER = re.compile(r"/(?:19|20)\d\d/")
# Their names begin with what they are: texts cite *Luật Thủy lợi*, never *Thủy lợi*.
_NAMED_BY_TYPE = frozenset({"Bộ luật", "Luật", "Pháp lệnh"})
# Every province's, every commune's committee and council counts from 1 each year.
_LOCAL = re.compile(r"(?:ubnd|hdnd)\d*$")


def keys_of(number: str, titles: Iterable[str]) -> frozenset[str]:
    """The keys under which a document answers: of its number and of each of its titles."""
    keys = {number_key(number), *(same_name_key(title) for title in titles)}
    return frozenset(key[:LONGEST] for key in keys if key)


def name_told_by(said: Metadata) -> str:
    """The title to propose for a text: as it stands there, but that of a law as others cite it.

    `LUẬT` / `HÒA GIẢI Ở CƠ SỞ` at the head of a law gives *Luật Hòa giải ở cơ sở*. Names of
    places lose their capitals where the law is none of the well-known: an editor looks.
    """
    known = by_number().get(number_key(said.number))
    if known is not None:
        return known.name
    title = said.title
    if not title or said.type not in _NAMED_BY_TYPE:
        return title
    title = title.capitalize() if title.isupper() else title
    return title if fold(title).startswith(f"{fold(said.type)} ") else f"{said.type} {title}"


def names_one_document(number: str) -> bool:
    """Whether no two documents have that number: it says its year, and its body is the State's."""
    key = number_key(number)
    return bool(_YEAR_IN_NUMBER.search(key)) and not _LOCAL.search(key)

"""Which document of the library a record is: by its number, else by its name."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from cms.legaltext.laws import number_key, same_name_key
from cms.library.names import names_one_document

Identity = tuple[Hashable, ...]


def identity(kind: str, number: str, title: str, issued_on: date | None) -> Identity:
    """The same for two descriptions of one document, however they are written.

    A number that says its year is one document's alone; any other is given out anew every
    year, so that the day counts; without a number the type and the name do.
    """
    if number and names_one_document(number):
        return ("number", number_key(number))
    if number:
        return ("dated", number_key(number), issued_on or same_name_key(title))
    return ("named", kind, same_name_key(title))

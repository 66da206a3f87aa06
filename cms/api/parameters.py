"""The parameters of an address, checked: every one that is unknown or wrong is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_noop as _

from .problems import Problem, Text

LONGEST_CODE = 120


class Wrong(ValueError):
    """A value makes no sense; `text` says why."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.text = Text(message, values)


Reader = Callable[[str], Any]


def read(query: QueryDict, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The values by name, those that are given. Raises `Problem` with all that is wrong."""
    errors: dict[str, list[Text]] = {}
    values = {}
    for name, given in query.lists():
        if name not in readers:
            known = ", ".join(sorted(readers)) or "–"
            errors[name] = [
                Text(_("There is no such parameter here; there are: %(known)s."), {"known": known})
            ]
        elif len(given) > 1:
            errors[name] = [Text(_("Give this parameter once."))]
        else:
            try:
                values[name] = readers[name](given[0])
            except Wrong as wrong:
                errors[name] = [wrong.text]
    if errors:
        raise Problem("invalid-parameters", errors)
    return values


def whole_number(smallest: int, largest: int) -> Reader:
    def reader(value: str) -> int:
        if not (value.isascii() and value.removeprefix("-").isdigit() and len(value) < 20):
            raise Wrong(_("This is not a whole number."))
        if not smallest <= int(value) <= largest:
            raise Wrong(
                _("This must be from %(smallest)s to %(largest)s."),
                smallest=smallest,
                largest=largest,
            )
        return int(value)

    return reader


def code(value: str) -> str:
    """The code of a label. One that nothing carries finds nothing: that is no error."""
    if not value or len(value) > LONGEST_CODE or "\x00" in value:
        raise Wrong(_("This is no code, such as a unit or a topic has."))
    return value


def day(value: str) -> date:
    """A calendar day."""
    try:
        found = parse_date(value.strip())
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 9000:
        raise Wrong(_("This is no day. Write 2026-03-18."))
    return found


def moment(value: str) -> datetime:
    """A date, which is its first moment in Vietnam, or a date and time."""
    # In an address, an unescaped + of an offset arrives as a space.
    text = value.strip().replace(" ", "+") if "T" in value else value.strip()
    try:
        day_: date | None = parse_date(text)
        found = datetime.combine(day_, time.min) if day_ else parse_datetime(text)
        if found is None or not 1900 <= found.year <= 9000:
            raise ValueError
    except ValueError:
        raise Wrong(
            _("This is no date or time. Write 2026-03-18 or 2026-03-18T08:00:00+07:00.")
        ) from None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def names_among(known: frozenset[str]) -> Reader:
    """Names, separated by commas, in the order given."""

    def reader(value: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
        unknown = [name for name in names if name not in known]
        if unknown or not names:
            raise Wrong(
                _("There are no such fields: %(unknown)s. There are: %(known)s."),
                unknown=", ".join(unknown) or "–",
                known=", ".join(sorted(known)),
            )
        return names

    return reader

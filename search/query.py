"""What a person asked for: the parameters of the address, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, Protocol

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from cms.publishing.sources import kinds

Sort = Literal["relevance", "date"]

SORTS: dict[str, Sort] = {"relevance": "relevance", "date": "date"}

LONGEST_TEXT = 400
PAGE_SIZE = 20
LARGEST_PAGE = 100
# Nobody reads on so far; beyond it engines would sort ever more for nothing.
LAST_RESULT = 10_000
MOST_VALUES = 50
LONGEST_CODE = 120


@dataclass(frozen=True, slots=True)
class Query:
    """A checked question. Dates: from `published_after` on, and before `published_before`."""

    text: str
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    published_after: datetime | None = None
    published_before: datetime | None = None
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def filtered(self) -> bool:
        """Whether it asks for more than words."""
        dated = self.published_after or self.published_before
        return bool(self.kinds or self.units or self.topics or dated)


class BadQuery(ValueError):
    """What was asked makes no sense; `errors` says what is wrong with each parameter."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(errors)
        self.errors = errors


class Parameters(Protocol):
    """A `QueryDict`, or what behaves like one."""

    def getlist(self, key: str) -> list[str]: ...
    def __iter__(self) -> Any: ...


def parse(params: Parameters) -> Query:
    """The query in an address's parameters. Raises `BadQuery`, naming every one that is wrong."""
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for name in params:
        if name not in READERS:
            errors[name] = [_("There is no such parameter.")]
            continue
        field, read = READERS[name]
        try:
            values[field] = read(params.getlist(name))
        except ValueError as error:
            errors[name] = [str(error)]
    if not errors:
        errors = _errors_between(values)
    if errors:
        raise BadQuery(errors)
    return Query(**{"text": "", **values})


def _errors_between(values: Mapping[str, Any]) -> dict[str, list[str]]:
    after, before = values.get("published_after"), values.get("published_before")
    if after and before and before <= after:
        return {"published_before": [_("This is not later than published_after.")]}
    if values.get("page", 1) * values.get("page_size", PAGE_SIZE) > LAST_RESULT:
        return {
            "page": [
                _("There are at most %(count)d results to page through.") % {"count": LAST_RESULT}
            ]
        }
    return {}


def _text(values: Sequence[str]) -> str:
    text = _single(values).strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError(_("This is longer than %(count)d characters.") % {"count": LONGEST_TEXT})
    if "\x00" in text:
        raise ValueError(_("This holds a character that no text has."))
    return text


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    """Codes of units or topics. One that nothing carries finds nothing: it is no error."""
    codes = tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
    if len(codes) > MOST_VALUES or any(
        len(code) > LONGEST_CODE or "\x00" in code for code in codes
    ):
        raise ValueError(_("These are too many or too long."))
    return codes


def _kinds(values: Sequence[str]) -> tuple[str, ...]:
    names = _codes(values)
    known = {name for name, kind in kinds().items() if kind.searchable}
    for name in names:
        if name not in known:
            options = ", ".join(sorted(known))
            raise ValueError(
                _("There is no kind “%(name)s”; there are: %(options)s.")
                % {"name": name, "options": options}
            )
    return names


def _moment(values: Sequence[str]) -> datetime | None:
    """A date (its first moment in Vietnam) or a date and time. Empty, as forms send it, is none."""
    text = _single(values).strip()
    if not text:
        return None
    try:
        day = parse_date(text)
        moment = datetime.combine(day, time.min) if day else parse_datetime(text)
        if moment is None:
            raise ValueError
        aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        aware.timestamp()
    except (ValueError, OverflowError):
        example = date(2022, 3, 18).isoformat()
        raise ValueError(_("This is no date such as %(example)s.") % {"example": example}) from None
    return aware


def _sort(values: Sequence[str]) -> Sort:
    value = _single(values)
    if value in SORTS:
        return SORTS[value]
    raise ValueError(_("This is neither “relevance” nor “date”."))


def _whole(largest: int) -> Callable[[Sequence[str]], int]:
    def read(values: Sequence[str]) -> int:
        value = _single(values)
        if value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= largest:
            return int(value)
        raise ValueError(_("This is no whole number from 1 to %(largest)d.") % {"largest": largest})

    return read


def _single(values: Sequence[str]) -> str:
    if len(values) > 1:
        raise ValueError(_("This is given more than once."))
    return values[0] if values else ""


# The name in the address: the query's field, and what reads it.
READERS: dict[str, tuple[str, Callable[[Sequence[str]], Any]]] = {
    "q": ("text", _text),
    "kind": ("kinds", _kinds),
    "unit": ("units", _codes),
    "topic": ("topics", _codes),
    "published_after": ("published_after", _moment),
    "published_before": ("published_before", _moment),
    "sort": ("sort", _sort),
    "page": ("page", _whole(LAST_RESULT)),
    "page_size": ("page_size", _whole(LARGEST_PAGE)),
}

"""What a person asked for: the parameters of the address, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from itertools import islice
from typing import Any, Literal, Protocol
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from cms.publishing.sources import kinds

from .analysis import plainly_typed
from .schemes import facets
from .synonyms import NONE, Synonyms

Sort = Literal["relevance", "date", "number"]

SORTS: dict[str, Sort] = {"relevance": "relevance", "date": "date", "number": "number"}

LONGEST_TEXT = 400
EXAMPLE_DAY = date(2022, 3, 18).isoformat()
PAGE_SIZE = 20
LARGEST_PAGE = 100
# Nobody reads on so far; beyond it engines would sort ever more for nothing.
LAST_RESULT = 10_000
MOST_VALUES = 50
# More are not looked at: each that is wrong would be named.
MOST_PARAMETERS = 40
LONGEST_CODE = 120


@dataclass(frozen=True, slots=True)
class Query:
    """A checked question.

    `choices` gives, by facet (see `schemes`), the values of which an item must have
    one. `valid_on` is a day on which it must be in force. Dates of publication: from
    `published_after` on, and before `published_before`. `within` asks for the best
    passages of one item, `like` for items that resemble one.
    """

    text: str
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    valid_on: date | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = PAGE_SIZE
    within: UUID | None = None
    like: UUID | None = None
    # What editors say that phrases mean as well; no address says it.
    also: Synonyms = field(default=NONE, hash=False, compare=False, repr=False)

    @property
    def dated(self) -> bool:
        return bool(self.published_after or self.published_before)

    @property
    def filtered(self) -> bool:
        """Whether it asks for more than words."""
        return any(self.choices.values()) or self.dated or self.valid_on is not None

    @property
    def unfiltered(self) -> Query:
        """The same, on its first page, without its filters."""
        return replace(
            self, choices={}, valid_on=None, published_after=None, published_before=None, page=1
        )

    @property
    def about_one(self) -> bool:
        """Whether it is about one item: what it says, or what resembles it."""
        return bool(self.within or self.like)

    @property
    def for_words_alone(self) -> bool:
        """Whether it is someone's first look for some words, with nothing chosen yet."""
        first = self.page == 1 and not self.filtered and not self.about_one
        return first and bool(self.text)


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
    choices: dict[str, tuple[str, ...]] = {}
    for name in islice(params, MOST_PARAMETERS):
        read = readers().get(name)
        if read is None:
            errors[name[:LONGEST_CODE]] = [_("There is no such parameter.")]
            continue
        target = choices if name in facets() else values
        try:
            target[FIELDS.get(name, name)] = read(params.getlist(name))
        except ValueError as error:
            errors[name] = [str(error)]
    if not errors:
        errors = _errors_between(values)
    if errors:
        raise BadQuery(errors)
    chosen = {facet: codes for facet, codes in choices.items() if codes}
    return Query(**{"text": "", **values, "choices": chosen})


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
    return plainly_typed(text)


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    """Codes of labels. One that nothing carries finds nothing: it is no error."""
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


def _years(values: Sequence[str]) -> tuple[str, ...]:
    years = _codes(values)
    if not all(year.isascii() and year.isdigit() and len(year) == 4 for year in years):
        raise ValueError(_("This is no year such as %(example)s.") % {"example": "2013"})
    return years


def _day(values: Sequence[str]) -> date | None:
    """Empty, as forms send it, is none."""
    text = _single(values).strip()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if text and day is None:
        raise ValueError(_("This is no date such as %(example)s.") % {"example": EXAMPLE_DAY})
    return day


def _identifier(values: Sequence[str]) -> UUID | None:
    text = _single(values).strip()
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ValueError(_("This is the identifier of no item.")) from None


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
        raise ValueError(
            _("This is no date such as %(example)s.") % {"example": EXAMPLE_DAY}
        ) from None
    return aware


def _sort(values: Sequence[str]) -> Sort:
    value = _single(values)
    if value in SORTS:
        return SORTS[value]
    raise ValueError(_("This is none of: %(options)s.") % {"options": ", ".join(SORTS)})


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


Read = Callable[[Sequence[str]], Any]

# Where the name in an address is not that of the query's field.
FIELDS = {"q": "text"}


@lru_cache
def readers() -> dict[str, Read]:
    """By its name in an address, what reads a parameter. Facets are read like all others."""
    return {
        "q": _text,
        **dict.fromkeys(facets(), _codes),
        "kind": _kinds,
        "year": _years,
        "valid_on": _day,
        "published_after": _moment,
        "published_before": _moment,
        "sort": _sort,
        "page": _whole(LAST_RESULT),
        "page_size": _whole(LARGEST_PAGE),
        "within": _identifier,
        "like": _identifier,
    }

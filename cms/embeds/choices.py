"""What a webmaster chose of an embed: which widget, of what, in which look.

The same choice is an element's attributes, a frame's address and the builder's form.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

DEFAULT_COUNT = 5
MOST = 50
LONGEST = 120
THEMES = ("", "light", "dark", "auto")
LANGUAGES = ("vi", "en")
SHOWN = ("date", "lead", "image")
USUALLY_SHOWN = ("date", "lead")

_CODE = re.compile(r"[0-9a-z]+(?:[-_][0-9a-z]+)*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")

# Which of the choices mean something to which widget; the look, to each.
LOOK = ("heading", "theme", "accent", "language")
WIDGETS: Mapping[str, tuple[str, ...]] = {
    "news": ("unit", "topic", "count", "show"),
    "search": ("kind", "unit", "topic", "set", "type", "count"),
    "documents": ("set", "type", "field", "topic", "validity", "unit", "count"),
    "poll": ("poll", "unit"),
    "visits": (),
    "item": (),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A widget with its attributes; an empty one is left out.

    `kind` is that of search results, `document` unless said otherwise, `all` for every
    kind. `show` is which of `SHOWN` stand with a news item. `accent` is `#rrggbb`.
    """

    widget: str
    unit: str = ""
    topic: str = ""
    count: int = DEFAULT_COUNT
    show: tuple[str, ...] = USUALLY_SHOWN
    set: str = ""
    type: str = ""
    field: str = ""
    validity: str = ""
    kind: str = "document"
    poll: str = ""
    heading: str = ""
    theme: str = ""
    accent: str = ""
    language: str = "vi"

    @property
    def attributes(self) -> dict[str, str]:
        """What differs from the usual, as the element's attributes and the frame's parameters."""
        usual = Choice(self.widget)
        named = (*WIDGETS[self.widget], *LOOK)
        return {
            name: _written(getattr(self, name))
            for name in named
            if getattr(self, name) != getattr(usual, name)
        }

    @property
    def filters(self) -> dict[str, str]:
        """The parameters of the API's list that this is of."""
        names = ("unit", "topic", "set", "type", "field", "validity")
        return {name: getattr(self, name) for name in names if name in WIDGETS[self.widget]}

    @property
    def query(self) -> str:
        return urlencode(self.attributes)

    def shows(self, part: str) -> bool:
        return part in self.show


def _written(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def read(widget: str, given: Mapping[str, str]) -> Choice:
    """The choice that an address makes. What nobody can mean is as if it were not said.

    Raises `KeyError` for a widget that there is not.
    """
    usable = (*WIDGETS[widget], *LOOK)
    names = [field.name for field in fields(Choice) if field.name in usable and field.name in given]
    found = {name: _READERS[name](given[name].strip()) for name in names}
    return replace(
        Choice(widget), **{name: value for name, value in found.items() if value is not None}
    )


Reader = Callable[[str], Any]


def _one_of(*values: str) -> Reader:
    return lambda text: text if text in values else None


def _code(text: str) -> str | None:
    return text if len(text) <= LONGEST and _CODE.fullmatch(text) else None


def _count(text: str) -> int | None:
    sound = text.isascii() and text.isdigit() and len(text) < 4
    return min(max(int(text), 1), MOST) if sound else None


def _uuid(text: str) -> str | None:
    try:
        return str(uuid.UUID(text)) if text else None
    except ValueError:
        return None


def _colour(text: str) -> str | None:
    return text.lower() if _COLOUR.fullmatch(text.lower()) else None


def _words(text: str) -> tuple[str, ...]:
    asked = text.replace(",", " ").split()
    return tuple(part for part in SHOWN if part in asked)


def _line(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:LONGEST]


_READERS: Mapping[str, Reader] = {
    "unit": _code,
    "topic": _code,
    "set": _code,
    "type": _code,
    "field": _code,
    "validity": _code,
    "kind": _code,
    "count": _count,
    "show": _words,
    "poll": _uuid,
    "heading": _line,
    "theme": _one_of(*THEMES),
    "accent": _colour,
    "language": _one_of(*LANGUAGES),
}

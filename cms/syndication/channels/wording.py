"""What a channel says of an item: proposed by rules, to be edited by people. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .counting import shorten
from .platforms import Rules

MOST_HASHTAGS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """What a post can tell of an item. `link` is the short address, without any tracker."""

    title: str
    lead: str
    text: str
    link: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A post's heading (empty where the platform has none) and text."""

    title: str
    text: str


def propose(item: Item, rules: Rules, *, own_tags: tuple[str, ...], picture: bool) -> Wording:
    """Title, lead, address and hashtags, within what the platform takes, no word cut.

    When all does not fit, the lead is shortened first, then hashtags go, then the title is
    shortened; the address stays.
    """
    limit = rules.limit(picture=picture)
    heading = shorten(item.title, rules.longest_title, rules.count) if rules.longest_title else ""
    first = "" if heading else item.title
    tags = hashtags((*own_tags, *item.topics)) if rules.hashtags else ()
    body = item.text if rules.whole and item.text else item.lead
    for kept in (tags, ()):
        text = _fit(first, body, item.link, kept, limit, rules)
        if text:
            return Wording(heading, text)
    room = limit - rules.count(item.link) - 2
    return Wording(heading, _joined(shorten(first, room, rules.count), "", item.link, ()))


def _fit(first: str, lead: str, link: str, tags: tuple[str, ...], limit: int, rules: Rules) -> str:
    """The post with as much of the lead as there is room for; empty when even none is too much."""
    bare = _joined(first, "", link, tags)
    room = limit - rules.count(bare) - 2
    if rules.count(bare) > limit:
        return ""
    return _joined(first, shorten(lead, room, rules.count) if room > 0 else "", link, tags)


def _joined(first: str, lead: str, link: str, tags: tuple[str, ...]) -> str:
    return "\n\n".join(part for part in (first, lead, link, " ".join(tags)) if part)


def hashtags(names: tuple[str, ...]) -> tuple[str, ...]:
    """`Đất đai, nhà ở` → `#ĐấtĐaiNhàỞ`; each once, however capitalised, at most five."""
    found: dict[str, str] = {}
    for name in names:
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name))
        tag = "".join(word[:1].upper() + word[1:] for word in words)
        # A tag of figures alone is none to any platform.
        if tag and not tag.isdecimal():
            found.setdefault(tag.casefold(), f"#{tag}")
    return tuple(found.values())[:MOST_HASHTAGS]


def faults(wording: Wording, rules: Rules, *, picture: bool) -> list[tuple[str, int, int]]:
    """What is too long: field, length, and the most there may be, in the platform's count."""
    found = []
    length, most = rules.count(wording.text), rules.limit(picture=picture)
    if length > most:
        found.append(("text", length, most))
    if rules.longest_title and rules.count(wording.title) > rules.longest_title:
        found.append(("title", rules.count(wording.title), rules.longest_title))
    return found

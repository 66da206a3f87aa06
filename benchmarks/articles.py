"""The articles that every site of a run holds: those of the demo, longer, and with more to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from cms.portal.demo import names
from cms.portal.demo.articles import FIRST_DAY, Article, article

# As many as are written one by one; the others are copies of them under other keys.
TEMPLATES = 200
# Texts strung together, so that a body weighs 6 to 10 kB.
TEXTS = 4
FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Dossier:
    """An article, the slugs of those that its editor chose to follow it, and its attachments."""

    article: Article
    related: tuple[str, ...]
    attachments: tuple[str, ...]


def dossier(number: int) -> Dossier:
    """The article of that number, from 1; it refers to earlier ones only."""
    texts = (article(number + FAR * step).body for step in range(TEXTS))
    files: Sequence[str] = sorted(names.FILES)
    return Dossier(
        article=replace(article(number), moment=moment(number), body=tuple(chain(*texts))),
        related=tuple(f"chuyen-{one}" for one in (number - 2, number - 1) if one > 0),
        attachments=(files[number % len(files)],) if number % 2 else (),
    )


def moment(number: int) -> datetime:
    """When it was published: later numbers are newer, so that either order gives the same list."""
    return FIRST_DAY + timedelta(minutes=20 * number)

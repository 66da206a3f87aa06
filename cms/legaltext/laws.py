"""Names and numbers by which documents are called, made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .folding import fold
from .well_known import WELL_KNOWN, Law

# `35/2013/QH13`, `104/KH-UBND`, `15/2014/NĐ-CP`, `31-L/CTN`, `01/2014/NQLT/CP-UBTƯMTTQVN`,
# over folded text.
DOCUMENT_NUMBER = (
    r"(?:\d{1,5}[a-z]?(?:/\d{4})?/(?:(?:nqlt|ttlt|ctlt|qcph|ctph|qd|tt)/(?=[a-z]))?"
    r"[a-z]{2}[a-z0-9&]{0,14}(?:(?:-[a-z0-9&]{1,16}){1,6}|\s?-\s?cp\b)?"
    r"|\d{1,4}-[a-z]{1,4}/[a-z]{2,5}\d{0,2})"
)
_NUMBER = re.compile(rf"(?<![\w/]){DOCUMENT_NUMBER}(?![\w/])")
# What a name may carry beside itself: its number, its year, the date of issue.
_TRAILING_YEAR = re.compile(r"\s(?:nam\s)?((?:19|20)\d\d)$")
_NOISE = re.compile(r"[^a-z0-9]+")
_LONE_Y = re.compile(r"\b([bcdghklmnpqrstvx]{0,3})y\b")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
# What many bodies issue together is numbered with a stroke or a dash before the bodies, and
# their central committees are *trung ương* by either of two abbreviations.
_JOINT = re.compile(r"(?<=/)(nqlt|ttlt|ctlt|qcph|ctph|qd|tt)/(?=[a-z])")
_SKIPPED = frozenset({"va"})
_STANDING_ALONE = ("bl", "l")


def number_key(number: str) -> str:
    """`15/2014/NĐ-CP`, `15/2014/nd - cp` → `15/2014/nd-cp`; `01/2020/…` → `1/2020/…`;
    `01/2014/NQLT/CP-UBTƯMTTQVN` → `1/2014/nqlt-cp-ubtwmttqvn`."""
    bare = "".join(fold(unicodedata.normalize("NFC", number)).split())
    one_way = _JOINT.sub(r"\1-", bare).replace("ubtumt", "ubtwmt")
    return _LEADING_ZEROS.sub("", one_way)


def name_words(folded: str) -> tuple[str, ...]:
    """The words of a folded name that tell it from others: `va` and commas are left out."""
    spelled = _LONE_Y.sub(r"\1i", folded)
    return tuple(word for word in _NOISE.sub(" ", spelled).split() if word not in _SKIPPED)


def same_name_key(name: str) -> str:
    """One key for all the ways of writing a document's name or number.

    A text that holds a document number gives the number's key (`15/2014/nd-cp`); any
    other the name's, without diacritics, punctuation, *và* and the year; an abbreviation
    that is known gives the key of the name. Empty when nothing is left.
    """
    folded = fold(unicodedata.normalize("NFC", name)).strip()
    number = _NUMBER.search(folded)
    if number:
        return number_key(number.group())
    folded = _TRAILING_YEAR.sub("", " ".join(folded.split()))
    words = name_words(folded)
    law = KNOWN.abbreviations.get("".join(words))
    if law is None and len(words) > 1 and words[0] == "luat":
        law = KNOWN.abbreviations.get("".join(words[1:]))
    return " ".join(name_words(fold(law.name)) if law else words)


@dataclass(slots=True)
class _Branch:
    """Where the names that begin alike go on, word by word."""

    law: Law | None = None
    branches: dict[str, _Branch] = field(default_factory=dict)


class Names:
    """Laws by name and abbreviation, for finding them in a text word by word."""

    def __init__(self, laws: Iterable[Law], *, spoken: bool = False) -> None:
        """`spoken`: by the shorter names as well by which people ask for them."""
        self.root = _Branch()
        self.abbreviations: dict[str, Law] = {}
        for law in laws:
            self._add(law, (law.name, *law.spoken) if spoken else (law.name,))

    def _add(self, law: Law, names: Iterable[str]) -> None:
        for name in names:
            branch = self.root
            for word in name_words(fold(unicodedata.normalize("NFC", name))):
                branch = branch.branches.setdefault(word, _Branch())
            branch.law = branch.law or law
        for short in law.abbreviations:
            self.abbreviations.setdefault("".join(name_words(fold(short))), law)

    def abbreviated(self, word: str) -> Law | None:
        """The law of which the folded `word` is an abbreviation: `blds`, `hn&gd`."""
        return self.abbreviations.get(word) or (
            self.abbreviations.get(word.replace("&", "")) if "&" in word else None
        )

    @staticmethod
    def stands_alone(abbreviation: str) -> bool:
        """Whether it says that it is a law (`BLDS`), not only what about (`HNGĐ`)."""
        return abbreviation.startswith(_STANDING_ALONE)


KNOWN = Names(WELL_KNOWN)
# For what a person types.
SPOKEN = Names(WELL_KNOWN, spoken=True)


def number_of(law: Law, year: int | None) -> str:
    """The number of the law of that year, the newest without a year; empty when unknown."""
    for of_year, number in law.numbers:
        if year is None or of_year == year:
            return number
    return ""


@lru_cache(maxsize=1)
def by_number() -> Mapping[str, Law]:
    """The well-known laws by the key of each of their numbers."""
    return {number_key(number): law for law in WELL_KNOWN for _, number in law.numbers}


@lru_cache(maxsize=1)
def by_short_number() -> Mapping[str, str]:
    """The well-known laws' numbers by what people say of them: `35/2013` of `35/2013/QH13`."""
    return {key.rpartition("/")[0]: law_number for key, law_number in _numbers()}


def _numbers() -> Iterable[tuple[str, str]]:
    return ((number_key(number), number) for law in WELL_KNOWN for _, number in law.numbers)

"""What a person typed, understood: words, phrases in quotes, what is not wanted, and the law meant.

Pure, and linear in the length of the text. What the words stand for besides themselves
(abbreviations, editors' synonyms) is looked up; nothing here asks an index.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from cms.legaltext.citations import find
from cms.legaltext.laws import SPOKEN

from .abbreviations import meanings
from .analysis import Token, folded_form, tokens_of
from .keystrokes import decoded
from .phrases import without_courtesy
from .synonyms import BETWEEN, NONE, Phrase, Synonyms, longest

MOST_WORDS = 48
# What is longer is no question; the rest of it is not looked at.
LONGEST = 400
MOST_PHRASES = 8
_TYPED = re.compile(r"[^\W_]+")
# `Đ12`, `k.2`: how people shorten what they cite.
_SHORT = re.compile(r"(?<![^\W_])(?P<letter>[đdk])\.?(?P<number>\d{1,3}[a-zđ]?)(?![\w/])", re.I)
_UNITS = {"đ": "Điều", "d": "Điều", "k": "khoản"}
# `NĐ 15/2014`, `TT số 56`. KH is a clause to some: `kh 2 điều 7`.
_KIND = re.compile(
    r"(?<![^\W_])(?:(?P<kind>nđ|nd|tt|ttlt|nqlt|qđ|qd|nq)\.?(?=\s*(?:s[ốo]\s*)?\d{1,5}[a-z]?(?!\w))"
    r"|(?P<plan>kh)\.?(?=\s*(?:s[ốo]\s*)?\d{1,5}\s*(?:/|$)))",
    re.I,
)
_KINDS = {
    "nđ": "Nghị định", "nd": "Nghị định", "tt": "Thông tư", "ttlt": "Thông tư liên tịch",
    "nqlt": "Nghị quyết liên tịch", "qđ": "Quyết định", "qd": "Quyết định", "nq": "Nghị quyết",
    "kh": "Kế hoạch",
}  # fmt: skip
# `“…”`, `"…"`, `«…»`, with a hyphen before them or before a word: not wanted.
_QUOTES = '"“”„«»'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)[-–−](?=[^\W\d_{_QUOTES}]|[{_QUOTES}]))?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<plain>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words of the question, from `start` to `end` in its words, and what they also stand for.

    `spelled`: they are an abbreviation, or the keys of a syllable, and are ranked by the
    words that they stand for. `written`: how editors write them, whose synonym they are, with
    nothing for a word that stands between the parts of a `phrase` of theirs.
    """

    start: int
    end: int
    others: tuple[tuple[Token, ...], ...]
    spelled: bool = False
    written: tuple[str, ...] = ()
    phrase: Phrase = ()

    def is_otherwise_in(self, words: Sequence[Token]) -> bool:
        """Whether any of them stands in `words` otherwise than editors write it."""
        own = words[self.start : self.end]
        return any(one and word.exact != one for word, one in zip(own, self.written, strict=True))

    def says(self, place: int) -> bool:
        """Whether the question's word at `place` is one of its own, and not between them."""
        return not self.written or bool(self.written[place - self.start])


@dataclass(frozen=True, slots=True)
class Provision:
    """A document that the question names, by number or name, and where in it: `dieu-12`."""

    key: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart. `words` are in their order, with those in quotes."""

    words: tuple[Token, ...] = ()
    phrases: tuple[tuple[Token, ...], ...] = ()
    unwanted: tuple[tuple[Token, ...], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    provisions: tuple[Provision, ...] = field(default=())
    # The folded words by which it names a document and a provision.
    naming: frozenset[str] = frozenset()

    @property
    def says_something(self) -> bool:
        return bool(self.words or self.unwanted)


def understood(text: str, also: Synonyms = NONE) -> Understood:
    """`text` taken apart; `also` are editors' synonyms."""
    # One question is looked at several times while it is answered.
    return _understood(text[:LONGEST], also)


@lru_cache(maxsize=32)
def _understood(text: str, also: Synonyms) -> Understood:
    words: list[Token] = []
    phrases: list[tuple[Token, ...]] = []
    unwanted: list[tuple[Token, ...]] = []
    for piece in _PIECE.finditer(text):
        group = "quoted" if piece["quoted"] is not None else "plain"
        found = _whole_words(piece[group], piece.start(group))
        if not found:
            continue
        if piece["minus"]:
            unwanted.append(tuple(found))
            continue
        if group == "quoted" and len(found) > 1:
            phrases.append(tuple(found))
        words += found
    kept = tuple(without_courtesy(words[:MOST_WORDS]))
    provisions, naming = _cited(text)
    return Understood(
        words=kept,
        phrases=tuple(phrases[:MOST_PHRASES]),
        unwanted=tuple(unwanted[:MOST_PHRASES]),
        alternatives=tuple(_alternatives(kept, also)),
        provisions=provisions,
        naming=naming,
    )


def _whole_words(text: str, offset: int = 0) -> list[Token]:
    """A document number counts as a whole, not by its parts."""
    return [
        Token(one.exact, one.folded, one.start + offset, one.end + offset, one.step)
        for one in tokens_of(text)
        if one.step
    ]


def _alternatives(words: tuple[Token, ...], also: Synonyms) -> list[Alternative]:
    """The longest phrases that also stand for something, none within another."""
    folded = tuple(word.folded for word in words)
    found: list[Alternative] = []
    place = 0
    while place < len(words):
        if parted := _parted(words, folded, place, also):
            found.append(parted)
            place = parted.end
            continue
        most = max(also.longest.get(folded[place], 0), _longest().get(folded[place], 0))
        for length in range(min(most, len(words) - place), 0, -1):
            phrase = folded[place : place + length]
            others, written = also.of_phrase(phrase), also.written.get(phrase, ())
            if not (others and _may_be(words[place : place + length], written)):
                others, written = meanings().get(phrase, ()), ()
            if others:
                spellings = tuple(tuple(_whole_words(other)) for other in others)
                spelled = length == 1 and len(spellings[0]) > 1 and not written
                found.append(
                    Alternative(place, place + length, spellings, spelled, written, phrase)
                )
                place += length - 1
                break
        else:
            if syllable := decoded(words[place].exact):
                found.append(Alternative(place, place + 1, (_as(words[place], syllable),), True))
        place += 1
    return found


def _parted(
    words: tuple[Token, ...], folded: Phrase, place: int, also: Synonyms
) -> Alternative | None:
    """The phrase with others between its parts that begins there, if no whole one is as long."""
    phrase, between = also.parted_at(folded, place)
    others = also.of_phrase(phrase)
    length = len(phrase) - 1 + between
    if not others or any(
        also.of_phrase(folded[place : place + most])
        for most in range(length, also.longest.get(folded[place], 0) + 1)
    ):
        return None
    cut = phrase.index(BETWEEN)
    own = also.written[phrase]
    written = (*own[:cut], *[BETWEEN] * between, *own[cut + 1 :])
    if not _may_be(words[place : place + length], written):
        return None
    spellings = tuple(tuple(_whole_words(other)) for other in others)
    return Alternative(place, place + length, spellings, False, written, phrase)


def _may_be(words: Sequence[Token], written: Sequence[str]) -> bool:
    """Whether the diacritics that were typed are those with which editors write the phrase."""
    return not any(
        one and word.marked and word.exact != one and one != word.folded
        for word, one in zip(words, written, strict=False)
    )


@cache
def _longest() -> Mapping[str, int]:
    """The same of what is short for something."""
    return longest(meanings())


def _as(word: Token, syllable: str) -> tuple[Token, ...]:
    """The word as if it had been typed as `syllable`."""
    return (word._replace(exact=syllable, folded=folded_form(syllable)),)


def _cited(text: str) -> tuple[tuple[Provision, ...], frozenset[str]]:
    """What the question cites of a document that it names, and the words that name it."""
    text = _TYPED.sub(lambda word: decoded(word[0]) or word[0], text)
    text = _SHORT.sub(lambda short: f"{_UNITS[short['letter'].lower()]} {short['number']}", text)
    text = _KIND.sub(lambda kind: f"{_KINDS[(kind['kind'] or kind['plan']).lower()]} ", text)
    cited = [one for one in find(text, names=SPOKEN, typed=True) if one.key][:1]
    named = " ".join(text[one.start : one.end] for one in cited)
    return (
        tuple(Provision(one.key, one.anchor()) for one in cited),
        frozenset(token.folded for token in tokens_of(named)),
    )

"""Syllables near one another: what a mistyped one may have been, and how one without
diacritics may be written. Pure; whether an index has any of them is asked elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from cms.legaltext.syllables import is_syllable

from .analysis import exact_form, folded_form

LETTERS = "abcdeghiklmnopqrstuvxy"
LONGEST = 7
SHORTEST = 2
_MARKED = {"a": "aăâ", "d": "dđ", "e": "eê", "o": "oôơ", "u": "uư"}
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_CLOSED_TONES = ("\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_FOLDED_VOWELS = frozenset("aeiouy")
_ALIKE = (("s", "x"), ("tr", "ch"), ("gi", "d"), ("r", "d"), ("n", "l"))


@lru_cache(maxsize=5_000)
def neighbours(word: str) -> tuple[str, ...]:
    """The syllables, folded, that one key more, less, other or exchanged makes of `word`,
    itself left out. At most some hundred; none for what is too short or too long to tell.
    """
    if not SHORTEST <= len(word) <= LONGEST + 1 or not word.isalpha():
        return ()
    return tuple(
        dict.fromkeys(one for one in _edits(word) if one != word and len(one) > 1 and _known(one))
    )


def _edits(word: str) -> Iterator[str]:
    """Damerau, 1964."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def sound(word: str) -> str:
    """The same for folded syllables that some people speak, and so write, alike: those that begin
    with s and x, ch and tr, d, gi and r, l and n."""
    for letters, one in _ALIKE:
        if word.startswith(letters) and word[len(letters) : len(letters) + 1] in _FOLDED_VOWELS:
            return one + word[len(letters) :]
    return word


def halves(word: str) -> Iterator[tuple[str, str]]:
    """Two syllables, folded, between which the space was left out: `hoagiai`."""
    for place in range(SHORTEST, len(word) - 1):
        if _known(word[:place]) and _known(word[place:]):
            yield word[:place], word[place:]


@lru_cache(maxsize=10_000)
def _known(folded: str) -> bool:
    return bool(spellings(folded))


@lru_cache(maxsize=5_000)
def spellings(folded: str) -> tuple[str, ...]:
    """Every syllable, in exact form, that is written `folded` without diacritics."""
    if len(folded) > LONGEST or not folded.isascii() or not folded.isalpha():
        return ()
    bare = ("".join(letters) for letters in product(*(_MARKED.get(one, one) for one in folded)))
    return tuple(
        dict.fromkeys(
            written
            for letters in bare
            if is_syllable(letters)
            for written in _toned(letters)
            if folded_form(written) == folded
        )
    )


def _toned(letters: str) -> Iterator[str]:
    """With each tone that it can bear; where it stands is for `exact_form` to say."""
    closed = letters.endswith(("c", "ch", "p", "t"))
    place = _bearer(letters)
    for tone in _CLOSED_TONES if closed else _TONES:
        toned = letters[: place + 1] + tone + letters[place + 1 :]
        yield exact_form(unicodedata.normalize("NFC", toned))


def _bearer(letters: str) -> int:
    """The vowel that bears the tone: one with a mark, the second of a closed group, or the first
    that is no glide."""
    onset = 2 if letters.startswith("qu") or _glides(letters) else 0
    vowels = [at for at, one in enumerate(letters) if one in _VOWELS and at >= onset]
    marked = [at for at in vowels if letters[at] in "ăâêôơư"]
    if marked:
        return marked[-1]
    if not vowels:
        return len(letters) - 1
    if len(vowels) > 1 and (vowels[-1] < len(letters) - 1 or len(vowels) > 2):
        return vowels[1]
    return vowels[0]


def _glides(letters: str) -> bool:
    return letters.startswith("gi") and len(letters) > 2 and letters[2] in _VOWELS


def difference(first: str, second: str) -> int:
    """How many letters, with their marks, and tones two syllables in exact form differ in."""
    (letters, tone), (others, other_tone) = _parted(first), _parted(second)
    return _distance(letters, others) + (tone != other_tone)


@lru_cache(maxsize=20_000)
def _parted(word: str) -> tuple[str, str]:
    """Its letters with their marks, and its tone."""
    marks = unicodedata.normalize("NFD", word)
    tone = "".join(one for one in marks if one in _TONES)
    letters = "".join(one for one in marks if one not in _TONES)
    return unicodedata.normalize("NFC", letters), tone


def _distance(first: str, second: str) -> int:
    """Edits between two words, an exchange of neighbours being one (Damerau, 1964)."""
    earlier: list[int] = []
    before = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        now = [row]
        for column, other in enumerate(second, start=1):
            cost = min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, earlier[column - 2] + 1)
            now.append(cost)
        earlier, before = before, now
    return before[-1]

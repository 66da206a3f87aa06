"""Vietnamese typed without an input method: `hoaf giair` and `hoa2 giai3` are *hòa giải*.

Telex and VNI write tones and marks by keys that no Vietnamese syllable has in those
places, so what they left behind can be told without a dictionary: it is no syllable,
and what the keys would have made is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cms.legaltext.syllables import is_syllable

from .analysis import exact_form

LONGEST_SYLLABLE = 7
MOST_KEYS = LONGEST_SYLLABLE + 4

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TELEX_TONES = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_TELEX = re.compile(r"[a-z]+")
# One letter and a digit is the name of a lot or a unit, not a syllable.
_VNI = re.compile(r"(?=.*\d)[a-z]{2}[a-z1-9]*|[a-z]\d[a-z][a-z1-9]*")
_VOWEL = re.compile(r"[aeiouyăâêôơư]")
# The u of qu and the i of gi are no vowels when one follows.
_ONSET = re.compile(r"(?:qu|gi(?=[aeiouyăâêôơư])|[^aeiouyăâêôơư]*)")
_DOUBLED = re.compile(r"([aeo])([^aeiouy]*)\1")
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORNED = (("uo", "ươ"), ("ua", "ưa"), ("uu", "ưu"), ("o", "ơ"), ("u", "ư"))


@lru_cache(maxsize=10_000)
def decoded(word: str) -> str | None:
    """The syllable that the keys of `word` stand for, in exact form; `None` when there is none."""
    keys = word.lower()
    if len(keys) > MOST_KEYS or not keys.isascii() or is_syllable(keys):
        return None
    for method in (_from_telex, _from_vni):
        for letters, tone in method(keys):
            syllable = _with_tone(letters, tone)
            if syllable != keys and is_syllable(syllable):
                return exact_form(syllable)
    return None


def _from_telex(keys: str) -> Iterator[tuple[str, str]]:
    """What the keys can mean: letters with their marks, and the tone."""
    if not _TELEX.fullmatch(keys):
        return
    letters, tone = _tone_taken(keys, _TELEX_TONES)
    letters = _crossed(letters, "d")
    letters = _DOUBLED.sub(lambda match: _CIRCUMFLEX[match[1]] + match[2], letters, count=1)
    if "w" not in letters:
        yield letters, tone
        return
    bare = letters.replace("w", "")
    yield from ((marked, tone) for marked in (*_breve(bare, "aw" in letters), *_horn(bare)))
    # A key of its own for ư: `tw` is `tư`.
    yield letters.replace("w", "ư", 1), tone


def _from_vni(keys: str) -> Iterator[tuple[str, str]]:
    if not _VNI.fullmatch(keys):
        return
    letters, tone = _tone_taken(keys, _VNI_TONES)
    letters = _crossed(letters, "9")
    bare = re.sub(r"\d", "", letters)
    if "6" in letters:
        yield from ((bare.replace(one, _CIRCUMFLEX[one], 1), tone) for one in "aeo" if one in bare)
    elif "8" in letters:
        yield from ((marked, tone) for marked in _breve(bare, wanted=True))
    elif "7" in letters:
        yield from ((marked, tone) for marked in _horn(bare))
    else:
        yield bare, tone


def _tone_taken(keys: str, tones: dict[str, str]) -> tuple[str, str]:
    """The keys without the last that is a tone's and stands behind a vowel, and that tone."""
    # The w may be all there is of the vowel: `twf` is `từ`.
    first = re.search(r"[aeiouyw]", keys)
    for place in range(len(keys) - 1, first.end() - 1 if first else len(keys), -1):
        if keys[place] in tones:
            return keys[:place] + keys[place + 1 :], tones[keys[place]]
    return keys, ""


def _crossed(letters: str, key: str) -> str:
    """đ for a d that is crossed by a later key."""
    place = letters.find(key, 1)
    if letters.startswith("d") and place > 0:
        return "đ" + letters[1:place] + letters[place + 1 :]
    return letters


def _breve(letters: str, wanted: bool) -> Iterator[str]:
    if wanted and "a" in letters:
        yield letters.replace("a", "ă", 1)


def _horn(letters: str) -> Iterator[str]:
    onset = "qu" if letters.startswith("qu") else ""
    rest = letters.removeprefix(onset)
    yield from (onset + rest.replace(bare, horned, 1) for bare, horned in _HORNED if bare in rest)
    if "a" in rest:
        yield onset + rest.replace("a", "ă", 1)


def _with_tone(letters: str, tone: str) -> str:
    """`letters` with the tone on the vowel that bears it."""
    if not tone:
        return letters
    onset = _ONSET.match(letters)
    vowels = [one.start() for one in _VOWEL.finditer(letters, onset.end() if onset else 0)]
    if not vowels:
        return letters
    place = _bearer(letters, vowels)
    return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])


def _bearer(letters: str, vowels: list[int]) -> int:
    marked = [place for place in vowels if letters[place] in "ăâêôơư"]
    if marked:
        return marked[-1]
    closed = vowels[-1] < len(letters) - 1
    if len(vowels) == 1:
        return vowels[0]
    return vowels[-1] if closed and len(vowels) == 2 else vowels[-2]

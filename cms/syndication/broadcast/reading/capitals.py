"""Words in capitals: names and headings, told from abbreviations. Pure."""

from __future__ import annotations

import re
import unicodedata

# Letters before the vowels, one to three vowels, an end: of a syllable without its marks.
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_RUN = re.compile(r"(?<!\w)[^\W\d_]+(?:[ \t]+[^\W\d_]+)+(?!\w)")


def in_small_letters(text: str) -> str:
    """`NGUYỄN VĂN AN` → *Nguyễn Văn An*: newsreaders stumble over capitals.

    Only where two words or more stand in a row, each a syllable, one of them with a mark
    that no abbreviation has.
    """
    return _RUN.sub(lambda match: _words(match[0]), text)


def _words(run: str) -> str:
    pieces = re.split(r"([ \t]+)", run)
    words = pieces[::2]
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and _is_syllable(words[end]):
            end += 1
        if end - at > 1 and any(map(_has_mark, words[at:end])):
            words[at:end] = [one.capitalize() for one in words[at:end]]
        at = max(end, at + 1)
    pieces[::2] = words
    return "".join(pieces)


def _is_syllable(word: str) -> bool:
    return len(word) > 1 and word.isupper() and bool(_SYLLABLE.fullmatch(_bare(word)))


def _has_mark(word: str) -> bool:
    return any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", word))


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(one for one in letters if not unicodedata.combining(one))

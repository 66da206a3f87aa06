"""Vietnamese text, taken apart: normal forms, folding, syllables and their pairs.

One analysis serves every engine and the highlights. The engines are given its
tokens ready, separated by spaces, so that no engine's own analysis can disagree
with another's. Pure functions; nothing here reads the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from .known import Known

# A longer run of letters is no word of any language that people search for.
LONGEST_TOKEN = 80
PAIR = "_"

# The number of a document, `35/2013/QH13` or `104/KH-UBND`, is one token beside its parts.
_SERIAL = r"(?:/\d{4})?/[^\W\d_][^\W_]*(?:-[^\W_]+)*"
_NUMBER = rf"\d{{1,5}}{_SERIAL}"
_WORD = re.compile(rf"(?P<number>{_NUMBER})|[^\W_]+")
# The same, looked for by itself: by its first digit, as nothing else is quick.
WHOLE_NUMBER = re.compile(rf"\d(?<![^\W_]\d)\d{{0,4}}{_SERIAL}")
_PART = re.compile(r"[^\W_]+")
# Signs that end a word and stand in no document's number: with them taken away the stretches
# between spaces are the same few again and again.
_BETWEEN_WORDS = '.,;:()"“”'

# The five tones as combining marks; circumflex, breve and horn are letters' own.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STROKES = str.maketrans("đĐ", "dD")
# Syllables in which people disagree about where the tone stands.
_GLIDE = re.compile(
    rf"^(?P<head>[^aeiouy]*)(?P<vowels>o[{_TONES}]?[ae]|u[{_TONES}]?y)(?P<tail>.*)$"
)
_AFTER_Q = re.compile(
    rf"^qu(?P<tone>[{_TONES}])(?P<vowel>[aeioy][\u0302\u0306\u031b]?)(?P<tail>.*)$"
)
# Both are written, `kĩ` and `kỹ`, `bác sĩ` and `bác sỹ`, and mean the same.
_Y_FOR_I = dict(zip("iìíỉĩị", "yỳýỷỹỵ", strict=True))
_ENDS_IN_EITHER = re.compile(r"(?:[hklmst]|qu)[iìíỉĩị]")


class Token(NamedTuple):
    """A syllable or a document number.

    `start` and `end` are positions in the text as it was given, whatever its normal
    form. `step` is 0 for a part of a document number, whose whole came just before.
    """

    exact: str
    folded: str
    start: int
    end: int
    step: int = 1

    @property
    def marked(self) -> bool:
        """Whether it was written with diacritics."""
        return self.exact != self.folded


@dataclass(frozen=True, slots=True)
class Forms:
    """A text as an engine indexes it: four lists of tokens, separated by spaces.

    `stretches` are the words of `exact` once more, taken apart: most alone, a document number
    with its parts. What is found out about each is then looked up, and not worked out.
    """

    exact: str
    exact_pairs: str
    folded: str
    folded_pairs: str
    stretches: Sequence[str] = field(default=(), repr=False, compare=False)


NO_FORMS = Forms("", "", "", "")


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of `text` in reading order."""
    normal, origin = _normal_with_origin(text)
    for match in _WORD.finditer(normal):
        yield _token(match, origin)
        if match["number"]:
            for part in _PART.finditer(normal, match.start(), match.end()):
                yield _token(part, origin, step=0)


def forms_of(text: str) -> Forms:
    """The four forms in which `text` is indexed: those of its `tokens_of`, without their places.

    A corpus is indexed by this. It looks at stretches between spaces, which come again and again
    in all of the law, each once, and makes no object for any of them.
    """
    if not text:
        return NO_FORMS
    plain = unicodedata.normalize("NFC", text)
    for sign in _BETWEEN_WORDS:
        plain = plain.replace(sign, " ")
    given = plain.split()
    # A stretch of signs has no word.
    exact = list(filter(None, map(_EXACT_IN.__getitem__, given)))
    folded = list(map(_FOLDED.__getitem__, exact))
    if "/" in text:
        whole = list(filter(None, map(_WHOLE_IN.__getitem__, given)))
        exact_pairs, folded_pairs = _pairs_of(whole), _pairs_of(map(_FOLDED.__getitem__, whole))
    else:
        exact_pairs, folded_pairs = _pairs_of(exact), _pairs_of(folded)
    return Forms(" ".join(exact), exact_pairs, " ".join(folded), folded_pairs, exact)


def words_in(parts: Iterable[Forms]) -> tuple[str, str]:
    """Every word anywhere in them, once: as it is written, and folded."""
    found = dict.fromkeys(chain.from_iterable(one.stretches for one in parts))
    exact = " ".join(found)
    if exact.count(" ") >= len(found):
        # A stretch of several words: one of them may have stood alone as well.
        found = dict.fromkeys(exact.split())
        exact = " ".join(found)
    return exact, " ".join(dict.fromkeys(map(_FOLDED.__getitem__, found)))


def _exact_in(stretch: str) -> str:
    """The words of a stretch without spaces, in NFC: document numbers whole, then their parts."""
    if stretch.isalnum():
        return exact_form(stretch)
    return " ".join(token.exact for token in tokens_of(stretch))


def _whole_in(stretch: str) -> str:
    """The same without the parts."""
    if "/" not in stretch:
        return _EXACT_IN[stretch]
    return " ".join(token.exact for token in tokens_of(stretch) if token.step)


def _folded_in(words: str) -> str:
    return " ".join(map(folded_form, words.split()))


def _within(words: str) -> str:
    """`a b` as what it has of a row of pairs, from its first word to its last: `a a_b b`."""
    each = words.split()
    return " ".join([each[0], *map(PAIR.join, pairwise(each)), each[-1]])


def _pairs_of(stretches: Iterable[str]) -> str:
    """`a_b b_c`, as what is left of `a a`, `b b` and `c c` joined by the sign between two words."""
    row = PAIR.join(map(_WITHIN.__getitem__, stretches))
    return row[row.find(" ") + 1 : max(row.rfind(" "), 0)]


def pairs(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Neighbours in the text; the parts of a document number pair with nothing."""
    whole = [token for token in tokens if token.step]
    return pairwise(whole)


@lru_cache(maxsize=50_000)
def exact_form(word: str) -> str:
    """One spelling for each word: NFC, lower case, the tone where the school book puts it,
    `kỹ` for `kĩ`."""
    word = _place_tone(unicodedata.normalize("NFC", word).lower())[:LONGEST_TOKEN]
    return word[:-1] + _Y_FOR_I[word[-1]] if _ENDS_IN_EITHER.fullmatch(word) else word


@lru_cache(maxsize=50_000)
def folded_form(word: str) -> str:
    """The word as it is typed without diacritics: `Đồng` is `dong`."""
    letters = unicodedata.normalize("NFD", exact_form(word))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))


_EXACT_IN, _WHOLE_IN = Known(_exact_in), Known(_whole_in)
_FOLDED, _WITHIN = Known(_folded_in), Known(_within)


class _Plain(dict[int, str]):
    """The plain form of every character, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        kind, _space, plain = unicodedata.decomposition(chr(code)).partition(" ")
        self[code] = chr(int(plain, 16)) if kind in _OTHERWISE_DRAWN else chr(code)
        return self[code]


# Wide and narrow letters, as East Asian keys make them, and bold or slanted ones, by which people
# adorn what they post. Not a raised figure: `m²` is written so in the law as well.
_OTHERWISE_DRAWN = frozenset(("<wide>", "<narrow>", "<font>"))
_PLAIN = _Plain()


def plainly_typed(text: str) -> str:
    """What a person typed, in plain letters and signs: `１２` is `12`, `𝐡𝐨𝐚` is `hoa`. Its length
    stays as it is."""
    return text if text.isascii() else text.translate(_PLAIN)


def without_diacritics(text: str) -> str:
    """`text` as it is typed on keys without Vietnamese: its capitals and signs stay."""
    letters = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.translate(_STROKES))


def _token(match: re.Match[str], origin: list[int] | None, step: int = 1) -> Token:
    start, end = match.span()
    if origin is not None:
        start, end = origin[start], origin[end]
    return Token(exact_form(match[0]), folded_form(match[0]), start, end, step)


def _normal_with_origin(text: str) -> tuple[str, list[int] | None]:
    """`text` in NFC, and for each of its characters where in `text` it began.

    The list has one more element, the length of `text`; it is `None` when the two
    texts are the same, as they nearly always are.
    """
    if unicodedata.is_normalized("NFC", text):
        return text, None
    normal: list[str] = []
    origin: list[int] = []
    for start, end in _clusters(text):
        composed = unicodedata.normalize("NFC", text[start:end])
        normal.append(composed)
        origin.extend([start] * len(composed))
    origin.append(len(text))
    return "".join(normal), origin


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each letter with the marks that follow it, as (start, end)."""
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not unicodedata.combining(text[position]):
            yield start, position
            start = position


def _place_tone(word: str) -> str:
    """`hoà`, `khoẻ`, `thuỷ` become `hòa`, `khỏe`, `thủy`; `tóan`, `qúy` become `toán`, `quý`.

    In oa, oe and uy the tone stands on the first vowel when nothing follows and on
    the second otherwise. The u of qu is no vowel and carries no tone.
    """
    if word.isascii() or len(word) > LONGEST_TOKEN:
        return word
    letters = unicodedata.normalize("NFD", word)
    if moved := _AFTER_Q.match(letters):
        letters = f"qu{moved['vowel']}{moved['tone']}{moved['tail']}"
    elif (glide := _GLIDE.match(letters)) and not letters.startswith("qu"):
        letters = glide["head"] + _with_tone_placed(glide["vowels"], glide["tail"])
    return unicodedata.normalize("NFC", letters)


def _with_tone_placed(vowels: str, tail: str) -> str:
    first, second = vowels[0], vowels[-1]
    tone = vowels[1:-1] or (tail[0] if tail and tail[0] in _TONES else "")
    rest = tail[1:] if not vowels[1:-1] and tone else tail
    return f"{first}{tone}{second}" if not rest else f"{first}{second}{tone}{rest}"

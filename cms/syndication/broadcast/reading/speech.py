"""A text, read: the rules applied from left to right, each word read once."""

from __future__ import annotations

import re
import unicodedata

from . import amounts, capitals, naming, times
from .rule import Rule

# What names a document comes before what is only a date or a number.
RULES: tuple[Rule, ...] = (*naming.RULES, *times.RULES, *amounts.RULES)

_SIGNS = {"&": " và ", "+": " cộng ", "=": " bằng ", "→": ", ", "÷": " chia ", "×": " nhân "}
_SIGNS |= {
    "(": ", ",
    ")": ", ",
    "[": ", ",
    "]": ", ",
    "*": "",
    "•": "",
    "#": "",
    "_": " ",
    "|": ", ",
}
_SIGNS |= {"/": ", ", "%": " phần trăm", "‰": " phần nghìn"}
_TIDYING = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?m)^\s*[-–—•+*]\s+", ""),
        (r"\s+[-–—]\s+", ", "),
        (r"[^\S\n]+", " "),
        (r" ?([,;:.!?…])", r"\1"),
        (r"(?:,\s*)+([.;:!?…])", r"\1"),
        (r"([;:,])(?:\s*,)+", r"\1"),
        (r"(?m)^[ ,;:]+|[ ,]+$", ""),
        (r"\.{3,}", "…"),
        (r"([,;:])(?=[^\s\d”])", r"\1 "),
        (r"\n{3,}", "\n\n"),
    )
)
_SENTENCE = re.compile(r"(?m)(^[“\"'‘]?|[.!?…][”\"']?\s+[“\"'‘]?)([^\W\d_])")
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐƯ]{2,}[A-ZĐƯ0-9]*(?!\w)")
_ONE_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)


def speak(text: str) -> str:
    """`text` as it is said aloud; lines and paragraphs stay where they are."""
    text = capitals.in_small_letters(unicodedata.normalize("NFC", text))
    text = re.sub(r"(?m)^\s*[•*+–—-]\s+", "", text)
    said: list[str] = []
    position = 0
    while position < len(text):
        words, position = _next(text, position)
        said.append(words)
    return _tidy("".join(said))


def _next(text: str, position: int) -> tuple[str, int]:
    """What is said at `position`, and where to go on."""
    for one in RULES:
        match = one.pattern.match(text, position)
        words = one.say(match) if match and match.end() > position else None
        if match and words is not None:
            return _apart(text, position, match.end(), words), match.end()
    token = _ONE_TOKEN.match(text, position)
    assert token is not None
    # A number within a word (`COVID19`, `G20`) begins a word of its own.
    letters = re.match(r"[^\W\d]+", token[0])
    end = position + len(letters[0]) if letters else token.end()
    written = text[position:end]
    return _SIGNS.get(written, written), end


def _apart(text: str, start: int, end: int, words: str) -> str:
    """`words`, with a space where the text had none beside them."""
    joined = start and (text[start - 1].isalnum() or text[start - 1] in ".,;:")
    before = " " if joined else ""
    after = " " if end < len(text) and text[end].isalnum() else ""
    return f"{before}{words}{after}"


def _tidy(text: str) -> str:
    for pattern, replacement in _TIDYING:
        text = pattern.sub(replacement, text)
    return _SENTENCE.sub(lambda match: match[1] + match[2].upper(), text).strip()


def unread(said: str) -> tuple[str, ...]:
    """The abbreviations left in a spoken text: nobody told us what they stand for."""
    return tuple(dict.fromkeys(_CAPITALS.findall(said)))

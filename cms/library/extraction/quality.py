"""Whether a text is one: the judgement behind recognition, confidence and warnings."""

from __future__ import annotations

import re
import unicodedata

from cms.legaltext.syllables import share_of_syllables

# Below this share of syllables a text with Vietnamese letters is a damaged one: real laws
# have 0.99, text layers that lost their letters' names half of that.
SENSE = 0.7
DOUBTFUL = 0.85
FOREIGN_LETTERS = re.compile(r"[^\W\d_a-zA-Z]")
LEAST_OWN_LETTERS = 0.02
MOST_ODD = 0.05
ODD = {"Co", "Cn", "Cs", "Cc", "So", "Sk"}
PLAIN = set("\t\n\r\f")


def makes_sense(text: str) -> bool:
    """Whether it reads as Vietnamese, or at least as another language in plain letters."""
    share = share_of_syllables(text)
    if share is None or share >= SENSE:
        return True
    letters = sum(map(str.isalpha, text)) or 1
    own = len(FOREIGN_LETTERS.findall(text)) / letters
    return own < LEAST_OWN_LETTERS and share_of_odd(text) < MOST_ODD


def share_of_odd(text: str) -> float:
    """Characters that no printed page has: unassigned, private, control, replacement."""
    odd = sum(
        1
        for character in text
        if character == "\ufffd"
        or (character not in PLAIN and unicodedata.category(character) in ODD)
    )
    return odd / max(len(text), 1)

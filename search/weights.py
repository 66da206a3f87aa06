"""What ranks, in numbers: a word's form and place, and what speaks for an item beside its words.

Measured on judged questions, see docs/search-quality.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import schemes
from .plan import Place

# The text holds its label too: what the label is worth here is worth that much beyond it.
PLACES: Mapping[Place, float] = {"label": 0.2, "text": 1.0}
PAIRS = 0.8
# A form that was not the one asked for, and still tells which of two is nearer.
NEARER = 0.4
# What a word of the question also stands for, beside the word.
STANDS_FOR = 0.5
# What an answer to the question in other words is worth less than one to the words that were typed.
OTHERWISE = 0.3
# What speaks for an item beside its words, by what it is filed under: that it is for mediators,
# that it is a provision and in force. In what the learned order counts in.
LEANINGS: Mapping[str, float] = {
    schemes.token("field", "hoa-giai-o-co-so"): 0.8,
    schemes.token("audience", "hoa-giai-vien"): 0.8,
    schemes.token("kind", "document"): 0.5,
    schemes.token("type", "bo-luat"): 0.8,
    schemes.token("type", "luat"): 0.8,
    schemes.token("validity", "con-hieu-luc"): 0.2,
}
# Of these some are always among the candidates, however many others have the words.
OWN = (
    schemes.token("field", "hoa-giai-o-co-so"),
    schemes.token("audience", "hoa-giai-vien"),
)
# A score of the engine's own is worth so much more for what leans by one.
LEANING = 0.2
# What leads an item tells of its provisions: one that answers nearly as well stands before it.
LEAD = 2.5

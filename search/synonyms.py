"""Synonyms as editors write them, made ready for a query. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .analysis import tokens_of

# Phrases as their folded syllables: `("to", "hoa", "giai")`.
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """By folded phrase, the phrases, as they were written, that are looked for as well."""

    meant: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bool]]) -> Synonyms:
        """From rows of what is typed, what is meant, and whether it goes both ways."""
        meant: dict[Phrase, dict[str, None]] = {}
        for typed, also, both_ways in rows:
            first, second = phrases_in(typed), phrases_in(also)
            groups = [(first + second, first + second)] if both_ways else [(first, second)]
            for sources, targets in groups:
                for source in sources:
                    others = {one: None for one in targets if folded(one) != folded(source)}
                    meant.setdefault(folded(source), {}).update(others)
        return cls({phrase: tuple(others) for phrase, others in meant.items() if others})


def phrases_in(text: str) -> list[str]:
    """The phrases in a list separated by commas; what holds no word is none."""
    phrases = (" ".join(phrase.split()) for phrase in text.split(","))
    return [phrase for phrase in phrases if folded(phrase)]


def folded(phrase: str) -> Phrase:
    return tuple(token.folded for token in tokens_of(phrase) if token.step)

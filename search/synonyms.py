"""Synonyms as editors write them, made ready for a query. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .analysis import tokens_of

# Phrases as their folded syllables: `("to", "hoa", "giai")`.
Phrase = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Synonyms:
    """By folded phrase, the phrases, as they were written, that are looked for as well; and how
    the phrase itself was written. `but`: these are not meant. One is another's equal only if
    it is the same."""

    meant: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    written: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    but: frozenset[Phrase] = frozenset()
    # By its first word, of how many words the longest phrase is.
    longest: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bool]]) -> Synonyms:
        """From rows of what is typed, what is meant, and whether it goes both ways."""
        meant: dict[Phrase, dict[str, None]] = {}
        written: dict[Phrase, tuple[str, ...]] = {}
        for typed, also, both_ways in rows:
            first, second = phrases_in(typed), phrases_in(also)
            groups = [(first + second, first + second)] if both_ways else [(first, second)]
            for sources, targets in groups:
                for source in sources:
                    others = {one: None for one in targets if folded(one) != folded(source)}
                    meant.setdefault(folded(source), {}).update(others)
                    written.setdefault(folded(source), exact(source))
        made = {phrase: tuple(others) for phrase, others in meant.items() if others}
        return cls(made, written, longest=longest(made))

    def of_phrase(self, phrase: Phrase) -> tuple[str, ...]:
        """What it stands for; nothing if it is not meant."""
        return () if phrase in self.but else self.meant.get(phrase, ())

    def without(self, phrases: Iterable[Phrase]) -> Synonyms:
        return replace(self, but=self.but.union(phrases))


def longest(phrases: Iterable[Phrase]) -> dict[str, int]:
    """By first word, of how many words the longest phrase is."""
    found: dict[str, int] = {}
    for phrase in phrases:
        found[phrase[0]] = max(len(phrase), found.get(phrase[0], 0))
    return found


def phrases_in(text: str) -> list[str]:
    """The phrases in a list separated by commas; what holds no word is none."""
    phrases = (" ".join(phrase.split()) for phrase in text.split(","))
    return [phrase for phrase in phrases if folded(phrase)]


def exact(phrase: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokens_of(phrase) if token.step)


def folded(phrase: str) -> Phrase:
    return tuple(token.folded for token in tokens_of(phrase) if token.step)


NONE = Synonyms()

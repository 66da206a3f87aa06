"""Synonyms as editors write them, made ready for a query. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .analysis import Token, tokens_of

# Phrases as their folded syllables: `("to", "hoa", "giai")`.
Phrase = tuple[str, ...]
# Where others may stand between the words of a phrase: `chó … cắn`. So many may.
GAP = re.compile(r"…|\.\.\.")
BETWEEN = ""
MOST_BETWEEN = 4


@dataclass(frozen=True, eq=False)
class Synonyms:
    """By folded phrase, the phrases, as they were written, that are looked for as well; and how
    the phrase itself was written. `but`: these are not meant. One is another's equal only if
    it is the same. In a phrase of two parts `BETWEEN` stands where others may."""

    meant: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    written: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    but: frozenset[Phrase] = frozenset()
    # By its first word, of how many words the longest phrase is, and those of two parts.
    longest: Mapping[str, int] = field(default_factory=dict)
    parted: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)

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
        whole = [phrase for phrase in made if BETWEEN not in phrase]
        parted: dict[str, tuple[Phrase, ...]] = {}
        # In the editors' order, so that every process chooses alike.
        for phrase in made:
            if BETWEEN in phrase:
                parted[phrase[0]] = (*parted.get(phrase[0], ()), phrase)
        return cls(made, written, longest=longest(whole), parted=parted)

    def of_phrase(self, phrase: Phrase) -> tuple[str, ...]:
        """What it stands for; nothing if it is not meant."""
        return () if phrase in self.but else self.meant.get(phrase, ())

    def parted_at(self, words: Sequence[str], place: int) -> tuple[Phrase, int]:
        """The phrase of two parts that begins at `place` among the folded `words` and takes most of
        them, and how many stand between its parts; an empty one when none does."""
        best: tuple[Phrase, int] = ((), 0)
        for phrase in self.parted.get(words[place], ()):
            cut = phrase.index(BETWEEN)
            head, tail = phrase[:cut], phrase[cut + 1 :]
            if tuple(words[place : place + cut]) != head:
                continue
            for between in range(MOST_BETWEEN + 1):
                start = place + cut + between
                if tuple(words[start : start + len(tail)]) == tail:
                    if len(phrase) + between > len(best[0]) + best[1]:
                        best = phrase, between
                    break
        return best

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
    """Its words; of two parts, what may stand between them is left out."""
    return _parts([token.exact for token in _words(part)] for part in GAP.split(phrase))


def folded(phrase: str) -> Phrase:
    return _parts([token.folded for token in _words(part)] for part in GAP.split(phrase))


def _words(text: str) -> Iterator[Token]:
    return (token for token in tokens_of(text) if token.step)


def _parts(parts: Iterable[list[str]]) -> tuple[str, ...]:
    """The parts that say something; of more than two the others are one."""
    first, *others = [part for part in parts if part] or [[]]
    rest = [word for part in others for word in part]
    return (*first, BETWEEN, *rest) if rest else tuple(first)


NONE = Synonyms()

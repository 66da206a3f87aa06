"""From a query to a plan.

Whatever matches or ranks is decided here, once for both engines, and tested as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from .analysis import PAIR, Token
from .common_words import without_common
from .moments import microseconds
from .phrases import quarrel, telling
from .plan import (
    MOST_TOKENS,
    OF_SENTENCE,
    PASSAGES_PER_HIT,
    Concept,
    Filters,
    Form,
    Phrase,
    Plan,
    RankedWord,
    Term,
    Wanted,
)
from .query import Query
from .understanding import Understood, understood
from .weights import LEANINGS, NEARER, PAIRS, STANDS_FOR

# A word of so few letters, without diacritics, may be any of many.
SHORT = 2
# So few words may be typed with some of their diacritics only.
FEW = 4
# Of one item alone: as many passages as an engine gives at once.
PASSAGES_WITHIN = 100
# Up to this many words all must be found; of a longer question so many.
ALL_OF = 4
# From so many on it is a whole sentence, of which one that is not common must be found.
SENTENCE = 7


def plan(query: Query, now: datetime, *, folded: bool, withdrawn: tuple[UUID, ...] = ()) -> Plan:
    """How to answer `query` at `now`; `folded`: as if it had been typed without diacritics."""
    meant = understood(query.text, query.also)
    must = _must(meant, folded)
    ranked = _spelled(meant)
    bare = folded or not with_diacritics(ranked)
    order = query.sort if meant.words or query.sort != "relevance" else "date"
    return Plan(
        must=must,
        required=min(len(must), _required(meant)),
        score=tuple(_score(meant, ranked, folded)),
        filters=_filters(query, now, withdrawn),
        order=order,
        offset=(query.page - 1) * query.page_size,
        limit=query.page_size,
        passages=PASSAGES_WITHIN if query.within else PASSAGES_PER_HIT,
        words=tuple(
            RankedWord(token.exact, token.folded, folded or (bare and not token.marked))
            for token in ranked
        ),
        leanings={} if query.within or order != "relevance" else LEANINGS,
        concepts=tuple(_concepts(meant, len(ranked))),
        # Each once: an engine looks every one of them up.
        phrases=tuple(dict.fromkeys(_phrase(words, folded) for words in meant.phrases)),
        unwanted=tuple(
            dict.fromkeys(
                _phrase(words, folded) if len(words) > 1 else _required_term(words[0], folded)
                for words in meant.unwanted
            )
        ),
        together=meant.naming | _spelled_out(meant) | _too_short(meant, bare=folded or bare),
        pinned=meant.provisions,
    )


def query_tokens(text: str) -> list[Token]:
    """The words that a query asks for: a document number as a whole, not by its parts."""
    return list(understood(text).words)


def _spelled_out(meant: Understood) -> frozenset[str]:
    """What words stand for and were not typed: of *UBND* no *dân* by itself."""
    typed = {word.folded for word in meant.words}
    ways = (way for one in meant.alternatives for way in one.others if len(way) > 1)
    return frozenset(word.folded for way in ways for word in way) - typed


def _too_short(meant: Understood, *, bare: bool) -> frozenset[str]:
    """What, typed without diacritics, is alone nearly every text: `co`, `so`, `o`."""
    short = (word.folded for word in meant.words if len(word.folded) <= SHORT)
    return frozenset(short if bare and len(meant.words) > 1 else ())


def _must(meant: Understood, folded: bool) -> tuple[Wanted, ...]:
    """Each word, or what it stands for; not the words that only make it a question."""
    asked = set(_asked(meant, folded))
    wanted: dict[Wanted, None] = {}
    begun = {one.start: one for one in meant.alternatives}
    place = 0
    while place < len(meant.words):
        one = begun.get(place)
        run = meant.words[place : one.end if one else place + 1]
        others = tuple(_all_terms(way, folded) for way in (one.others if one else ()))
        # What stands for a phrase stands for each of its words: they count as so many.
        for at, word in enumerate(run, start=place):
            if word in asked or (one and one.says(at)):
                wanted[Wanted(((_required_term(word, folded),), *others))] = None
        place += len(run)
    return tuple(wanted)


def _asked(meant: Understood, folded: bool) -> list[Token]:
    telling_words = telling(meant.words)
    if not _is_sentence(meant):
        return telling_words
    return without_common(telling_words, folded=folded)


def _is_sentence(meant: Understood) -> bool:
    return len(set(meant.words)) >= SENTENCE


def _all_terms(words: Sequence[Token], folded: bool) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(_required_term(word, folded) for word in words))


def _spelled(meant: Understood) -> list[Token]:
    """The words with each abbreviation in full: texts spell it out, and pairs count."""
    words = list(meant.words)
    for one in reversed(meant.alternatives):
        if one.spelled:
            words[one.start : one.end] = one.others[0]
    return words[:MOST_TOKENS]


def _concepts(meant: Understood, size: int) -> Iterator[Concept]:
    """Where, among the ranked words, those stand for which there are other words."""
    longer = 0
    for one in meant.alternatives:
        length = one.end - one.start
        start = one.start + longer
        if one.written and start + length <= size:
            others = tuple(
                tuple(RankedWord(token.exact, token.folded, by_folded=False) for token in other)
                for other in one.others
            )
            yield Concept(start, start + length, one.written, others)
        if one.spelled:
            longer += len(one.others[0]) - length


def _score(meant: Understood, ranked: list[Token], folded: bool) -> Iterator[Term]:
    known: set[tuple[Form, str]] = set()
    groups = [(ranked, 1.0)]
    for one in meant.alternatives:
        others = [list(meant.words[one.start : one.end])] if one.spelled else map(list, one.others)
        groups += [(words, STANDS_FOR) for words in others]
    for words, weight in groups:
        for term in score_terms(words, folded):
            if (term.form, term.token) not in known:
                known.add((term.form, term.token))
                yield Term(term.form, term.token, term.weight * weight)


def _phrase(words: Sequence[Token], folded: bool) -> Phrase:
    return Phrase(tuple(_exact_pair(*pair, folded) for pair in pairwise(words)))


def _exact_pair(first: Token, second: Token, folded: bool) -> Term:
    if folded or not (first.marked or second.marked):
        return Term("folded_pairs", f"{first.folded}{PAIR}{second.folded}")
    return Term("exact_pairs", f"{first.exact}{PAIR}{second.exact}")


def _required(meant: Understood) -> int:
    """How many different words an item must have."""
    if _is_sentence(meant):
        return OF_SENTENCE
    return min(len(set(quarrel(meant.words))), ALL_OF)


def score_terms(tokens: Sequence[Token], folded: bool) -> list[Term]:
    """What the tokens and their pairs are worth, each term once."""
    typed = with_diacritics(tokens) and not folded
    few = len(tokens) <= FEW
    weights: dict[tuple[Form, str], float] = {}
    for token in tokens:
        for term in _token_terms(token, folded, typed=typed, few=few):
            weights.setdefault((term.form, term.token), term.weight)
    for pair in pairwise(tokens):
        for term in _pair_terms(*pair, folded, typed=typed):
            weights.setdefault((term.form, term.token), term.weight)
    return [Term(form, token, weight) for (form, token), weight in weights.items()]


def with_diacritics(tokens: Sequence[Token]) -> bool:
    """Whether someone types diacritics: then a word without any is one that has none."""
    marked = sum(token.marked for token in tokens)
    return len(tokens) > FEW and marked * 2 >= len(tokens)


def _required_term(token: Token, folded: bool) -> Term:
    if token.marked and not folded:
        return Term("exact", token.exact)
    return Term("folded", token.folded)


def _token_terms(token: Token, folded: bool, *, typed: bool, few: bool) -> list[Term]:
    if typed or (token.marked and not folded):
        return [Term("exact", token.exact)]
    bare = Term("folded", token.folded)
    # In a long question it is only noise which of the words happen to have no diacritics.
    return [bare, Term("exact", token.exact, NEARER)] if few else [bare]


def _pair_terms(first: Token, second: Token, folded: bool, *, typed: bool) -> list[Term]:
    exact = Term("exact_pairs", f"{first.exact}{PAIR}{second.exact}", PAIRS)
    bare = Term("folded_pairs", f"{first.folded}{PAIR}{second.folded}", PAIRS)
    if folded or not (typed or first.marked or second.marked):
        return [bare]
    if typed or (first.marked and second.marked):
        return [exact]
    # A word may be typed without the diacritics that it has: `cơ so`.
    return [exact, bare._replace(weight=PAIRS * NEARER)]


def _filters(query: Query, now: datetime, withdrawn: tuple[UUID, ...]) -> Filters:
    return Filters(
        now=microseconds(now),
        chosen=query.choices,
        valid_on=None if query.valid_on is None else query.valid_on.toordinal(),
        since=_limit(query.published_after),
        until=_limit(query.published_before),
        withdrawn=withdrawn,
        within=query.within,
    )


def _limit(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)

"""“Did you mean …”: another way to write the question that would be answered otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .highlight import Matcher
from .occurrences import runs
from .planning import query_tokens

# One syllable without diacritics says too little to guess which was meant.
LEAST_TOKENS = 2


def without_diacritics(text: str) -> str:
    """The question as it is typed without diacritics: it finds every way of writing it."""
    pieces: list[str] = []
    done = 0
    for token in query_tokens(text):
        pieces += [text[done : token.start], token.folded]
        done = token.end
    return "".join([*pieces, text[done:]])


def as_written(text: str, found: Iterable[str], matcher: Matcher) -> str | None:
    """How most of the texts `found` write what was typed without diacritics, if they agree;
    `matcher` has read them."""
    wanted = query_tokens(text)
    if len(wanted) < LEAST_TOKENS or any(token.marked for token in wanted):
        return None
    spellings: Counter[str] = Counter()
    shown: dict[str, str] = {}
    folded = [token.folded for token in wanted]
    texts = list(found)
    words = matcher.occurrences(texts, frozenset(folded))
    for text, spans in zip(texts, words, strict=True):
        for written, spelling in runs(text, spans, folded):
            spellings[spelling] += 1
            shown.setdefault(spelling, written)
    if not spellings:
        return None
    (spelling, count), total = spellings.most_common(1)[0], spellings.total()
    is_other = spelling != " ".join(token.exact for token in wanted)
    return shown[spelling] if is_other and count * 2 > total else None

"""“Did you mean …”: another way to write the question that would be answered otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .analysis import Token, tokens_of
from .plan import query_tokens

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


def as_written(text: str, found: Iterable[str]) -> str | None:
    """How most of the texts `found` write what was typed without diacritics, if they agree."""
    wanted = query_tokens(text)
    if len(wanted) < LEAST_TOKENS or any(token.marked for token in wanted):
        return None
    spellings: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for written in found:
        for run in _runs(list(tokens_of(written)), [token.folded for token in wanted]):
            key = " ".join(token.exact for token in run)
            spellings[key] += 1
            shown.setdefault(key, written[run[0].start : run[-1].end])
    if not spellings:
        return None
    (spelling, count), total = spellings.most_common(1)[0], spellings.total()
    is_other = spelling != " ".join(token.exact for token in wanted)
    return shown[spelling] if is_other and count * 2 > total else None


def _runs(tokens: list[Token], folded: list[str]) -> Iterable[list[Token]]:
    whole = [token for token in tokens if token.step]
    for start in range(len(whole) - len(folded) + 1):
        run = whole[start : start + len(folded)]
        if [token.folded for token in run] == folded:
            yield run

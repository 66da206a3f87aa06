"""Phrases with which people ask and which say nothing of what they ask about.

What is only polite is left out. What makes a sentence a question need not be found, but
where it is, it counts: measured, leaving it out of the ranking costs a point of nDCG@10
(docs/search-quality.md). The neighbours of whom people complain need not be found either, but
any of their words counts towards what must be.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .analysis import Token, folded_form, tokens_of

POLITE = """
xin hỏi
xin cho hỏi
cho hỏi
cho tôi hỏi
cho em hỏi
xin hỏi luật sư
hỏi luật sư
luật sư cho hỏi
luật sư cho tôi hỏi
luật sư cho em hỏi
thưa luật sư
chào luật sư
kính chào luật sư
nhờ luật sư tư vấn
mong luật sư tư vấn
xin luật sư tư vấn
tôi muốn hỏi
em muốn hỏi
tôi muốn biết
cho tôi biết
cho biết
tôi xin cảm ơn
xin cảm ơn
"""
ASKING = """
như thế nào
thế nào
thế nào là
ra sao
làm sao
phải làm sao
làm gì
phải làm gì
để làm gì
làm thế nào
phải làm thế nào
là gì
là những gì
gồm những gì
bao gồm những gì
những gì
là bao lâu
bao lâu
bao nhiêu
là bao nhiêu
hay không
có được không
được không
phải không
đúng không
đúng hay sai
đúng hay không
có đúng không
vì sao
tại sao
khi nào
nào sau đây
nào dưới đây
điều nào sau đây
được quy định
được quy định như thế nào
được quy định ra sao
được quy định thế nào
quy định như thế nào
quy định thế nào
theo quy định của pháp luật
theo quy định pháp luật
pháp luật quy định
được hiểu như thế nào
được hiểu là gì
là ai
do ai
ai là
ở đâu
tại đâu
lấy ở đâu
là bao nhiêu
mấy
có mấy
những việc gì
việc gì
cần gì
làm những gì
có phải
thì làm sao
thì làm thế nào
thì sao
bao nhiêu ngày
từ ngày nào
"""
# Of whom people complain. The law says *bất động sản liền kề*, or nothing.
NEIGHBOURS = """
hàng xóm
nhà hàng xóm
nhà hàng xóm bên cạnh
láng giềng
nhà láng giềng
nhà bên
nhà bên cạnh
nhà kế bên
nhà kế cạnh
"""
# Each alone only asks; nothing else is written so with its diacritics left out.
PRONOUNS = frozenset(("ai", "gì", "nào", "đâu", "mấy"))
BARE_PRONOUNS = frozenset(("ai", "gi", "nao"))
# At the end of a question it makes it one; anywhere else it denies.
WHETHER = "không"
# What is left must still say something.
LEAST_LEFT = 2


def without_courtesy(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` without the phrases that are only polite."""
    return _without(tokens, _POLITE)


def telling(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` without what only asks: what an answer must have."""
    left = _without(tokens, _ASKING)
    last = left[-1] if left else None
    kept = [token for token in left if not _asks(token, is_last=token is last)]
    return kept if _says_enough(kept) else left


def quarrel(tokens: Sequence[Token]) -> list[Token]:
    """What of `telling` says what the matter is: without the neighbours, whom no law names."""
    return _without(telling(tokens), _NEIGHBOURS)


def spelled_asking(tokens: Sequence[Token]) -> dict[int, str]:
    """The places of those that only ask, are polite or name neighbours, as they are written with
    diacritics."""
    spelled: dict[int, str] = {}
    place = 0
    while place < len(tokens):
        found = max(
            (
                _POLITE.found(tokens, place),
                _ASKING.found(tokens, place),
                _NEIGHBOURS.found(tokens, place),
            ),
            key=len,
        )
        spelled |= dict(enumerate(found, start=place))
        place += len(found) or 1
    return spelled


def of_neighbours() -> frozenset[tuple[str, str]]:
    """The words by which neighbours are called that stand side by side, folded."""
    return _NEIGHBOURS.pairs


def with_neighbours(written: Sequence[str], words: Sequence[Token]) -> tuple[str, ...]:
    """A phrase of two parts, as it is written, with the neighbours who stand between them: *chó
    hàng xóm cắn* is as much one phrase as *chó cắn*. `words` are the question's in its place."""
    between = [at for at, one in enumerate(written) if not one]
    named = _NEIGHBOURS.found([words[at] for at in between], 0) if between else ()
    if len(named) != len(between):
        return tuple(written)
    spelled = dict(zip(between, named, strict=True))
    return tuple(spelled.get(at, one) for at, one in enumerate(written))


def _asks(token: Token, *, is_last: bool) -> bool:
    if token.marked:
        return token.exact in PRONOUNS or (is_last and token.exact == WHETHER)
    return token.folded in BARE_PRONOUNS or (is_last and token.folded == folded_form(WHETHER))


def _without(tokens: Sequence[Token], phrases: _Phrases) -> list[Token]:
    """All of them if too little would be left."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        length = phrases.at(tokens, place)
        if not length:
            kept.append(tokens[place])
        place += length or 1
    return kept if _says_enough(kept) else list(tokens)


def _says_enough(tokens: Sequence[Token]) -> bool:
    return len({token.folded for token in tokens}) >= LEAST_LEFT


class _Phrases:
    def __init__(self, lines: str) -> None:
        phrases = [list(tokens_of(line)) for line in lines.split("\n") if line]
        self._exact = {
            tuple(token.folded for token in phrase): tuple(token.exact for token in phrase)
            for phrase in phrases
        }
        self._beginnings = frozenset(phrase[0] for phrase in self._exact)
        self._longest = max(map(len, self._exact))
        self.pairs = frozenset(pair for phrase in self._exact for pair in pairwise(phrase))

    def at(self, tokens: Sequence[Token], place: int) -> int:
        """How many tokens the longest phrase has that begins at `place`; 0 when none does."""
        return len(self.found(tokens, place))

    def found(self, tokens: Sequence[Token], place: int) -> tuple[str, ...]:
        """The longest phrase that begins at `place`, as it is written; empty when none does."""
        if tokens[place].folded not in self._beginnings:
            return ()
        for length in range(min(self._longest, len(tokens) - place), 1, -1):
            run = tokens[place : place + length]
            phrase = self._exact.get(tuple(token.folded for token in run))
            # Typed with diacritics they must be the phrase's own: `lá gì` is not `là gì`.
            if phrase and all(
                not token.marked or token.exact == word
                for token, word in zip(run, phrase, strict=True)
            ):
                return phrase
        return ()


_POLITE = _Phrases(POLITE)
_ASKING = _Phrases(ASKING)
_NEIGHBOURS = _Phrases(NEIGHBOURS)

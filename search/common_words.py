"""Words that are nearly everywhere in the law: that a text has them says nothing of it.

Syllables and pairs of more than two in five of 61,393 provisions of the codified law, as they are
written and without diacritics, the commonest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from .analysis import Token

WRITTEN = """
và 1 2 định của có quy các theo được này trong thực cơ quan hiện hợp điều tại 3 thông về với
chức hành công tổ việc bộ lý nhân luật pháp tư cấp hoặc trường vụ đối cho nhiệm chính
"""
BARE = """
co va dinh 1 2 cua quy cac tu tai quan theo thuc duoc nay trong nhan dung thong so ve hien hop
bo dieu 3 to bao doi voi chuc dong hanh cong truong ban viec de ly do chinh cap luat thu phap
nhiem vu cho hoac nam su thi
"""
WRITTEN_PAIRS = "quy_định thực_hiện tổ_chức theo_quy định_tại cơ_quan"
BARE_PAIRS = "quy_dinh thuc_hien to_chuc theo_quy dinh_tai co_quan"
# What is left must still say something.
LEAST_LEFT = 3
# So many of the commonest score nothing; each further one cost mediators' questions an answer.
SCORING_NOTHING = 6

_WRITTEN, _BARE = (
    {word: place for place, word in enumerate(words.split())} for words in (WRITTEN, BARE)
)


class Scored(Protocol):
    """What a passage is scored by: a word or a pair in one form."""

    @property
    def form(self) -> str: ...

    @property
    def token(self) -> str: ...


One = TypeVar("One", bound=Scored)

_EVERYWHERE = frozenset(
    (form, token)
    for form, tokens in (
        ("exact", WRITTEN.split()[:SCORING_NOTHING]),
        ("folded", BARE.split()[:SCORING_NOTHING]),
        ("exact_pairs", WRITTEN_PAIRS.split()),
        ("folded_pairs", BARE_PAIRS.split()),
    )
    for token in tokens
)


def without_common_terms(terms: Sequence[One]) -> tuple[One, ...]:
    """`terms` without those that are nearly everywhere; all of them where too little would be left.

    To score so many passages by words that tell none apart took half of an engine's time.
    """
    left = tuple(one for one in terms if (one.form, one.token) not in _EVERYWHERE)
    return left if len(left) >= LEAST_LEFT else tuple(terms)


def without_common(tokens: Sequence[Token], *, folded: bool) -> list[Token]:
    """`tokens` without such words; the rarest of them stay where too little would be left."""
    left = [token for token in tokens if _place(token, folded) is None]
    lacking = LEAST_LEFT - len({token.exact for token in left})
    if lacking <= 0:
        return left
    common = dict.fromkeys(token for token in tokens if token not in left)
    rarest = sorted(common, key=lambda token: -(_place(token, folded) or 0))
    return left + rarest[:lacking]


def _place(token: Token, folded: bool) -> int | None:
    if token.marked and not folded:
        return _WRITTEN.get(token.exact)
    return _BARE.get(token.folded)

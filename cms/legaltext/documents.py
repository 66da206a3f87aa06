"""Documents named in a text: by number, by name, by abbreviation, or as *this* one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .asked import asked_at
from .laws import Names, by_short_number, name_words, number_key, number_of, same_name_key
from .tokens import Token, is_law, is_word
from .well_known import Law

_TYPES: tuple[tuple[str, ...], ...] = tuple(
    tuple(words.split())
    for words in (
        "thong tu lien tich", "nghi quyet lien tich", "van ban hop nhat", "bo luat", "luat",
        "hien phap", "phap lenh", "nghi dinh", "nghi quyet", "thong tu", "quyet dinh", "chi thi",
        "quy che", "quy dinh", "dieu le", "van ban", "cong van", "huong dan", "ke hoach",
    )
)  # fmt: skip
_BY_FIRST_WORD: dict[str, tuple[tuple[str, ...], ...]] = {
    first: tuple(words for words in _TYPES if words[0] == first)
    for first in {words[0] for words in _TYPES}
}
_NAMED = frozenset({("bo", "luat"), ("luat",), ("phap", "lenh"), ("hien", "phap")})
# Handbooks shorten the type before a number: `Điều 5 NĐ 15/2014/NĐ-CP`.
_SHORT_TYPES = frozenset({"nd", "nq", "nqlt", "pl", "qd", "tt", "ttlt"})
# `Luật số 35/2013`, and `35/2013` alone where a person types it.
_OF_LAWS = frozenset({("bo", "luat"), ("luat",), ()})
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_NAME = 16
# Where a name that is not known ends.
_ENDS = frozenset(
    [
        "được",
        "thì",
        "có",
        "không",
        "phải",
        "năm",
        "ngày",
        "số",
        "theo",
        "tại",
        "do",
        "bị",
        "khi",
        "nếu",
        "trừ",
        "đối",
        "để",
        "sau",
        "trước",
        "hoặc",
        "này",
        "ban",
        "điều",
        "khoản",
        "điểm",
        "luật",
        "nghị",
        "thông",
        "quyết",
        "hiện",
        "mới",
        "đó",
        "sẽ",
        "đã",
        "còn",
        "đến",
        "trên",
    ]
)
# After *và* a name goes on, unless another thing is named.
_ANOTHER = frozenset(
    ["các", "những", "điều", "khoản", "luật", "nghị", "bộ", "pháp", "thông", "quy", "văn"]
)


def may_begin(token: Token, names: Names) -> bool:
    """Whether a document's name or number may begin with `token`: quick, never wrongly no."""
    return (
        token.kind == "number"
        or token.folded in _BY_FIRST_WORD
        or token.folded in _SHORT_TYPES
        or names.abbreviated(token.folded) is not None
    )


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document as a text names it, from `start` to `end`. See `Citation` for the fields."""

    start: int
    end: int
    document: str
    number: str = ""
    name: str = ""
    key: str = ""
    year: int | None = None


def document_at(
    tokens: Sequence[Token], at: int, names: Names, *, typed: bool = False, after_unit: bool = False
) -> tuple[DocumentReference | None, int]:
    """The document named at `at`, and the position after it.

    `after_unit` tells that an article stands just before: then any name after *Luật* is
    taken for one, known or not, and any abbreviation.
    """
    asked = asked_at(tokens, at) if typed else None
    if asked is not None:
        start, end = tokens[at].start, tokens[asked.end - 1].end
        return DocumentReference(start, end, "number", key=asked.key), asked.end
    kind = _type_at(tokens, at)
    if kind:
        return _typed(tokens, at, kind, names, after_unit or typed)
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if token.kind == "number" and (
        _is_whole_number(token) or (typed and number_key(token.text) in by_short_number())
    ):
        return _by_number(tokens, at, at), at + 1
    if token.folded in _SHORT_TYPES:
        number_at = at + 2 if [one.folded for one in tokens[at + 1 : at + 2]] == ["so"] else at + 1
        if number_at < len(tokens) and _is_whole_number(tokens[number_at]):
            return _by_number(tokens, at, number_at), number_at + 1
    law = names.abbreviated(token.folded)
    capitals = token.text.isupper() or typed
    if law is None or not capitals or not (after_unit or names.stands_alone(token.folded)):
        return None, at
    return _by_law(tokens, at, at + 1, law)


def _type_at(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    if at >= len(tokens):
        return ()
    for words in _BY_FIRST_WORD.get(tokens[at].folded, ()):
        if tuple(token.folded for token in tokens[at : at + len(words)]) == words:
            return words if words != ("luat",) or is_law(tokens, at) else ()
    return ()


def _typed(
    tokens: Sequence[Token], at: int, kind: tuple[str, ...], names: Names, guess: bool
) -> tuple[DocumentReference | None, int]:
    following = at + len(kind)
    if following < len(tokens) and is_word(tokens[following], "nay"):
        end = tokens[following].end
        return DocumentReference(tokens[at].start, end, "this"), following + 1
    numbered = following
    if numbered < len(tokens) and tokens[numbered].folded == "so":
        numbered += 1
    if numbered < len(tokens) and tokens[numbered].kind == "number":
        return _by_number(tokens, at, numbered, kind), numbered + 1
    law, end = _known(tokens, at, names)
    if law is None and kind == ("luat",) and following < len(tokens):
        law = names.abbreviated(tokens[following].folded)
        end = following + 1
    if law is not None:
        return _by_law(tokens, at, end, law)
    if guess and kind in _NAMED and kind != ("hien", "phap"):
        return _guessed(tokens, at, following)
    return None, at


def _known(tokens: Sequence[Token], at: int, names: Names) -> tuple[Law | None, int]:
    """The longest known name that begins at `at`; commas and *và* in it may be left out."""
    branch, law, end = names.root, None, at
    while at < len(tokens):
        token = tokens[at]
        words = name_words(token.folded) if token.kind == "word" else ()
        if token.text in (",", "&") or (token.kind == "word" and not words):
            at += 1
            continue
        if len(words) != 1 or words[0] not in branch.branches:
            break
        branch, at = branch.branches[words[0]], at + 1
        if branch.law is not None:
            law, end = branch.law, at
    return law, end


def _by_law(tokens: Sequence[Token], at: int, end: int, law: Law) -> tuple[DocumentReference, int]:
    """A known name, with the number or the year that may follow it."""
    number_at = end + 1 if end < len(tokens) and tokens[end].folded == "so" else end
    if number_at < len(tokens) and tokens[number_at].kind == "number":
        number = tokens[number_at].text
        reference = DocumentReference(
            tokens[at].start, tokens[number_at].end, "number", number, law.name, number_key(number)
        )
        return reference, number_at + 1
    year, end = _year_at(tokens, end)
    number = number_of(law, year) if year else ""
    key = number_key(number) if number else same_name_key(law.name)
    return DocumentReference(
        tokens[at].start, tokens[end - 1].end, "name", number, law.name, key, year
    ), end


def _year_at(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """`năm 2013`, `2013`, `(năm 2013)` or `ngày 20 tháng 6 năm 2013` after a name."""
    words = [token.folded for token in tokens[at : at + 6]]
    offset = 1 if words[:1] == ["("] else 0
    if words[offset : offset + 1] == ["nam"]:
        offset += 1
    elif (
        words[offset : offset + 1] == ["ngay"]
        and words[offset + 2 : offset + 3] == ["thang"]
        and words[offset + 4 : offset + 5] == ["nam"]
    ):
        offset += 5
    if at + offset >= len(tokens) or not _YEAR.fullmatch(tokens[at + offset].folded):
        return None, at
    end = at + offset + 1
    if words[:1] == ["("]:
        end += 1 if end < len(tokens) and tokens[end].text == ")" else 0
    return int(tokens[at + offset].folded), end


def _is_whole_number(token: Token) -> bool:
    return "-" in token.folded or token.folded.count("/") > 1


def _by_number(
    tokens: Sequence[Token], at: int, number_at: int, kind: tuple[str, ...] = ()
) -> DocumentReference:
    number = "".join(tokens[number_at].text.split())
    if number.count("/") == 1 and number[-1].isdigit():
        if kind == ("nghi", "dinh"):
            number = f"{number}/NĐ-CP"
        elif kind in _OF_LAWS:
            number = by_short_number().get(number_key(number), number)
    return DocumentReference(
        tokens[at].start, tokens[number_at].end, "number", number, "", number_key(number)
    )


def _guessed(
    tokens: Sequence[Token], at: int, following: int
) -> tuple[DocumentReference | None, int]:
    end = following
    while end < len(tokens) and end - following < _LONGEST_NAME:
        token = tokens[end]
        if token.kind != "word" or token.text.lower() in _ENDS or token.folded.isdigit():
            break
        if token.folded == "va" and _word(tokens, end + 1) in _ANOTHER:
            break
        end += 1
    if end == following:
        return None, at
    name = " ".join(token.text for token in tokens[at:end])
    year, after = _year_at(tokens, end)
    reference = DocumentReference(
        tokens[at].start, tokens[after - 1].end, "name", "", name, same_name_key(name), year
    )
    return reference, after


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text.lower() if at < len(tokens) else ""

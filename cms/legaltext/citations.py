"""What a text refers to: provisions of this and of other documents.

The order of the law is điểm, khoản, Điều, document; people also type Điều, khoản, điểm,
or the document first. Several may share what follows (*khoản 1 và khoản 3 Điều 7*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import asked
from .documents import DocumentReference, document_at, may_begin
from .folding import composed
from .laws import KNOWN, Names
from .provisions.anchors import number_in_anchor
from .tokens import Token, tokens_of
from .units import FIRST_WORDS, Unit, resolved, units_at

THIS = "này"
# Behind these words a clause without an article is one of the article that speaks:
# *trường hợp quy định tại khoản 2*. Elsewhere it may be of a law that is being amended.
_POINTING = frozenset(("tại", "theo", "ở", "nêu"))
# What may stand between a document and its provision: *Luật Đất đai, Điều 5*.
_BETWEEN = frozenset((",", ":", "-", "–"))


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference, from `start` to `end` in the text.

    `document` is `this` when the text says *Luật này* or *Điều này*, or a clause alone
    that is one of the article that says it, `implied` when it
    names no document, `number` or `name` when it does: then `number` and `name` are as
    written (the number also from a well-known name with its year), `year` the year said
    with it, and `key` is `same_name_key` of the one or the other. `article`, `clause` and
    `point` are numbers as written, `này` for this one, empty when not said; `until` is
    the last of a range that begins with the innermost of them.
    """

    start: int
    end: int
    document: str
    number: str = ""
    name: str = ""
    key: str = ""
    year: int | None = None
    article: str = ""
    clause: str = ""
    point: str = ""
    until: str = ""

    def anchor(self, here: str = "") -> str:
        """The anchor of the provision meant; `here` is that of the provision that cites.

        Empty when a whole document is meant, or *this article* outside of any.
        """
        place = _place_of(here)
        pieces: list[str] = []
        for word, number in (("dieu", self.article), ("khoan", self.clause), ("diem", self.point)):
            if number == THIS:
                if word == "khoan" and self.point and word not in place:
                    # An article may have points without clauses.
                    continue
                if word not in place:
                    return ""
                pieces.append(f"{word}-{place[word]}")
            elif number:
                kind = {"dieu": "article", "khoan": "clause", "diem": "point"}[word]
                pieces.append(f"{word}-{number_in_anchor(kind, number)}")
        return "-".join(pieces)


def _place_of(anchor: str) -> dict[str, str]:
    parts = anchor.split("-")
    return {
        word: parts[parts.index(word) + 1]
        for word in ("dieu", "khoan", "diem")
        if word in parts[:-1]
    }


def find(text: str, *, names: Names = KNOWN, typed: bool = False) -> tuple[Citation, ...]:
    """The citations of `text` in reading order; positions are those of `text` as given.

    `names` are the laws known by name. `typed` is for what a person types into a search
    box: no capitals to go by, so that an abbreviation counts in small letters too. Time
    is linear in the length of `text`.
    """
    normal, origin = composed(text)
    tokens = tokens_of(normal)
    found = _found(tokens, names, typed)
    if origin is None:
        return found
    return tuple(replace(one, start=origin[one.start], end=origin[one.end]) for one in found)


def _found(tokens: Sequence[Token], names: Names, typed: bool) -> tuple[Citation, ...]:
    citations: list[Citation] = []
    named: DocumentReference | None = None  # a document that ends just before `position`
    position = 0
    while position < len(tokens):
        token = tokens[position]
        begins = token.folded in FIRST_WORDS
        named_so = may_begin(token, names) or (typed and asked.may_begin(token))
        if not begins and not named_so:
            named = named if token.text in _BETWEEN else None
            position += 1
            continue
        units, after = units_at(tokens, position) if begins else ([], position)
        if units:
            document, end = _document_after(tokens, after, names, typed)
            start = None
            if document is None and named is not None:
                document, start = named, named.start
                if named.document != "this":
                    citations.pop()
            alone = document is None and not typed and _is_pointed_at(tokens, position)
            found = _of_units(units, document, start, alone=alone)
            if not found and document is not None and document.document != "this":
                found = [_citation(document, document.start, document.end)]
            citations.extend(found)
            position, named = max(end, position + 1), None
            continue
        reference, end = document_at(tokens, position, names, typed=typed)
        if reference is None:
            named = None
            position += 1
            continue
        named, position = reference, end
        if reference.document != "this":
            citations.append(_citation(reference, reference.start, reference.end))
    return tuple(citations)


def _is_pointed_at(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].text.lower() in _POINTING


def _document_after(
    tokens: Sequence[Token], at: int, names: Names, typed: bool
) -> tuple[DocumentReference | None, int]:
    """The document that a row of provisions belongs to, when it is named after the row."""
    for skipped in ((), (",",), ("cua",), ("tai",), ("trong",), (",", "cua"), ("thuoc",)):
        words = tuple(token.folded for token in tokens[at : at + len(skipped)])
        if words == skipped:
            reference, end = document_at(
                tokens, at + len(skipped), names, typed=typed, after_unit=True
            )
            if reference is not None:
                return reference, end
    return None, at


def _of_units(
    units: Sequence[Unit], document: DocumentReference | None, start: int | None, *, alone: bool
) -> list[Citation]:
    """A citation for every provision of a row. The last takes the document named after the
    row into its span; the first, one named before it, which begins at `start`. Clauses
    without an article count where they stand `alone`."""
    citations = [
        _citation(document, one.start, one.end, one.article, one.clause, one.point, one.until)
        for one in resolved(units, alone=alone)
    ]
    if citations and start is not None:
        citations[0] = replace(citations[0], start=start)
    elif citations and document is not None:
        citations[-1] = replace(citations[-1], end=document.end)
    return citations


def _citation(
    document: DocumentReference | None,
    start: int,
    end: int,
    article: str = "",
    clause: str = "",
    point: str = "",
    until: str = "",
) -> Citation:
    if document is None or article == THIS:
        kind = "this" if article == THIS else "implied"
        return Citation(start, end, kind, article=article, clause=clause, point=point, until=until)
    return Citation(
        start,
        end,
        document.document,
        document.number,
        document.name,
        document.key,
        document.year,
        article,
        clause,
        point,
        until,
    )

"""Records from JSON lines: the codified law article by article, and the gazette's metadata.

A row with an `article` is an article of a document (the shapes of `zalo_pd_corpus` and
`codified_law`); any other is a document's metadata (the shape of `gazette_metadata`).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.legaltext.bodies import bodies_of_number, body_names
from cms.legaltext.laws import by_number, number_key
from cms.legaltext.provisions.chains import key_of
from cms.library.vocabulary import RelationKind

from .records import Malformed, Problem, Record, Relation, read_date, read_type
from .spool import Spool

_LONGEST_CONTENT = 4000
_ITEM = re.compile(r"ItemID=(\d{1,10})")
_NOTE = re.compile(
    r"\(Điều\s(?P<article>\S{1,8})\s(?P<type>Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết liên tịch|"
    r"Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|Lệnh)\s"
    r"(?:số\s(?P<number>Không số|\S{3,60})\s)?(?P<title>.{1,900}?)"
    r"(?:\sngày\s(?P<issued>\d{1,2}/\d{1,2}/\d{4})\scủa\s(?P<agency>[^,]{2,200}))?"
    r",\scó hiệu lực"
)
_CHAPTER = re.compile(
    r"((?:Phần|Chương|Mục|MỤC|Tiểu mục)\s(?:thứ\s\w{2,6}|[IVXLC]{1,8}|\d{1,3}))[.:]?\s(.{2,300})"
)
# The codified law leaves out *thứ*.
_PART = re.compile(r"Phần (?=(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b)")
# The first article of a chapter has the headings of both: `Chương III CÁ NHÂN Mục 1 NĂNG LỰC`.
_NEXT_HEADING = re.compile(r"\s(?=(?:Chương\s[IVXLC]{1,8}|(?:Mục|MỤC|Tiểu mục)\s\d{1,3})[.:]?\s)")
# Some rows of the codified law have all of a title before the body.
_NOT_AGENCY = re.compile(r".{1,900}\sngày\s\d{1,2}/\d{1,2}/\d{4}\scủa\s", re.DOTALL)
_SAYS_ITS_YEAR = re.compile(r"/\d{4}/")
_NAMED_BY_TITLE = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_LONGEST_TITLE = 250
# The gazette says of each document what it does and what is done to it.
_RELATIONS = {
    "Văn bản dẫn chiếu": (RelationKind.CITES, False, False),
    "Văn bản căn cứ": (RelationKind.BASED_ON, False, False),
    "Văn bản được hướng dẫn": (RelationKind.GUIDES, False, False),
    "Văn bản hướng dẫn": (RelationKind.GUIDES, False, True),
    "Văn bản bị thay thế/bãi bỏ/hủy bỏ/đình chỉ": (RelationKind.REPLACES, False, False),
    "Văn bản thay thế/bãi bỏ/hủy bỏ/đình chỉ": (RelationKind.REPLACES, False, True),
    "Văn bản bị thay thế/bãi bỏ/hủy bỏ/đình chỉ một phần": (RelationKind.REPLACES, True, False),
    "Văn bản thay thế/bãi bỏ/hủy bỏ/đình chỉ một phần": (RelationKind.REPLACES, True, True),
    "Văn bản bị sửa đổi bổ xung/được đính chính": (RelationKind.AMENDS, False, False),
    "Văn bản sửa đổi bổ sung/đính chính": (RelationKind.AMENDS, False, True),
}

Row = dict[str, Any]
Tell = Callable[[Problem], None]


def is_json_lines(path: Path) -> bool:
    return path.name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"))


def records_of(path: Path, tell: Tell) -> Iterator[Record]:
    """The documents of a file of JSON lines. What is wrong with a row goes to `tell`."""
    with Spool() as spool:
        documents: dict[str, str] = {}
        for number, row in _rows(path, tell):
            if "article" not in row:
                yield from _checked(path, number, row, tell, _from_metadata)
                continue
            group, rank = _group_of(row), _rank(row)
            if not group or not _says_anything(row):
                missing = "text" if group else "law_number"
                tell(_lost(path, number, row, missing, str(_MISSING[missing])))
                continue
            spool.put(group, rank, number, row)
            documents[str(row.get("id"))] = str(row.get("law_number") or "")
        for __, rows in spool.groups():
            yield from _checked(path, rows[0][0], rows, tell, _from_articles(documents))


_MISSING = {
    "text": gettext_lazy("The article has neither text nor title."),
    "law_number": gettext_lazy("It is not said to which document the article belongs."),
}


def _rows(path: Path, tell: Tell) -> Iterator[tuple[int, Row]]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = orjson.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("not an object")
            except ValueError:
                content = line.decode("utf-8", "replace").strip()
                reason = _("The line is no JSON object.")
                tell(Problem(f"{path.name}:{number}", "", reason, content[:_LONGEST_CONTENT], True))
                continue
            yield number, row


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _lost(path: Path, number: int, row: object, field: str, reason: str) -> Problem:
    content = orjson.dumps(row).decode()[:_LONGEST_CONTENT]
    return Problem(f"{path.name}:{number}", field, reason, content, lost=True)


def _checked(
    path: Path, number: int, source: Any, tell: Tell, read: Callable[..., Record]
) -> Iterator[Record]:
    """The record that `read` makes; whatever a row may hold, its problem stays its own."""
    where = f"{path.name}:{number}"
    try:
        yield read(where, source, tell)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        tell(_lost(path, number, source, "", _("It cannot be read: %s") % error))


def _says_anything(row: Row) -> bool:
    """A repealed article may have left its title only: *(được bãi bỏ)*."""
    return any(str(row.get(field) or "").strip() for field in ("text", "title"))


def _group_of(row: Row) -> str:
    """What tells the document of an article from others: its number, else its place of origin."""
    number = str(row.get("law_number") or "")
    if number:
        key = number_key(number)
        return key if _SAYS_ITS_YEAR.search(key) else f"{row.get('law_type') or ''} {key}"
    item = _ITEM.search(str(row.get("url") or ""))
    return f"item {item[1]}" if item else ""


def _rank(row: Row) -> int:
    article = str(row.get("article") or "")
    if not article[:1].isdigit():
        note = _NOTE.match(str(row.get("source_note") or ""))
        article = note["article"] if note and note["article"][:1].isdigit() else "9999"
    number, suffix = key_of(article)
    return number * 1000 + suffix


def _from_articles(documents: dict[str, str]) -> Callable[..., Record]:
    def read(where: str, rows: list[tuple[int, Row]], tell: Tell) -> Record:
        articles = [row for __, row in _once(where, rows, tell)]
        first = articles[0]
        note = next((n for row in articles if (n := _full_note(row))), None)
        number = str(first.get("law_number") or "")
        type_name = str(first.get("law_type") or (note["type"] if note else ""))
        agency = next((row["agency"] for row in articles if row.get("agency")), "")
        dates = _Dates(where, tell)
        return Record(
            row=where,
            title=_title(type_name, number, note["title"] if note else ""),
            type=_type(where, type_name, tell),
            number=number,
            known_as=_names(number),
            issuers=body_names(_NOT_AGENCY.sub("", str(agency)[:1000])) or bodies_of_number(number),
            issued_on=dates.read("issued", [row.get("issued") for row in articles]),
            effective_from=dates.read("effective", [row.get("effective") for row in articles]),
            fields=tuple(
                dict.fromkeys(str(row["demuc_name"]) for row in articles if row.get("demuc_name"))
            ),
            summary=note["title"] if note and len(note["title"]) > _LONGEST_TITLE else "",
            source=_SOURCE if first.get("url") else "",
            source_url=str(first.get("url") or "").partition("#")[0],
            text=_text(articles),
            relations=_cited(articles, documents),
        )

    return read


_SOURCE = "Cơ sở dữ liệu quốc gia về văn bản pháp luật"


def _full_note(row: Row) -> dict[str, str] | None:
    note = _NOTE.match(str(row.get("source_note") or ""))
    return note.groupdict() if note and (note["issued"] or not row.get("law_number")) else None


def _once(where: str, rows: list[tuple[int, Row]], tell: Tell) -> list[tuple[int, Row]]:
    """The rows with each article once: the codified law repeats one under every subject.

    Two wordings of one article: the longer is kept, the other reported whole.
    """
    kept: dict[str, tuple[int, Row]] = {}
    for number, row in rows:
        key = str(row.get("article") or row.get("id"))
        before = kept.get(key)
        if before is None:
            kept[key] = (number, row)
            continue
        texts = ["".join(str(one.get("text")).split()) for one in (before[1], row)]
        if texts[0] == texts[1]:
            continue
        shorter = (number, row) if len(texts[0]) >= len(texts[1]) else before
        kept[key] = before if shorter[1] is row else (number, row)
        name = f"{where.partition(':')[0]}:{shorter[0]}"
        reason = _("Article %s is given in two wordings; the longer was kept.") % key
        tell(Problem(name, "article", reason, orjson.dumps(shorter[1]).decode()[:_LONGEST_CONTENT]))
    return list(kept.values())


def _title(type_name: str, number: str, said: str) -> str:
    """`Luật Thanh niên`; a decree by its number and what it is about."""
    known = by_number().get(number_key(number)) if number else None
    said = " ".join(said.split())
    if type_name in _NAMED_BY_TITLE and (known or said):
        name = known.name if known else said
        begins = name.casefold().startswith(("luật", "bộ luật", "pháp lệnh", "hiến pháp"))
        title = name if begins else f"{type_name} {name[0].lower()}{name[1:]}"
    else:
        about = f" {said[0].lower()}{said[1:]}" if said else ""
        title = f"{type_name or 'Văn bản'}{f' số {number}' if number else ''}{about}"
    return _short(title)


def _short(title: str) -> str:
    title = title.rstrip(". ")
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"


def _names(number: str) -> tuple[str, ...]:
    """What else a well-known law is called, so that citations by abbreviation find it."""
    law = by_number().get(number_key(number)) if number else None
    return (law.name, *law.abbreviations) if law else ()


def _text(articles: list[Row]) -> str:
    """The document's words: its chapters where the rows give its own, and its articles."""
    own = all(str(row.get("id", "")).rsplit(".", 2)[-2:-1] in (["LQ"], ["PL"]) for row in articles)
    pieces: list[str] = []
    chapter = ""
    for row in articles:
        said = str(row.get("chapter") or "")
        if own and said != chapter:
            pieces += _headings(said)
        chapter = said
        pieces.append(_article(row))
    return "\n\n".join(pieces)


def _headings(said: str) -> list[str]:
    """The headings that a row names, each a number above its title; none where one is neither."""
    pieces = _NEXT_HEADING.split(_PART.sub("Phần thứ ", said))
    found = [_CHAPTER.fullmatch(one) for one in pieces]
    return [f"{one[1]}\n{one[2]}" for one in found if one] if all(found) else []


def _article(row: Row) -> str:
    text = str(row.get("text") or "").strip()
    number = row.get("article") or (
        note["article"] if (note := _NOTE.match(str(row.get("source_note") or ""))) else ""
    )
    title = str(row.get("title") or "").strip().removeprefix(f"{number}.").strip()
    if not number:
        return text
    if title:
        return f"Điều {number}. {title}\n{text}".strip()
    return f"Điều {number}. {text}"


def _cited(articles: list[Row], documents: dict[str, str]) -> tuple[Relation, ...]:
    """The documents to whose articles the codified law refers from these."""
    own = str(articles[0].get("law_number") or "")
    numbers = dict.fromkeys(
        documents.get(str(other), "") for row in articles for other in row.get("related") or ()
    )
    return tuple(
        Relation(RelationKind.CITES, number) for number in numbers if number and number != own
    )


class _Dates:
    """Dates of a row; one that cannot be read is reported once and left out."""

    def __init__(self, where: str, tell: Tell) -> None:
        self.where, self.tell = where, tell

    def read(self, field: str, values: list[Any]) -> Any:
        for value in dict.fromkeys(values):
            try:
                if found := read_date(value):
                    return found
            except Malformed as error:
                self.tell(Problem(self.where, field, str(error), str(value)))
        return None


def _type(where: str, name: str, tell: Tell) -> Any:
    try:
        return read_type(name)
    except Malformed as error:
        # `Thông tư số liên tịch`, `Thông tư số TT`: the type is how it begins.
        tell(Problem(where, "type", str(error), name))
        return read_type("Thông tư") if name.startswith("Thông tư") else read_type("")


def _from_metadata(where: str, row: Row, tell: Tell) -> Record:
    number = str(row.get("number") or "").strip()
    title = " ".join(str(row.get("title") or "").split())
    if not number and not title:
        raise Malformed(_("It has neither number nor title."))
    dates = _Dates(where, tell)
    summary = " ".join(str(row.get("summary") or "").split())
    named = str(row.get("type")) in _NAMED_BY_TITLE
    whole = title if title and not named else _title(str(row.get("type") or ""), number, summary)
    return Record(
        row=where,
        title=_short(whole),
        type=_type(where, str(row.get("type") or ""), tell),
        number=number,
        known_as=_names(number),
        issuers=body_names(str(row.get("agency") or "")) or bodies_of_number(number),
        signer=str(row.get("signer") or "").strip()[:160],
        issued_on=dates.read("issued", [row.get("issued")]),
        effective_from=dates.read("effective", [row.get("effective")]),
        summary=summary[:2000],
        relations=tuple(_relations(where, row, number, tell)),
    )


def _relations(where: str, row: Row, own: str, tell: Tell) -> Iterator[Relation]:
    for name, numbers in (row.get("relations") or {}).items():
        known = _RELATIONS.get(name)
        if known is None:
            reason = _("There is no relation called '%s'.") % name
            tell(Problem(where, "relations", reason, ", ".join(map(str, numbers))))
            continue
        kind, partial, inverse = known
        for number in dict.fromkeys(str(number).strip() for number in numbers):
            if number and number_key(number) != number_key(own):
                yield Relation(kind, number, partial, inverse)

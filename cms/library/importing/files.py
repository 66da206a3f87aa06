"""The text of a record's file, and what the text says of the document where the table does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from cms.legaltext.provisions import Metadata, parse
from cms.library.extraction.contract import Limits, Refused
from cms.library.extraction.process import extract
from cms.library.names import name_told_by
from cms.library.uploads.wording import caution, refusal

from .records import Malformed, Problem, Record, read_type

Tell = Callable[[Problem], None]


def with_texts(records: Iterable[Record], tell: Tell, limits: Limits) -> Iterator[Record]:
    """The records with the texts of their files. A file that gives none is told, and its
    record comes all the same: the table's facts and the file itself are kept."""
    for record in records:
        yield record if record.file is None else _read(record, tell, limits)


def _read(record: Record, tell: Tell, limits: Limits) -> Record:
    assert record.file is not None
    name = record.file.stem[:250]
    try:
        with record.file.open("rb") as source:
            extracted = extract(source, limits)
    except Refused as error:
        reason = _("No text was read. %s") % refusal(error.reason, error.about)
        tell(Problem(record.row, "file", reason, record.file.name))
        return replace(record, title=record.title or name)
    for warned in extracted.warnings:
        told = caution({"code": warned.code, "about": warned.about})
        tell(Problem(record.row, "file", told, record.file.name))
    return _proposed(replace(record, text=extracted.text), parse(extracted.text).metadata, name)


def _proposed(record: Record, said: Metadata, name: str) -> Record:
    """The blanks of the table filled from what the text says of itself."""
    kind = record.type
    if kind == read_type("") and said.type:
        try:
            kind = read_type(said.type)
        except Malformed:
            kind = record.type
    bodies = tuple(body for body in said.issuing_body.split("; ") if body)
    return replace(
        record,
        type=kind,
        title=record.title or name_told_by(said)[:250] or name,
        number=record.number or said.number[:80],
        signer=record.signer or said.signer[:160],
        issuers=record.issuers or bodies,
        issued_on=record.issued_on or said.issued_on,
        effective_from=record.effective_from or said.effective_from,
    )

"""What is printed: a document, or several in one booklet, as plain values.

Nothing here knows a page of the portal, a database or a typesetter. All text is
plain text: whatever stands in it is printed as it stands, never obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a block is in the document, and so how it looks."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    ANNEX = "annex"
    HEADING = "heading"
    CLAUSE = "clause"
    POINT = "point"
    TEXT = "text"
    PREAMBLE = "preamble"
    SIGNATURE = "signature"
    RECIPIENTS = "recipients"


# Roles that divide a document: they stand in the contents and in the running heads.
DIVISIONS = frozenset(
    {
        Role.PART,
        Role.CHAPTER,
        Role.SECTION,
        Role.SUBSECTION,
        Role.ARTICLE,
        Role.ANNEX,
        Role.HEADING,
    }
)


@dataclass(frozen=True, slots=True)
class Block:
    """A provision, a heading or a stretch of text, with what stands below it.

    `label` is how people name it (`Điều 12`, `1.`, `a)`), `heading` what it is
    about, `text` its own words; a line break in them starts a new paragraph. A
    preamble (`Căn cứ …`) stands before the provisions; signatures and the recipients
    (`Nơi nhận`) after them.
    """

    role: Role
    label: str = ""
    heading: str = ""
    text: str = ""
    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """One document as it is at `version`, changed last on `version_date`.

    `url` is where its newest version is read. `validity` says in words whether it
    is in force. Fields that are not known are empty or `None`, and not printed.
    """

    title: str
    url: str
    version: int
    version_date: date
    kind: str = ""
    number: str = ""
    issuing_body: str = ""
    issued_on: date | None = None
    effective_from: date | None = None
    validity: str = ""
    summary: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Booklet:
    """A set of documents in one cover, in the order of `documents`."""

    title: str
    url: str
    version_date: date
    documents: tuple[PrintedDocument, ...]
    publisher: str = ""
    contributor: str = ""
    audience: str = ""
    introduction: str = ""


class Paper(StrEnum):
    """A4 sheets to read or bind; A5 leaves, two on an A4 sheet, to fold and staple."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What a reader chooses: the paper, and letters for eyes that need them large."""

    paper: Paper = Paper.A4
    large: bool = False

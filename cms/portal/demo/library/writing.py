"""The shape in which the demo's library is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cms.portal.demo.writing import Block


@dataclass(frozen=True, slots=True)
class Does:
    """What a document does to another: the demo's by its slug, else one that is only named."""

    kind: str
    to: str = ""
    number: str = ""
    title: str = ""
    provisions: str = ""

    @property
    def partial(self) -> bool:
        return bool(self.provisions)


@dataclass(frozen=True, slots=True)
class Document:
    """A document. Days are written `2014-01-01`; `file` and `attachments` are names in `files/`."""

    slug: str
    title: str
    type: str
    summary: str
    number: str = ""
    issuers: tuple[str, ...] = ()
    signer: str = ""
    issued: str = ""
    begins: str = ""
    ends: str = ""
    fields: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    file: str = ""
    attachments: tuple[str, ...] = ()
    does: tuple[Does, ...] = ()
    body: tuple[Block, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Documents that belong together, by their slugs, in order."""

    slug: str
    title: str
    lead: str
    for_whom: str
    contributor: str
    documents: tuple[str, ...]
    introduction: tuple[Block, ...] = ()


def day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


MEDIATORS = "Hòa giải viên"
LEADERS = "Tổ trưởng tổ hòa giải"
OFFICERS = "Công chức tư pháp - hộ tịch"
PEOPLE = "Người dân"
EVERYONE = (MEDIATORS, LEADERS, OFFICERS, PEOPLE)

MEDIATION = "Hòa giải ở cơ sở"
LAND = "Đất đai"
CIVIL = "Dân sự"
FAMILY = "Hôn nhân và gia đình"
MONEY = "Tài chính"

ASSEMBLY = "Quốc hội"
GOVERNMENT = "Chính phủ"
CITY = "Ủy ban nhân dân thành phố Đồng Hới"
OFFICE = "Phòng Tư pháp thành phố Đồng Hới"
VBPL = "Cơ sở dữ liệu quốc gia về văn bản pháp luật"
VBPL_URL = "https://vbpl.vn/"

"""What a legal text is, once read: a tree of provisions, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

ProvisionKind = Literal[
    "part", "chapter", "section", "subsection", "article", "clause", "point", "annex", "heading"
]
StretchKind = Literal[
    "national_heading",  # issuing body, national motto, number, place and date
    "title",  # NGHỊ ĐỊNH, and what about
    "preamble",  # Căn cứ …
    "contents",  # the table of contents
    "signature",
    "recipients",  # Nơi nhận
    "page_number",
    "running_head",
]


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision: Điều 12, its khoản 2, that one's điểm a; or a guide's section.

    `text` is its own text, without that of its `children`; `heading` what its title line
    says beyond `label`. `marker` is how the source wrote the number (`ĐIỀU 12:`), empty
    for a heading without one. `start` and `end` delimit it, its children included, in
    `ParsedText.text`. `anchor` is unique in its text (`dieu-12-khoan-2-diem-a`).
    """

    kind: ProvisionKind
    number: str
    heading: str
    text: str
    anchor: str
    label: str
    start: int
    end: int
    children: tuple[Provision, ...] = ()
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that belongs to no provision; `text` is what stands there."""

    kind: StretchKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text says of itself: proposals, empty where it says nothing."""

    number: str = ""
    issued_on: date | None = None
    issuing_body: str = ""
    type: str = ""
    title: str = ""
    signer: str = ""
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text taken apart. Every character of `text` that is no space is in exactly one
    stretch or provision, in the order in which it stands.

    `text` is what was given, composed (NFC), with `\\n` between lines.
    """

    text: str
    front: tuple[Stretch, ...] = ()
    provisions: tuple[Provision, ...] = ()
    back: tuple[Stretch, ...] = ()
    furniture: tuple[Stretch, ...] = ()
    metadata: Metadata = Metadata()


def walk(
    provisions: Sequence[Provision], path: tuple[Provision, ...] = ()
) -> Iterator[tuple[tuple[Provision, ...], Provision]]:
    """Every provision in reading order, each with those that contain it, outermost first."""
    for provision in provisions:
        yield path, provision
        yield from walk(provision.children, (*path, provision))


def title_of(provision: Provision) -> str:
    """`Điều 12. Quyền của hòa giải viên`: the title line, without the text."""
    if not provision.label:
        return provision.heading
    return f"{provision.label}. {provision.heading}" if provision.heading else provision.label


def whole_text(provision: Provision) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text of a provision with its children's, without its own title line; and, for
    every deeper provision, where in that text it begins and its anchor."""
    pieces: list[str] = []
    inner: list[tuple[int, str]] = []
    length = 0

    def add(piece: str) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            length += len(piece) + 1

    add(provision.text)
    for _, deeper in walk(provision.children):
        inner.append((length, deeper.anchor))
        add(body_of(deeper))
    return "\n".join(pieces), tuple(inner)


def body_of(provision: Provision) -> str:
    """A provision's own words as they are read: `a) Tôn trọng …`, or a title line and the text."""
    first = " ".join(part for part in (provision.marker, provision.heading) if part)
    if provision.text and not provision.heading and provision.marker:
        return f"{provision.marker} {provision.text}"
    return "\n".join(part for part in (first, provision.text) if part)

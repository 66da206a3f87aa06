"""A whole item as a script: what of it is said, what is left out or told of, how long it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from .speech import speak

Payload = Mapping[str, Any]

TABLE = "Bảng số liệu kèm theo được đăng trên Cổng thông tin."
NAMED_TABLE = "Bảng “{}” được đăng trên Cổng thông tin."
WHOLE = "Toàn văn được đăng trên Cổng thông tin."
# Syllables; whoever listens to a loudspeaker longer has stopped listening.
LONGEST = 2400

_BREAKS = {"p", "br", "li", "h2", "h3", "h4", "blockquote", "div", "tr", "dd", "dt"}


@dataclass(frozen=True, slots=True)
class Written:
    """What an item says, before it is read: its title, its lead, its paragraphs."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]


def written(payload: Payload, passages: Iterable[tuple[str, str]] = ()) -> Written:
    """What of an item is read aloud.

    `payload` is the item as the log holds it. Where it has a body of blocks, each is said
    in its own way: tables are told of, pictures, videos and files left out. Otherwise
    `passages`, each a heading and a text, are read as they are.
    """
    blocks = [
        block
        for value in payload.values()
        if isinstance(value, Mapping) and isinstance(value.get("blocks"), list)
        for block in value["blocks"]
    ]
    said = _of_blocks(blocks) if blocks else _of_passages(passages)
    return Written(payload["title"], payload["lead"], tuple(one for one in said if one.strip()))


def script_of(item: Written) -> str:
    """The script: the title, the lead and the paragraphs as they are said, an empty line between.

    A text too long for the air ends after whole paragraphs, and says where the rest is.
    """
    said = [_sentence(speak(one)) for one in (item.title, item.lead) if one.strip()]
    spent = sum(map(syllables, said))
    for paragraph in item.paragraphs:
        text = _sentence(speak(paragraph))
        spent += syllables(text)
        if spent > LONGEST:
            said.append(WHOLE)
            break
        said.append(text)
    return "\n\n".join(one for one in said if one)


def syllables(text: str) -> int:
    """Syllables that take time to say: Vietnamese writes each as a word of its own."""
    return sum(1 for word in re.split(r"[\s-]+", text) if any(map(str.isalpha, word)))


def seconds(text: str, per_minute: int) -> int:
    """How long the text takes at so many syllables a minute."""
    return round(syllables(text) * 60 / per_minute)


def _sentence(text: str) -> str:
    return text if not text or text[-1] in '.!?…:”"' else f"{text}."


def _of_passages(passages: Iterable[tuple[str, str]]) -> Iterator[str]:
    for heading, text in passages:
        yield heading
        yield from text.split("\n\n")


def _of_blocks(blocks: Iterable[Payload]) -> Iterator[str]:
    for block in blocks:
        say = _BLOCKS.get(block["type"])
        if say:
            yield from say(block["value"])


def _paragraph(value: Payload) -> Iterator[str]:
    yield from text_of(value["html"])


def _callout(value: Payload) -> Iterator[str]:
    yield value["heading"]
    yield from text_of(value["html"])


def _quote(value: Payload) -> Iterator[str]:
    who, role, said = value["who"], value["role"], f"“{value['text'].strip()}”"
    if who and role:
        yield f"{who}, {_small(role)}, nói: {said}"
    else:
        yield f"{who or role} nói: {said}" if who or role else said


def _small(text: str) -> str:
    """Without the capital of a beginning; abbreviations and names of two words keep theirs."""
    first, _, rest = text.partition(" ")
    return text if rest[:1].isupper() or first[1:2].isupper() else text[:1].lower() + text[1:]


def _steps(value: Payload) -> Iterator[str]:
    yield value["heading"]
    for number, step in enumerate(value["steps"], 1):
        text = " ".join(text_of(step.get("html") or ""))
        title = _sentence(f"Thứ {number}, {step['title']}")
        yield f"{title} {text}"


def _key_figures(value: Payload) -> Iterator[str]:
    yield "; ".join(
        f"{one['figure']} {'là ' if _is_day(one) else ''}{one['meaning']}"
        for one in value["figures"]
    )


def _is_day(figure: Payload) -> bool:
    """A day that is a figure is named by its meaning: *18/3 là ngày ban hành kế hoạch*."""
    is_day = re.fullmatch(r"\d{1,2}/\d{1,2}(?:/\d{4})?", figure["figure"].strip())
    return bool(is_day) and figure["meaning"].lower().startswith(("ngày", "hạn"))


def _table(value: Payload) -> Iterator[str]:
    yield NAMED_TABLE.format(value["caption"]) if value["caption"] else TABLE


def _document(value: Payload) -> Iterator[str]:
    number = value["number"] and f", số {value['number']}"
    body = value["issuing_body"] and f" của {value['issuing_body']}"
    yield f"{value['title']}{number or ''}{body or ''}"


def _contact(value: Payload) -> Iterator[str]:
    telephone = value.get("phone") and f"điện thoại {value['phone']}"
    named = (value.get("name"), value.get("role"), telephone, value.get("address"))
    yield ", ".join(one for one in named if one)


_BLOCKS: Mapping[str, Callable[[Payload], Iterator[str]]] = {
    "paragraph": _paragraph,
    "heading": lambda value: iter([value["text"]]),
    "quote": _quote,
    "callout": _callout,
    "steps": _steps,
    "key_figures": _key_figures,
    "table": _table,
    "document_reference": _document,
    "contact": _contact,
}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(re.sub(r"\s+", " ", data))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")


def text_of(html: str) -> list[str]:
    """The paragraphs of HTML, as plain text."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return [line.strip() for line in "".join(reader.pieces).split("\n") if line.strip()]

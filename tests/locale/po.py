"""Read gettext catalogues (.po) as plain data, without needing the gettext tools."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s+(".*")$')


@dataclass(slots=True)
class Message:
    """One entry of a catalogue; an empty ``context`` or ``plural`` means there is none."""

    context: str = ""
    msgid: str = ""
    plural: str = ""
    translations: dict[int, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.msgid


def read(path: Path) -> Iterator[Message]:
    """Yield the messages of a .po file, without its header and its obsolete entries."""
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        message = _message(paragraph)
        if message.msgid:
            yield message


def _message(paragraph: str) -> Message:
    message, parts = Message(), {}
    current = ""
    for line in paragraph.splitlines():
        if line.startswith("#,"):
            message.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif match := KEYWORD.match(line):
            current = match[1]
            parts[current] = ast.literal_eval(match[3])
        elif line.startswith('"'):
            parts[current] += ast.literal_eval(line)
    message.context = parts.pop("msgctxt", "")
    message.msgid = parts.pop("msgid", "")
    message.plural = parts.pop("msgid_plural", "")
    message.translations = {_plural_index(name): text for name, text in parts.items()}
    return message


def _plural_index(keyword: str) -> int:
    return int(keyword[7:-1]) if "[" in keyword else 0

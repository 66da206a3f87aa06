"""The project speaks Vietnamese: what its code and templates say is in its catalogue.

`locale/parts/` is what people edit; the merged catalogue beside it is what Django reads.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import template

from tests.locale import po

ROOT = Path(settings.BASE_DIR)
SOURCES = [ROOT / name for name in ("blocks", "cms", "search", "settings")]
PARTS = sorted((ROOT / "locale" / "parts").glob("*.po"))
MERGED = ROOT / "locale" / "vi" / "LC_MESSAGES"
WAGTAILS = ROOT / "locale" / "wagtail" / "vi" / "LC_MESSAGES" / "django.po"
# Where the message stands among the arguments, and whether a context stands before it.
CALLS = {
    "_": (0, False),
    "gettext": (0, False),
    "gettext_lazy": (0, False),
    "gettext_noop": (0, False),
    "ngettext": (0, False),
    "ngettext_lazy": (0, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (1, True),
    "npgettext_lazy": (1, True),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(({STRING})(?:, ?({STRING}))?", re.S)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
OLD_ACCENTS = re.compile(r"(o[àáảãạ]|o[èéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)

Key = tuple[str, str]


def said_in_code(path: Path) -> Iterator[Key]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imports = [alias for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names]
    functions = {alias.asname or alias.name: alias.name for alias in imports}
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = functions.get(node.func.id)
        if name not in CALLS:
            continue
        place, has_context = CALLS[name]
        texts = [str(arg.value) for arg in node.args[: place + 1] if isinstance(arg, ast.Constant)]
        if len(texts) == place + 1:
            yield (texts[0] if has_context else "", texts[place])


def said_in_template(path: Path) -> Iterator[Key]:
    for call, first, second in IN_TEMPLATE.findall(
        template.templatize(path.read_text(encoding="utf-8"), origin=str(path))
    ):
        place, has_context = CALLS[call]
        texts = [ast.literal_eval(text) for text in (first, second) if text]
        yield (texts[0] if has_context else "", texts[place])


def everything_said() -> dict[Key, Path]:
    said: dict[Key, Path] = {}
    for folder in SOURCES:
        for path in folder.rglob("*.py"):
            said.update((key, path) for key in said_in_code(path))
        for path in [*folder.rglob("templates/**/*.html"), *folder.rglob("templates/**/*.txt")]:
            said.update((key, path) for key in said_in_template(path))
    return said


def parts() -> list[po.Message]:
    return [message for path in PARTS for message in po.read(path)]


def plain(message: po.Message) -> str:
    return message.plural or message.msgid


def test_everything_the_project_says_has_a_vietnamese_translation() -> None:
    known = {m.key for m in [*parts(), *po.read(WAGTAILS)] if m.translations.get(0)}

    untranslated = {
        key: str(path.relative_to(ROOT))
        for key, path in everything_said().items()
        if key not in known
    }

    assert untranslated == {}


def test_the_catalogue_holds_nothing_that_the_project_no_longer_says() -> None:
    said = everything_said()

    assert [message.key for message in parts() if message.key not in said] == []


def test_no_two_parts_translate_one_message_differently() -> None:
    first: dict[Key, str] = {}
    clashes = [
        (message.key, first[message.key], message.translations[0])
        for message in parts()
        if first.setdefault(message.key, message.translations[0]) != message.translations[0]
    ]

    assert clashes == []


def test_the_merged_catalogue_says_what_the_parts_say() -> None:
    merged = {m.key: m.translations for m in po.read(MERGED / "django.po")}

    assert merged == {message.key: message.translations for message in parts()}


def test_the_compiled_catalogue_says_what_the_merged_one_says() -> None:
    with (MERGED / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)

    def said(message: po.Message) -> str:
        if message.plural and message.context:
            return catalogue.npgettext(message.context, message.msgid, message.plural, 2)
        if message.plural:
            return catalogue.ngettext(message.msgid, message.plural, 2)
        if message.context:
            return catalogue.pgettext(message.context, message.msgid)
        return catalogue.gettext(message.msgid)

    stale = [m.key for m in po.read(MERGED / "django.po") if said(m) != m.translations[0]]

    assert stale == []


def test_translations_keep_the_placeholders() -> None:
    broken = [
        message.key
        for message in parts()
        if sorted(PLACEHOLDER.findall(plain(message)))
        != sorted(PLACEHOLDER.findall(message.translations[0]))
    ]

    assert broken == []


def test_accents_are_placed_the_way_the_project_writes_them() -> None:
    """hòa, xóa, khóa; never hoà, xoá, khoá."""
    assert [m.key for m in parts() if OLD_ACCENTS.search(m.translations[0])] == []

"""The admin speaks Vietnamese: everything Wagtail and its helpers can say is translated.

Wagtail's own Vietnamese covers a fraction of its messages, so the project carries a
catalogue of its own, and an upgrade of Wagtail that brings new messages fails here.
"""

import gettext
import json
import re
import struct
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import django
import pytest
import wagtail
from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.timesince import timesince
from django.views.i18n import JSONCatalog

from tests.locale import po

CATALOGUES = Path(settings.BASE_DIR) / "locale" / "wagtail" / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)
# Django's Vietnamese is nearly whole, so only what it leaves untranslated is ours to say.
DJANGO_PARTS = ("conf", "contrib/auth", "contrib/contenttypes")

SAME_IN_VIETNAMESE = {
    "Email",
    "URL",
    "ID",
    "IPv4",
    "IPv6",
    "Wagtail API v2",
    "Wagtail API v3",
    "%(value)s googol",
}
# Wagtail gives these names to an abstract model.
NAMED_BUT_NEVER_SHOWN_BY_WAGTAIL = {"log entry", "log entries"}
PERCENT = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
OLD_ACCENTS = re.compile(r"(o[àáảãạ]|o[èéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)


def ours(domain: str) -> dict[tuple[str, str], po.Message]:
    return {message.key: message for message in po.read(CATALOGUES / f"{domain}.po")}


def everything_ours() -> list[po.Message]:
    return [message for domain in DOMAINS for message in ours(domain).values()]


def english(folder: Path, domain: str) -> list[po.Message]:
    path = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return list(po.read(path)) if path.exists() else []


def folders_that_speak() -> list[Path]:
    configs = [c for c in apps.get_app_configs() if c.name.startswith(("wagtail", "taggit"))]
    # The typed table is a block to use, not an app to install, and so is not in the list.
    typed_table = Path(wagtail.__file__).parent / "contrib" / "typed_table_block"
    return [Path(config.path) for config in configs] + [typed_table]


def named(message: po.Message) -> str:
    return message.plural or message.msgid


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_of_the_admin_is_translated(domain: str) -> None:
    catalogue = ours(domain)

    untranslated = [
        message.key
        for folder in folders_that_speak()
        for message in english(folder, domain)
        if message.key not in catalogue or not catalogue[message.key].translations.get(0)
    ]

    assert untranslated == []


@pytest.mark.parametrize("part", DJANGO_PARTS)
def test_every_message_django_leaves_in_english_is_translated(part: str) -> None:
    folder = Path(django.__file__).parent / part
    djangos = {
        message.key: message.translations.get(0)
        for message in po.read(folder / "locale" / "vi" / "LC_MESSAGES" / "django.po")
        if "fuzzy" not in message.flags
    }
    catalogue = ours("django")

    untranslated = [
        message.key
        for message in english(folder, "django")
        if not djangos.get(message.key) and message.key not in catalogue
    ]

    assert untranslated == []


def test_times_are_told_in_vietnamese_though_humanize_is_not_installed() -> None:
    """Wagtail calls its functions; as no app of ours, its own translations stay unread."""
    assert not apps.is_installed("django.contrib.humanize")
    catalogue = ours("django")
    folder = Path(django.__file__).parent / "contrib" / "humanize"

    assert [m.key for m in english(folder, "django") if m.key not in catalogue] == []


def test_the_search_index_is_named_in_vietnamese() -> None:
    with translation.override("vi"):
        model = apps.get_model("wagtailsearch", "IndexEntry")

        assert str(model._meta.verbose_name) == "mục chỉ mục"


def test_only_proper_nouns_stay_as_they_are_in_english() -> None:
    untouched = {
        message.msgid
        for message in everything_ours()
        if message.translations[0] == named(message)
        and re.search(r"[a-zA-Z]", PERCENT.sub("", message.msgid))
    }

    assert untouched == SAME_IN_VIETNAMESE


def test_translations_keep_the_placeholders_of_the_original() -> None:
    broken = [
        (named(message), message.translations[0])
        for message in everything_ours()
        if sorted(PERCENT.findall(named(message)))
        != sorted(PERCENT.findall(message.translations[0]))
    ]

    assert broken == []


def test_translations_keep_the_fields_in_braces() -> None:
    def fields(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)

    broken = [
        (named(message), message.translations[0])
        for message in everything_ours()
        if "{" in message.msgid and fields(named(message)) != fields(message.translations[0])
    ]

    assert broken == []


def test_translations_keep_the_html_of_the_original() -> None:
    broken = [
        (named(message), message.translations[0])
        for message in everything_ours()
        if sorted(TAG.findall(named(message))) != sorted(TAG.findall(message.translations[0]))
    ]

    assert broken == []


def test_translations_keep_the_spaces_at_the_edges() -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text != text.lstrip(), text != text.rstrip()

    broken = [
        message.msgid
        for message in everything_ours()
        if edges(named(message)) != edges(message.translations[0])
    ]

    assert broken == []


def test_every_translation_is_composed_unicode() -> None:
    broken = [
        message.msgid
        for message in everything_ours()
        if not unicodedata.is_normalized("NFC", message.translations[0])
    ]

    assert broken == []


def test_accents_are_placed_the_way_the_project_writes_them() -> None:
    """hòa, xóa, khóa; never hoà, xoá, khoá."""
    broken = [
        message.translations[0]
        for message in everything_ours()
        if OLD_ACCENTS.search(message.translations[0])
    ]

    assert broken == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_says_what_the_written_one_says(domain: str) -> None:
    """After an edit of the .po: ``msgfmt -o django.mo django.po`` beside it."""
    with (CATALOGUES / f"{domain}.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)

    def said(message: po.Message) -> str:
        if message.plural and message.context:
            return catalogue.npgettext(message.context, message.msgid, message.plural, 2)
        if message.plural:
            return catalogue.ngettext(message.msgid, message.plural, 2)
        if message.context:
            return catalogue.pgettext(message.context, message.msgid)
        return catalogue.gettext(message.msgid)

    stale = [m.msgid for m in ours(domain).values() if said(m) != m.translations[0]]

    assert stale == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_holds_nothing_the_written_one_lost(domain: str) -> None:
    header = (CATALOGUES / f"{domain}.mo").read_bytes()[:12]
    _, _, messages = struct.unpack("<III", header)

    # The catalogue's own header counts as a message.
    assert messages == len(ours(domain)) + 1


def test_the_projects_own_words_leave_the_admins_as_they_are() -> None:
    """The project's catalogue comes first, so a short word of its own is the admin's too.

    Where the sense differs, give the project's message a longer text or a context.
    """
    admins = ours("django")
    displaced = [
        (message.msgid, message.translations[0], admins[message.key].translations[0])
        for part in sorted((Path(settings.BASE_DIR) / "locale" / "parts").glob("*.po"))
        for message in po.read(part)
        if message.key in admins
        and message.msgid not in NAMED_BUT_NEVER_SHOWN_BY_WAGTAIL
        and message.translations[0] != admins[message.key].translations[0]
    ]

    assert displaced == []


def test_the_sign_in_form_is_vietnamese(client: Client, db: None) -> None:
    page = client.get("/admin/login/").content.decode()

    assert "Mật khẩu" in page
    assert "Password" not in page


def test_the_project_speaks_with_this_catalogue() -> None:
    with translation.override("vi"):
        assert translation.gettext("Save draft") == "Lưu bản nháp"
        assert timesince(TUESDAY, TUESDAY + timedelta(days=2)) == "2\N{NO-BREAK SPACE}ngày"


def test_the_scripts_of_the_admin_speak_with_it_too(rf: RequestFactory) -> None:
    with translation.override("vi"):
        answer = JSONCatalog.as_view(packages=["wagtail.admin"])(rf.get("/"))

    assert isinstance(answer, HttpResponse)
    assert json.loads(answer.content)["catalog"]["Show latest content"] == "Hiện nội dung mới nhất"

"""Every screen of the admin, walked as its links lead: no English words are left in it.

What the catalogues cannot know: names that Wagtail and Django make of code, and what their
templates say without asking for a translation.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from cms.library.models import DocumentTopic, IssuingBody, LibraryPage
from cms.news.models import Author, NewsTopic
from cms.topics.models import Topic
from tests.library.shelf import Shelf

# Letters of a Vietnamese syllable without its marks. An English word that looks like one
# (`on`, `can`) is not found; hardly a phrase is made of these alone.
SYLLABLE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oay|oe|oi|ua|uai|uay|ue|ui|uo|uoi|uou|uu"
    r"|uy|uya|uye|uyu|ye|yeu|oao|oeo|oo)(?:ch|c|m|ng|nh|n|p|t)?",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
# Names, units, keys, file types, what is shown of addresses and code, and the test
# application's own model.
NO_ENGLISH = """
    Wagtail JavaScript Facebook YouTube Elasticsearch Esc Ctrl Alt Shift Web web email Email URL
    API RSS HTML HTTP http PDF DOCX DOC ODT TXT CSV TSV XLSX GIF JPG JPEG PNG WEBP AVIF MB KB
    byte slug menu Menu video Video audio QH CP UBND KH png pdf domain blog com localhost admin
    from embedded webhook Webhook JSON ID WebSub OAuth HMAC Zalo Telegram
    hashtag access refresh token https notice
"""
# A code of a page type, an address of a page, a file's name.
CODE = re.compile(r"(?:https?://)?\w+(?:[./-]\w+)+")
# Hidden buttons of search forms; Wagtail's template spells them out. Visit counters in
# Vietnam say "Online".
SPELLED_OUT = {"Search", "Online"}


class Words(HTMLParser):
    """What a screen says, to the eye or to a screen reader, and where its links lead."""

    SILENT = frozenset({"script", "style", "textarea", "template"})
    SAID = ("aria-label", "title", "placeholder", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self._silent = 0
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent += tag in self.SILENT
        self._hidden = "hidden" in given
        self.said += [given[name] or "" for name in self.SAID if name in given]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.said.append(given.get("value") or "")
        if tag == "a":
            self.links.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._hidden:
            self.said.append(data)


def english_in(text: str) -> list[str]:
    return [
        word
        for word in WORD.findall(CODE.sub(" ", text))
        if word.isascii()
        and len(word) > 1
        and word not in NO_ENGLISH.split()
        and not SYLLABLE.fullmatch(word)
    ]


def walk(client: Client, start: str) -> dict[str, str]:
    """The HTML of one screen of each kind that links lead to from `start`, by address."""
    todo, seen, kinds = deque([start]), {start}, Counter[object]()
    screens: dict[str, str] = {}
    while todo:
        path = todo.popleft()
        answer = client.get(path, follow=True)
        if "html" not in answer.get("Content-Type", "") or answer.streaming:
            continue
        screens[path] = html = answer.content.decode()
        words = Words()
        words.feed(html)
        # The menu is drawn from JSON.
        for link in [*words.links, *re.findall(r'"url": "([^"]*)"', html)]:
            address = urlsplit(urljoin(path, link))
            kind = kind_of(address.path)
            if address.netloc or kind is None or address.path in seen or kinds[kind]:
                continue
            kinds[kind] += 1
            seen.add(address.path)
            todo.append(address.path)
    return screens


def kind_of(path: str) -> object:
    """What is shown at an address of the admin, whichever object it is of."""
    if not path.startswith(reverse("wagtailadmin_home")) or "logout" in path:
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match.view_name, tuple(one for one in match.args if not str(one).isdigit())


@pytest.fixture
def furnished(house, image, document, admin_user):
    """A site with one of everything that has a screen."""
    call_command("ensure_workflow", verbosity=0)
    shelf = Shelf(house, house.home.add_child(instance=LibraryPage(title="Thư viện")))
    topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    IssuingBody.objects.create(name="Chính phủ")
    author = Author.objects.create(name="Thu Thủy")
    page = house.news("Tin mới", cover=image, cover_alt="Cầu", author=author)
    page.item_topics = [NewsTopic(topic=topic)]
    page.save_revision(user=admin_user).publish()
    law = shelf.law(file=document)
    law.item_topics = [DocumentTopic(topic=topic)]
    law.save_revision().publish()
    shelf.set("Bộ tài liệu", law)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_screen_of_the_admin_has_english_words(furnished, admin_client):
    screens = walk(admin_client, reverse("wagtailadmin_home"))

    assert len(screens) > 100
    left = {}
    for path, html in screens.items():
        words = Words()
        words.feed(html)
        for text in words.said:
            said = " ".join(text.split())
            if said not in SPELLED_OUT and english_in(said):
                left.setdefault(said, path)
    assert not left, "\n".join(f"{path}: {said}" for said, path in left.items())


@pytest.mark.django_db
def test_permissions_say_what_they_allow_in_vietnamese():
    names = set(Permission.objects.values_list("name", flat=True))
    assert {"Thêm tác giả", "Sửa tin", "Xuất bản trang", "Chọn hình ảnh"} & names
    assert [name for name in names if name.startswith("Can ")] == []

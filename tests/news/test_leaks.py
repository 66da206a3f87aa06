"""What is not public shows nowhere: roles x surfaces x states, and no leak.

Every field of the item holds one word. Wherever an answer holds that word, or counts one
item more than are public, something leaks. The last test publishes the item, and sees the
same surfaces show it: a matrix that looks in the wrong places would pass everything.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from cms.news.models import (
    Author,
    NewsAttachment,
    NewsIndexPage,
    NewsPage,
    NewsRelated,
    NewsTopic,
    NewsUnit,
)
from cms.news.workflow import CONTRIBUTORS, ensure_workflow
from cms.portal.models import HomeNotice, PortalSettings
from cms.publishing.models import Entry
from cms.publishing.relay import relay
from cms.topics.models import Topic
from cms.units.models import Unit
from search import indexer
from tests.house import House, png

pytestmark = pytest.mark.django_db

WORD = "kinmat77"
HOST = "portal.example"
CONDITIONS = (
    {},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"Range": "bytes=0-40"},
)


@dataclass
class Case:
    """A site with one public item, and one whose state the tests decide."""

    house: House
    item: NewsPage
    beside: NewsPage
    document: Any
    image: Any
    clock: pytest.MonkeyPatch
    entry_id: str = ""

    @property
    def path(self) -> str:
        return f"/tin-tuc/{self.item.slug}/"

    def files(self) -> list[str]:
        return [self.document.url, self.image.get_rendition("width-320|format-webp").url]


@pytest.fixture
def case(house: House, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Case:
    settings.SEARCH = {**settings.SEARCH, "ENGINE": "embedded", "EMBEDDED_PATH": tmp_path / "index"}
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 0}
    ensure_workflow()
    topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    unit = Unit.objects.create(code="dong-hoi", name="Phường Đồng Hới", level="commune")
    author = Author.objects.create(name="Thu Thủy")
    picture = png("navy", 900)
    picture.name = f"{WORD}.png"
    image = get_image_model().objects.create(title=WORD, file=picture)
    document = get_document_model().objects.create(
        title=WORD, file=ContentFile(f"%PDF-1.4 {WORD}".encode(), name=f"{WORD}.pdf")
    )
    item = house.news(
        f"Hòa giải {WORD}",
        slug=WORD,
        lead=f"Hòa giải {WORD}",
        live=False,
        author=author,
        cover=image,
        cover_alt=WORD,
        cover_caption=WORD,
        source=WORD,
        body=[{"type": "paragraph", "value": f"<p>Hòa giải {WORD}</p>"}],
    )
    item.item_topics = [NewsTopic(topic=topic)]
    item.item_units = [NewsUnit(unit=unit)]
    item.attachments = [NewsAttachment(document=document, title=WORD)]
    item.save_revision()
    beside = house.news("Hòa giải công khai", slug="cong-khai", author=author)
    beside.item_topics = [NewsTopic(topic=topic)]
    beside.item_units = [NewsUnit(unit=unit)]
    beside.chosen_related = [NewsRelated(related=item)]
    beside.body = [
        {"type": "paragraph", "value": f'<p><a linktype="page" id="{item.pk}">xem thêm</a></p>'}
    ]
    beside.save_revision().publish()
    point_at(house, item)
    return Case(house, house.fresh(item), house.fresh(beside), document, image, monkeypatch)


def point_at(house: House, item: NewsPage) -> None:
    """From the home page, the menu and the footer."""
    home = house.fresh(house.home)
    home.lead_story = item
    home.notices = [HomeNotice(text="Xem", page=item)]
    home.save_revision().publish()
    settings = PortalSettings.for_site(home.get_site())
    link = {"page": item.pk, "url": "", "text": ""}
    settings.menu = json.dumps([{"type": "link", "value": link}])
    column = {"heading": "Cột", "links": [link]}
    settings.footer = json.dumps([{"type": "column", "value": column}])
    settings.save()


# --- States ---------------------------------------------------------------------


def publish(case: Case) -> None:
    case.house.fresh(case.item).get_latest_revision().publish()
    relay()
    case.entry_id = str(Entry.objects.get(source=f"wagtailcore.page:{case.item.pk}").pk)


def draft(case: Case) -> None:
    pass


def scheduled(case: Case) -> None:
    page = case.item.get_latest_revision_as_object()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()


def unpublished(case: Case) -> None:
    publish(case)
    case.house.fresh(case.item).unpublish()


def expired_by_the_clock(case: Case) -> None:
    """The hour has come, and neither scheduler nor relay nor indexer has run since."""
    # What is stored of another item that chose or links to it waits for the relay.
    case.beside.chosen_related, case.beside.body = [], []
    case.beside.save_revision().publish()
    page = case.item.get_latest_revision_as_object()
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision()
    publish(case)
    indexer.catch_up_all()
    later = timezone.now() + timedelta(hours=2)
    case.clock.setattr(timezone, "now", lambda: later)


def expired(case: Case) -> None:
    publish(case)
    past = timezone.now() - timedelta(seconds=1)
    NewsPage.objects.filter(pk=case.item.pk).update(expire_at=past)


def restricted(page: Any, kind: str) -> None:
    made = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="mk")
    if kind == "groups":
        made.groups.add(Group.objects.create(name="Ban chỉ đạo"))


def private_by_password(case: Case) -> None:
    publish(case)
    restricted(case.item, "password")


def private_to_a_group(case: Case) -> None:
    publish(case)
    restricted(case.item, "groups")


def private_to_those_who_signed_in(case: Case) -> None:
    publish(case)
    restricted(case.item, "login")


def child_of_private(case: Case) -> None:
    publish(case)
    inner = case.house.home.add_child(instance=NewsIndexPage(title="Nội bộ", slug="noi-bo"))
    restricted(inner, "groups")
    case.house.fresh(case.item).move(inner, pos="last-child")


def deleted(case: Case) -> None:
    publish(case)
    case.house.fresh(case.item).delete()


def draft_over_a_public_item(case: Case) -> None:
    """What is public says something else; the word stands in the draft alone."""
    page = case.house.fresh(case.item)
    page.title, page.lead, page.cover_alt, page.cover_caption, page.source = ("Bản công khai",) * 5
    page.slug, page.body, page.attachments, page.cover = "ban-cong-khai", [], [], None
    page.item_topics, page.item_units = [], []
    page.save_revision().publish()
    relay()
    page.title = page.lead = f"Hòa giải {WORD}"
    page.cover = case.image
    page.attachments = [NewsAttachment(document=case.document, title=WORD)]
    page.save_revision()


HIDDEN = [
    draft,
    scheduled,
    unpublished,
    expired,
    expired_by_the_clock,
    private_by_password,
    private_to_a_group,
    private_to_those_who_signed_in,
    child_of_private,
    deleted,
    draft_over_a_public_item,
]


# --- Surfaces: each yields what readers get there -----------------------------------

Answers = Iterator[tuple[str, Any]]
Surface = Callable[[Case, Client], Answers]


def ask(client: Client, *addresses: str) -> Answers:
    for address in addresses:
        yield address, client.get(address)


def insist(client: Client, address: str) -> Answers:
    """Asked as browsers, caches and download managers ask: what is denied stays denied."""
    for headers in CONDITIONS:
        yield f"{address} {headers or ''}", client.get(address, headers=headers)
    yield f"HEAD {address}", client.head(address)


def pages(case: Case, client: Client) -> Answers:
    return ask(
        client,
        "/",
        "/tin-tuc/",
        "/tin-tuc/?topic=dat-dai",
        "/tin-tuc/?unit=dong-hoi",
        f"/tin-tuc/?month={timezone.localdate():%Y-%m}",
        "/tin-tuc/cong-khai/",
        "/tac-gia/thu-thuy/",
    )


def sitemaps(case: Case, client: Client) -> Answers:
    return ask(client, "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml", "/robots.txt")


def the_search_page(case: Case, client: Client) -> Answers:
    queries = ("h%C3%B2a+gi%E1%BA%A3i", "hoa+giai&sort=date", "hoa+giai&kind=news&unit=dong-hoi")
    return ask(client, *(f"/tim-kiem/?q={query}" for query in queries))


def the_api(case: Case, client: Client) -> Answers:
    paths = (
        "",
        "news/",
        "news/?fields=title,cover,byline",
        "news/?topic=dat-dai",
        "news/?unit=dong-hoi",
        "news/?updated_after=2020-01-01",
        "changes/?since=0&page_size=100",
        "search/?q=hoa+giai",
        "search/?q=",
        "topics/",
        "units/",
    )
    return ask(client, *(f"/api/v1/{path}" for path in paths))


def the_embeds(case: Case, client: Client) -> Answers:
    paths = ("news/", "news/?topic=dat-dai&count=50&show=image+lead", "search/?q=hoa+giai&kind=all")
    described = f"/oembed/?url=http://{HOST}{case.path}"
    return ask(client, *(f"/embed/{path}" for path in paths), "/nhung/", described)


SURFACES: list[Surface] = [pages, sitemaps, the_search_page, the_api, the_embeds]


def addresses_of_the_item(case: Case) -> list[str]:
    """Those at which the item itself would be, and what belongs to it."""
    entry = case.entry_id or str(uuid.uuid4())
    paths = [f"/api/v1/news/{entry}/", f"/embed/item/{entry}/", *case.files()]
    moved = NewsPage.objects.filter(pk=case.item.pk).first()
    if moved is not None and moved.url:
        paths.append(urlsplit(moved.url).path)
    return [*paths, case.path]


def desk_of(case: Case) -> list[str]:
    key = [case.item.pk]
    names = ("edit", "history", "view_draft", "copy", "usage", "delete", "move", "unpublish")
    paths = [reverse(f"wagtailadmin_pages:{name}", args=key) for name in names]
    revision = case.item.latest_revision_id
    paths.append(reverse("wagtailadmin_pages:revisions_view", args=[*key, revision]))
    paths.append(reverse("wagtailadmin_pages:preview_on_edit", args=key))
    paths.append(reverse("wagtaildocs:edit", args=[case.document.pk]))
    paths.append(reverse("wagtailimages:edit", args=[case.image.pk]))
    return paths


# --- Roles ------------------------------------------------------------------------


def nobody() -> Client:
    return Client(SERVER_NAME=HOST)


def citizen() -> Client:
    """Signed in, with no rights."""
    client = Client(SERVER_NAME=HOST)
    client.force_login(User.objects.get_or_create(username="dan")[0])
    return client


def contributor() -> Client:
    """Writes for another commune."""
    client = Client(SERVER_NAME=HOST)
    user, made = User.objects.get_or_create(username="cong-tac-vien")
    if made:
        user.groups.add(Group.objects.get(name=CONTRIBUTORS))
    client.force_login(user)
    return client


ROLES = [nobody, citizen, contributor]


def told(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace") + str(dict(answer.headers)).replace(WORD + "/", "")


@pytest.mark.parametrize("state", HIDDEN, ids=lambda state: state.__name__)
def test_what_is_not_public_leaks_nowhere(case: Case, state: Callable[[Case], None]) -> None:
    state(case)
    if state is not expired_by_the_clock:
        relay()
        indexer.catch_up_all()
    leaks = []
    for role in ROLES:
        client = role()
        for surface in SURFACES:
            for where, answer in surface(case, client):
                if WORD in told(answer) or answer.status_code >= 500:
                    leaks.append((role.__name__, where, answer.status_code))
        leaks += leaks_at_its_own_addresses(case, state, role.__name__, client)
        leaks += wrong_counts(case, state, role.__name__, client)
    for role in (nobody, citizen):
        for path in desk_of(case):
            answer = role().get(path)
            if answer.status_code not in {302, 403, 404} or WORD in told(answer):
                leaks.append((role.__name__, path, answer.status_code))
    assert leaks == []


def leaks_at_its_own_addresses(case: Case, state: Any, role: str, client: Client) -> list[Any]:
    leaks = []
    for address in addresses_of_the_item(case):
        if role != "nobody" and state is private_to_those_who_signed_in and "tin-tuc" in address:
            continue  # It is for them.
        if role == "contributor" and not address.startswith(
            ("/api/", "/embed/", "/tin-tuc/", "/noi-bo/")
        ):
            continue  # Uploads lie open to all who write: they choose from one another's.
        for where, answer in insist(client, address):
            # A form for the password; or what the item says without its draft.
            allowed = state in (private_by_password, draft_over_a_public_item)
            well = answer.status_code in ({200, 302, 403, 404} if allowed else {302, 403, 404})
            if WORD in told(answer).replace(address, "") or not well:
                leaks.append((role, where, answer.status_code))
    return leaks


def wrong_counts(case: Case, state: Any, role: str, client: Client) -> list[Any]:
    """No number anywhere counts the item."""
    found = client.get("/api/v1/search/?q=hoa+giai&kind=news").json()
    facets = [value["count"] for values in found["facets"].values() for value in values]
    listed = client.get("/api/v1/news/?topic=dat-dai").json()["results"]
    page = client.get("/tin-tuc/?topic=dat-dai")
    numbers = (found["total"], max(facets, default=0), len(listed), len(page.context["items"]))
    return [] if numbers == (1, 1, 1, 1) else [(role, "counts", numbers)]


def test_the_same_surfaces_show_it_once_it_is_public(case: Case) -> None:
    publish(case)
    indexer.catch_up_all()
    silent = []
    for role in ROLES:
        client = role()
        for surface in SURFACES:
            answers = list(surface(case, client))
            if not any(WORD in told(answer) for _, answer in answers):
                silent.append((role.__name__, surface.__name__))
        refused = (a for a in addresses_of_the_item(case) if client.get(a).status_code != 200)
        silent += [(role.__name__, address) for address in refused]
    assert silent == []

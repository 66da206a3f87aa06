"""A client that OpenAPI Generator makes of the contract reads what commune sites read."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.news.models import Author, NewsAttachment
from cms.publishing.relay import relay
from scripts import openapi_generator
from scripts.servers import Unavailable
from tests import real_servers
from tests.house import House, make_house, png

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PACKAGE = "commune_client"


@pytest.fixture
def office(transactional_db: None) -> House:
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return make_house()


@pytest.fixture
def client(office: House, live_portal: str, tmp_path: Path) -> Iterator[ModuleType]:
    """The generated package, told where the portal is."""
    contract = tmp_path / "schema.json"
    with urlopen(f"{live_portal}/api/v1/schema/") as answer:
        contract.write_bytes(answer.read())
    try:
        openapi_generator.generate(contract, tmp_path / "client", PACKAGE)
    except Unavailable as why:
        real_servers.absent("openapi-generator", str(why))
    sys.path.insert(0, str(tmp_path / "client"))
    package = importlib.import_module(PACKAGE)
    package.Configuration.set_default(package.Configuration(host=live_portal))
    yield package
    sys.path.remove(str(tmp_path / "client"))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def a_full_item(office: House) -> Any:
    image = get_image_model().objects.create(title="Cầu Nhật Lệ", file=png())
    document = get_document_model().objects.create(
        title="Kế hoạch 104", file=ContentFile(b"%PDF-1.4 ...", name="ke-hoach.pdf")
    )
    page = office.news(
        "Ra mắt tổ hòa giải",
        author=Author.objects.create(name="Thu Thủy"),
        cover=image,
        cover_alt="Cây cầu",
        body=[{"type": "paragraph", "value": "<p>Bà con đến đông.</p>"}],
    )
    page.attachments.add(NewsAttachment(document=document))
    page.save_revision().publish()
    return page


def test_a_generated_client_reads_a_list_an_item_and_the_changes(
    office: House, client: ModuleType
) -> None:
    page = a_full_item(office)
    gone = office.news("Gỡ xuống")
    relay()
    office.fresh(gone).unpublish()
    relay()

    news = client.NewsApi().list_news(page_size=10)
    assert [item.title for item in news.results] == ["Ra mắt tổ hòa giải"]
    assert (news.next, news.previous) == (None, None)

    item = client.NewsApi().get_news_item(id=news.results[0].id)
    assert item.url == page.full_url
    assert item.byline.name == "Thu Thủy"
    assert item.published_at == page.published_at
    assert {file.type for file in item.cover.srcset} == {"image/webp", "image/avif"}
    assert item.body.text == "Bà con đến đông."
    assert item.body.blocks[0].type == "paragraph"
    document = get_document_model().objects.get(title="Kế hoạch 104")
    assert item.attachments[0].filename == document.filename

    changes = client.ChangesApi().list_changes(since=0, page_size=100)
    told = [(change.kind, change.withdrawn) for change in changes.results]
    assert told == [("news", False), ("news", True)]
    assert changes.next_since == changes.results[-1].change
    assert changes.has_more is False

    with pytest.raises(client.exceptions.BadRequestException) as refused:
        client.ChangesApi().list_changes(since=changes.next_since + 1)
    assert "unknown-cursor" in refused.value.body

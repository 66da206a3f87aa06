"""Run as a program: puts into an empty portal what the commune's site embeds."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    _furnish(os.environ["PORTAL_URL"])


def _furnish(url: str) -> None:
    from wagtail.models import Site

    from cms.library.models import LibraryPage
    from cms.publishing.relay import relay
    from search.indexer import catch_up_all
    from tests.house import make_house, png
    from tests.library.shelf import Shelf
    from tests.polls.booth import Booth

    house = make_house()
    address = urlsplit(url)
    Site.objects.update(hostname=address.hostname, port=address.port)
    from wagtail.images import get_image_model

    image = get_image_model().objects.create(title="Cầu Nhật Lệ", file=png())
    for number in range(1, 8):
        house.news(f"Hòa giải ở xóm {number}", cover=image, cover_alt="Cầu Nhật Lệ")
    library = house.home.add_child(instance=LibraryPage(title="Thư viện", slug="thu-vien"))
    shelf = Shelf(house, library)
    shelf.law("Quy định về hòa giải viên")
    shelf.document("Sổ tay hòa giải", type="so-tay")
    Booth().poll(labels=("Nhà văn hóa", "Trực tuyến"), results="before")
    relay()
    catch_up_all()


if __name__ == "__main__":
    main()

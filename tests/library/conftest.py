import pytest

from cms.library.models import LibraryPage
from tests.house import House, document, house, image
from tests.library.shelf import Shelf

__all__ = ["document", "house", "image", "shelf"]


def make_shelf(house: House) -> Shelf:
    page = house.home.add_child(instance=LibraryPage(title="Thư viện", slug="thu-vien"))
    return Shelf(house, page)


@pytest.fixture
def shelf(house: House) -> Shelf:
    return make_shelf(house)

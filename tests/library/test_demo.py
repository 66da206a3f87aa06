"""The library that the demo is stocked with."""

import pytest

from cms.library.models import DocumentPage, DocumentSetPage
from cms.portal.demo.stock import stock
from cms.publishing.models import Entry, EntryLabel
from cms.publishing.relay import relay

pytestmark = pytest.mark.django_db


def test_a_site_is_stocked_once_with_all_that_validity_can_be(house):
    assert stock()
    assert not stock()
    relay()

    public = Entry.objects.public()
    assert public.filter(kind="document").count() == DocumentPage.objects.count() >= 15
    assert public.filter(kind="set").count() == DocumentSetPage.objects.count() == 3
    states = EntryLabel.objects.filter(scheme="validity").values_list("code", flat=True)
    assert {"con-hieu-luc", "het-hieu-luc", "het-hieu-luc-mot-phan"} <= set(states)
    assert house.is_true()
    types = set(DocumentPage.objects.values_list("type", flat=True))
    assert {"huong-dan", "bieu-mau", "bai-trinh-bay", "video", "am-thanh"} <= types


def test_nothing_is_stocked_where_there_is_no_site(db):
    assert not stock()

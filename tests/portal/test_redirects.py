"""An address that a page had leads to the one that it has, while everyone may read it."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return Client(SERVER_NAME="portal.example")


@pytest.fixture
def renamed(house, django_capture_on_commit_callbacks):
    """A public item whose slug an editor changed."""
    page = house.news("Tin", slug="ten-cu")
    page.slug = "ten-moi"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    return house.fresh(page)


@pytest.mark.parametrize("query", ["", "?page=2"])
def test_the_old_address_of_a_renamed_item_leads_to_the_new_one(renamed, reader, query):
    answer = reader.get(f"/tin-tuc/ten-cu/{query}")
    assert (answer.status_code, answer["Location"]) == (301, "/tin-tuc/ten-moi/")


@pytest.mark.parametrize("how", ["unpublished", "expired", "private", "below private"])
def test_the_new_address_of_an_item_that_is_not_public_is_not_told(house, renamed, reader, how):
    if how == "unpublished":
        renamed.unpublish()
    elif how == "expired":
        type(renamed).objects.filter(pk=renamed.pk).update(expire_at=timezone.now())
    else:
        closed = renamed if how == "private" else house.index
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
    answer = reader.get("/tin-tuc/ten-cu/")
    assert answer.status_code == 404
    assert "ten-moi" not in answer.text + str(answer.headers)


def test_a_redirect_that_an_editor_made_leads_on(house, reader):
    Redirect.add_redirect("/khau-hieu", "https://moj.gov.vn/", is_permanent=False)
    answer = reader.get("/khau-hieu/")
    assert (answer.status_code, answer["Location"]) == (302, "https://moj.gov.vn/")


def test_a_path_of_odd_letters_is_not_found(house, reader):
    for path in ("/a%00b/", "/%F0%9F%92%A9/", "/%ff/"):
        assert reader.get(path).status_code == 404

"""Text size and contrast are remembered, by the server, for whoever has no scripts."""

import pytest
from django.test import Client

from cms.portal.display import COOKIE, Display, changed, read

ADDRESS = "/hien-thi/"


@pytest.mark.parametrize(
    ("cookie", "asked", "then"),
    [
        ("", {"size": "+"}, "lon.thuong"),
        ("lon.thuong", {"size": "+"}, "rat-lon.thuong"),
        ("rat-lon.cao", {"size": "+"}, "rat-lon.cao"),
        ("", {"size": "-"}, "nho.thuong"),
        ("nho.thuong", {"size": "-"}, "nho.thuong"),
        ("rat-lon.cao", {"size": "0"}, "vua.cao"),
        ("", {"contrast": "cao"}, "vua.cao"),
        ("lon.cao", {"contrast": "thuong"}, "lon.thuong"),
        ("lon.cao", {"size": "x", "contrast": "x"}, "lon.cao"),
        ("lon.cao", {}, "lon.cao"),
    ],
)
def test_a_button_goes_one_step(cookie, asked, then):
    assert changed(read(cookie), asked).as_cookie() == then


@pytest.mark.parametrize("cookie", ["x", "x.y", ".", '"><script>', "vua", "thuong.vua"])
def test_a_cookie_that_we_never_wrote_counts_as_nothing(cookie):
    assert read(cookie) == Display()


def test_a_choice_is_kept_for_a_year_and_leads_back(db):
    answer = Client().post(ADDRESS, {"size": "+", "next": "/tin-tuc/?page=2"})
    assert (answer.status_code, answer["Location"]) == (302, "/tin-tuc/?page=2")
    cookie = answer.cookies[COOKIE]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("lon.thuong", 31536000, "Lax")


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""]
)
def test_the_way_back_never_leaves_the_site(db, to):
    assert Client().post(ADDRESS, {"size": "+", "next": to})["Location"] == "/"


def test_looking_changes_nothing(db):
    assert Client().get(ADDRESS).status_code == 405


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/khong-co-trang-nay/", "/tim-kiem/"])
def test_the_choice_stands_in_the_page_as_it_leaves_the_server(house, path):
    client = Client(SERVER_NAME="portal.example")
    client.cookies[COOKIE] = "rat-lon.cao"
    answer = client.get(path)
    assert '<html lang="vi" data-text-size="rat-lon" data-contrast="cao">' in answer.text
    # One reader's size must not come to another out of a shared cache.
    assert "Cookie" in answer["Vary"]
    assert "private" in answer["Cache-Control"]

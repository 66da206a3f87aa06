"""The frames: what the API gives, for pages that allow no script."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cms.publishing import log
from cms.publishing.representation import Label
from search import indexer
from tests.api.conftest import publish

pytestmark = pytest.mark.django_db

FRAMES = ("/embed/news/", "/embed/documents/", "/embed/search/")
ALL_FRAMES = (*FRAMES, "/embed/visits/", "/embed/poll/")


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "ENGINE": "embedded", "EMBEDDED_PATH": tmp_path / "index"}


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("address", ALL_FRAMES)
def test_any_page_may_show_a_frame(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/nhung/", "/tim-kiem/", "/embed/no-such/", "/embed/v1.js"])
def test_nothing_else_of_ours_may_be_framed(client, address):
    answer = client.get(address)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_sets_no_cookie_and_is_cached_as_the_api_is(client, address, settings):
    answer = client.get(address)
    assert not answer.cookies
    assert answer["Cache-Control"] == settings.API["CACHE_CONTROL"]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_news_of_a_unit_on_a_topic_newest_first(client):
    chosen = {"units": (Label("dong-hoi", "Đồng Hới"),), "topics": (Label("dat-dai", "Đất đai"),)}
    chosen["scope"] = ("dong-hoi",)
    publish("Tin cũ", day=1, **chosen)
    publish("Tin mới", day=2, **chosen)
    publish("Tin nơi khác", day=3)
    page = text_of(client, "/embed/news/?unit=dong-hoi&topic=dat-dai")
    assert page.index("Tin mới") < page.index("Tin cũ")
    assert "Tin nơi khác" not in page


def test_as_many_as_were_asked_for(client):
    for number in range(4):
        publish(f"Tin {number}", day=number)
    assert text_of(client, "/embed/news/?count=2").count("<li ") == 2


def test_a_withdrawn_item_is_gone_from_the_frame(client):
    entry = publish("Tin sai")
    assert "Tin sai" in text_of(client, "/embed/news/")
    log.withdraw(entry.source)
    assert "Tin sai" not in text_of(client, "/embed/news/")
    assert client.get(f"/embed/item/{entry.id}/").status_code == 404


def test_searching_is_a_form_in_the_frame_that_keeps_its_look(client):
    publish("Hòa giải tranh chấp đất đai")
    indexer.catch_up_all()
    page = text_of(client, "/embed/search/?q=tranh+chap&kind=all&theme=dark")
    assert "<mark>" in page
    assert '<input type="hidden" name="theme" value="dark">' in page
    assert '<input type="hidden" name="kind" value="all">' in page


def test_finding_nothing_says_so(client):
    indexer.catch_up_all()
    assert "Không tìm thấy gì" in text_of(client, "/embed/search/?q=xyzzy")


def test_markup_in_a_title_stays_text(client):
    publish("<script>alert(1)</script>")
    indexer.catch_up_all()
    for address in ("/embed/news/", "/embed/search/?q=alert&kind=all"):
        page = text_of(client, address)
        assert "<script>alert" not in page


@pytest.mark.parametrize(
    "query",
    [
        "count=0", "count=x", "count=99999999", "theme=%22%3E", "accent=red", "unit=../x",
        "show=x", "heading=%00%3Cb%3E", "poll=1", "language=xx", "utm_source=facebook",
        "q=%00", "q=" + "a" * 7000, "type=%F0%9F%98%80",
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", FRAMES)
def test_what_nobody_can_mean_is_as_if_it_were_not_said(client, address, query):
    indexer.catch_up_all()
    assert client.get(f"{address}?{query}").status_code == 200


def test_the_colour_of_a_frame_comes_as_a_style_sheet(client):
    page = text_of(client, "/embed/news/?accent=%230b57d0")
    [sheet] = re.findall(r'href="(/embed/accent-[^"]+)"', page)
    answer = client.get(sheet)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "--accent: #0b57d0; --on-accent: #ffffff" in answer.content.decode()


def test_buttons_and_messages_in_english(client):
    assert "There is no news yet." in text_of(client, "/embed/news/?language=en")


def test_a_frame_costs_as_many_queries_as_the_api(client, django_assert_num_queries):
    for number in range(3):
        publish(f"Tin {number}", day=number)
    with django_assert_num_queries(2):
        client.get("/embed/news/?count=1")
    with django_assert_num_queries(2):
        client.get("/embed/news/?count=50")


def test_a_frame_counts_against_the_quota_of_the_api(client, settings):
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 1}
    where = {"REMOTE_ADDR": "192.0.2.77"}
    client.get("/embed/news/", **where)
    answer = client.get("/embed/news/", **where)
    assert answer.status_code == 429
    assert "Máy chủ đang bận" in answer.content.decode()
    assert answer["Retry-After"]
    assert "no-store" in answer["Cache-Control"]


def test_the_counter_shows_its_figures_and_names_the_site_around_it(client):
    answer = client.get("/embed/visits/", headers={"Referer": "https://nhat-le.example/trang/"})
    page = answer.content.decode()
    assert "Hôm nay" in page
    assert 'src="/api/v1/visits/pixel.gif?embed=nhat-le.example"' in page
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("referer", ["", "http://[", "http://testserver/nhung/", "x"])
def test_the_counter_names_no_site_where_there_is_none(client, referer):
    answer = client.get("/embed/visits/", headers={"Referer": referer})
    assert 'src="/api/v1/visits/pixel.gif"' in answer.content.decode()

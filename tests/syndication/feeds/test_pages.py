"""How people and browsers find the feeds."""

import pytest

from cms.publishing.representation import Label
from tests.api.conftest import publish, unit


def test_the_page_of_feeds_lists_each_that_there_is(web, house):
    publish("Tin", units=unit("18859"), topics=(Label("dat-dai", "Đất đai"),))
    publish("Thông báo", kind="notice", labels={"audience": (Label("to-truong", "Tổ trưởng"),)})
    html = web.get("/feeds/").content.decode()
    for address in (
        "/feeds/all.rss",
        "/feeds/news.atom",
        "/feeds/documents.json",
        "/feeds/all.rss?topic=dat-dai",
        "/feeds/all.json?unit=18859",
        "/feeds/notices.atom?audience=to-truong",
    ):
        assert f'href="{address}"' in html
    assert "Đơn vị 18859" in html


def test_every_feed_on_the_page_answers(web, house):
    import re

    publish("Tin", units=unit("18859"), topics=(Label("dat-dai", "Đất đai"),))
    html = web.get("/feeds/").content.decode()
    addresses = set(re.findall(r'href="(/feeds/[^"]+)"', html))
    assert len(addresses) > 12
    assert {web.get(one.replace("&amp;", "&")).status_code for one in addresses} == {200}


def test_the_page_costs_the_same_however_many_feeds_there_are(
    web, house, django_assert_max_num_queries
):
    for n in range(20):
        publish(f"{n}", topics=(Label(f"chu-de-{n}", f"Chủ đề {n}"),))
    with django_assert_max_num_queries(8):
        web.get("/feeds/")


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_page_of_the_portal_leads_browsers_to_the_feeds(web, house, form):
    page = house.news("Tin")
    for path in ("/", page.url):
        assert f'href="/feeds/all.{form}"' in web.get(path).content.decode()


def test_withdrawn_labels_are_no_longer_offered(web, house):
    from tests.api.conftest import withdraw

    entry = publish("Tin", topics=(Label("dat-dai", "Đất đai"),))
    withdraw(entry)
    assert "dat-dai" not in web.get("/feeds/").content.decode()

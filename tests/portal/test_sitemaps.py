"""What crawlers are told: every public page, the newest news, and what to leave alone."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def crawler():
    return Client(SERVER_NAME="portal.example")


def addresses(crawler, path="/sitemap-pages.xml"):
    answer = crawler.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    return [one.text for one in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")]


@pytest.fixture
def hidden(house):
    """Everything that is not public, each in its way."""
    house.news("Nháp", slug="nhap", live=False)
    house.news("Hẹn giờ", slug="hen-gio", live=False, go_live_at=timezone.now() + timedelta(1))
    expired = house.news("Hết hạn", slug="het-han")
    type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now())
    private = house.news("Riêng", slug="rieng")
    PageViewRestriction.objects.create(page=private, restriction_type="login")


def test_the_sitemap_holds_every_public_page_and_no_other(house, hidden, crawler):
    house.news("Công khai", slug="cong-khai")
    assert set(addresses(crawler)) == {
        "http://portal.example/",
        "http://portal.example/tin-tuc/",
        "http://portal.example/tin-tuc/cong-khai/",
    }


def test_the_list_of_sitemaps_leads_to_it(house, crawler):
    assert addresses(crawler, "/sitemap.xml") == [
        "http://portal.example/sitemap-pages.xml",
        "http://portal.example/sitemap-polls.xml",
    ]


def test_a_sitemap_that_is_not_there_is_not_found(house, crawler):
    assert crawler.get("/sitemap-khac.xml").status_code == 404


def test_a_sitemap_costs_the_same_however_long_it_is(house, crawler, django_assert_max_num_queries):
    for n in range(12):
        house.news(f"Tin {n}")
    with django_assert_max_num_queries(12):
        assert len(addresses(crawler)) == 14


def test_the_news_sitemap_holds_the_news_of_two_days(house, hidden, crawler):
    Site.objects.update(site_name="Hòa giải Đồng Hới")
    house.news("Hôm nay & ngày mai", slug="hom-nay")
    house.news("Hôm qua", slug="hom-qua", date=timezone.now() - timedelta(days=1))
    house.news("Tuần trước", slug="tuan-truoc", date=timezone.now() - timedelta(days=7))
    assert addresses(crawler, "/sitemap-news.xml") == [
        "http://portal.example/tin-tuc/hom-nay/",
        "http://portal.example/tin-tuc/hom-qua/",
    ]
    tree = ElementTree.fromstring(crawler.get("/sitemap-news.xml").content)
    first = next(tree.iter(f"{NEWS}news"))
    assert first.findtext(f"{NEWS}title") == "Hôm nay & ngày mai"
    assert first.findtext(f"{NEWS}publication/{NEWS}name") == "Hòa giải Đồng Hới"
    assert first.findtext(f"{NEWS}publication/{NEWS}language") == "vi"
    assert first.findtext(f"{NEWS}publication_date").endswith("+07:00")


def test_another_sites_news_is_in_its_own_sitemap_only(house, crawler):
    house.news("Của cổng", slug="cua-cong")
    assert crawler.get("/sitemap-news.xml").status_code == 200
    site = Site.objects.get()
    site.root_page = house.index
    site.save()
    assert addresses(crawler) == [
        "http://portal.example/",
        "http://portal.example/cua-cong/",
    ]


def test_robots_are_led_to_the_sitemaps_and_kept_from_the_admin(house, crawler):
    answer = crawler.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert "Disallow: /admin/" in lines
    assert "Disallow: /" not in lines
    for line in lines:
        if line.startswith("Sitemap: "):
            path = line.removeprefix("Sitemap: http://portal.example")
            assert crawler.get(path).status_code == 200, path

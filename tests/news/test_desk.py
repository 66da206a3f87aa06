"""The lists from which editors start, as the admin shows them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.test.utils.form_data import rich_text

from blocks.body import ContentBody
from cms.news.models import Author, NewsTopic, NewsUnit
from cms.topics.models import Topic
from cms.units.models import Unit
from tests.house import make_house

pytestmark = pytest.mark.django_db


def listed(client, **query):
    answer = client.get(reverse("news_listing:index"), query)
    assert answer.status_code == 200
    return [page.title for page in answer.context["object_list"]]


@pytest.fixture
def admin_search(settings):
    """Wagtail's own index, written at every save as it is outside of tests."""
    backend = settings.WAGTAILSEARCH_BACKENDS["default"]
    settings.WAGTAILSEARCH_BACKENDS = {"default": {**backend, "AUTO_UPDATE": True}}


@pytest.fixture
def two(house):
    """An item with everything it can be filed under, and an older one without."""
    topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    unit = Unit.objects.create(code="18880", name="Phường Đồng Hới", level="commune")
    author = Author.objects.create(name="Thu Thủy")
    house.news("Tin cũ", date=timezone.now() - timedelta(days=40))
    filed = house.news("Tin mới", author=author)
    filed.item_topics = [NewsTopic(topic=topic)]
    filed.item_units = [NewsUnit(unit=unit)]
    filed.save_revision().publish()
    return house


def test_all_news_is_listed_newest_first(two, admin_client):
    assert listed(admin_client) == ["Tin mới", "Tin cũ"]


def test_the_list_shows_the_author_and_the_status(two, admin_client):
    page = admin_client.get(reverse("news_listing:index")).content.decode()

    assert "Thu Thủy" in page
    assert "đã xuất bản" in page.lower()


@pytest.mark.parametrize(("name", "model"), [("topic", Topic), ("unit", Unit), ("author", Author)])
def test_the_list_is_narrowed(two, admin_client, name, model):
    assert listed(admin_client, **{name: model.objects.get().pk}) == ["Tin mới"]


def test_the_list_is_narrowed_to_days(two, admin_client):
    day = (timezone.localdate() - timedelta(days=30)).isoformat()
    assert listed(admin_client, date_to=day) == ["Tin cũ"]


def test_drafts_without_a_date_come_first(two, admin_client):
    two.news("Nháp", live=False)
    assert listed(admin_client) == ["Nháp", "Tin mới", "Tin cũ"]


def test_the_list_is_sorted_the_other_way_too(two, admin_client):
    assert listed(admin_client, ordering="date") == ["Tin cũ", "Tin mới"]


def test_words_of_the_title_find_an_item(admin_search, two, admin_client):
    assert listed(admin_client, q="mới") == ["Tin mới"]


def test_a_filter_offers_only_units_that_news_is_for(two, admin_client):
    Unit.objects.create(code="x", name="Thôn Không Tin", level="village")
    page = admin_client.get(reverse("news_listing:index")).content.decode()
    assert "Phường Đồng Hới" in page
    assert "Thôn Không Tin" not in page


def test_a_longer_list_takes_no_more_queries(house, admin_client, django_assert_max_num_queries):
    for number in range(12):
        house.news(f"Tin {number}", author=Author.objects.create(name=f"Người {number}"))
    with django_assert_max_num_queries(40):
        assert len(listed(admin_client)) == 12


def test_the_menu_leads_to_the_four_lists_in_vietnamese(house, admin_client):
    page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    menu = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.S)[1]
    labels = re.findall(r'"label": "([^"]+)"', menu.encode().decode("unicode_escape"))
    for label in ("Tin tức", "Chủ đề", "Tác giả", "Đơn vị hành chính"):
        assert label in labels


def test_an_author_is_added_with_a_name_only(admin_client):
    path = reverse(Author.snippet_viewset.get_url_name("add"))
    data = {"name": "Minh Châu", "slug": "", "role": "", "portrait": "", "bio": rich_text("")}
    answer = admin_client.post(path, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Author.objects.get().slug == "minh-chau"


def test_a_draft_is_previewed_in_the_admins_frame_by_the_readers_rules(house, admin_client):
    page = house.news("Nháp", live=False)
    path = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    policy = admin_client.get(path).headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self';" in policy


def test_a_published_item_stands_in_no_ones_frame(house, client):
    house.news("Tin mới", slug="tin-moi")
    policy = client.get("/tin-tuc/tin-moi/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


def words(block):
    """Every label that the block and those within it show to an editor."""
    yield str(block.label)
    for child in getattr(block, "child_blocks", {}).values():
        yield from words(child)
    if hasattr(block, "child_block"):
        yield from words(block.child_block)


def test_no_block_has_the_label_that_wagtail_makes_of_its_english_name():
    named = set(words(ContentBody()))
    assert {"Hình ảnh", "Văn bản thay thế", "Đoạn văn"} <= named
    assert not {"Image", "Images", "Text", "Title", "Heading"} & named


def test_the_address_is_made_of_a_vietnamese_title(transactional_db, page, request):
    house = make_house()
    User.objects.create_superuser("an", password="mat-khau")
    url = request.getfixturevalue("live_portal")
    page.goto(f"{url}/admin/login/?next=/admin/pages/add/news/newspage/{house.index.pk}/")
    page.fill("[name=username]", "an")
    page.fill("[name=password]", "mat-khau")
    page.click("button[type=submit]")
    page.locator("[name=title]").press_sequentially("Đồng Thuận: tổ hòa giải Ở NGÕ")
    page.locator("[name=lead]").click()
    expect(page.locator("[name=slug]")).to_have_value("dong-thuan-to-hoa-giai-o-ngo")

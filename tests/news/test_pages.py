"""The pages of the news as readers have them: the list, an item, an author."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.news.models import Author, NewsAttachment, NewsIndexPage, NewsRelated, NewsTopic, NewsUnit
from cms.portal.models import PortalSettings
from cms.topics.models import Topic
from cms.units.models import Unit, UnitSuccession

pytestmark = pytest.mark.django_db

HANOI = timezone.get_fixed_timezone(7 * 60)


@pytest.fixture
def reader():
    return Client(SERVER_NAME="portal.example")


def file(house, page, *, topics=(), units=(), related=()):
    page.item_topics = [NewsTopic(topic=topic) for topic in topics]
    page.item_units = [NewsUnit(unit=unit) for unit in units]
    page.chosen_related = [NewsRelated(related=other) for other in related]
    page.save_revision().publish()
    return house.fresh(page)


def listed(reader, query=""):
    answer = reader.get(f"/tin-tuc/{query}")
    assert answer.status_code == 200
    return [item.title for item in answer.context["items"]]


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def unit(code):
    return Unit.objects.create(code=code, name=f"Phường {code}", level="commune")


@pytest.fixture
def land():
    return Topic.objects.create(name="Đất đai", slug="dat-dai")


# --- The list -----------------------------------------------------------------


def test_the_list_is_newest_first(house, reader):
    house.news("Cũ", date=days_ago(2))
    house.news("Mới", date=days_ago(1))
    assert listed(reader) == ["Mới", "Cũ"]


def test_the_list_holds_only_what_everyone_may_read_now(house, reader):
    house.news("Công khai")
    house.news("Nháp", live=False)
    house.news("Hẹn giờ", live=False, go_live_at=timezone.now() + timedelta(hours=1))
    PageViewRestriction.objects.create(page=house.news("Riêng"), restriction_type="login")
    expired = house.news("Hết hạn")
    type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now())
    assert listed(reader) == ["Công khai"]


def test_the_list_is_narrowed_by_topic(house, reader, land):
    file(house, house.news("Về đất"), topics=[land])
    house.news("Khác")
    assert listed(reader, "?topic=dat-dai") == ["Về đất"]


def test_a_unit_shows_what_was_published_for_those_it_succeeded_too(house, reader):
    old, older, new = unit("cu"), unit("cu-hon"), unit("moi")
    UnitSuccession.objects.create(predecessor=older, successor=old)
    UnitSuccession.objects.create(predecessor=old, successor=new)
    file(house, house.news("Của phường cũ", date=days_ago(1)), units=[older, old])
    file(house, house.news("Của phường mới"), units=[new])
    assert listed(reader, "?unit=moi") == ["Của phường mới", "Của phường cũ"]
    assert listed(reader, "?unit=cu") == ["Của phường cũ"]


def test_a_month_begins_and_ends_at_midnight_in_vietnam(house, reader):
    for title, moment in (
        ("Cuối tháng Hai", datetime(2022, 2, 28, 23, 59, tzinfo=HANOI)),
        ("Đầu tháng Ba", datetime(2022, 3, 1, 0, 0, tzinfo=HANOI)),
        ("Cuối tháng Ba", datetime(2022, 3, 31, 23, 59, tzinfo=HANOI)),
        ("Đầu tháng Tư", datetime(2022, 4, 1, 0, 0, tzinfo=HANOI)),
    ):
        house.news(title, date=moment)
    assert listed(reader, "?month=2022-03") == ["Cuối tháng Ba", "Đầu tháng Ba"]
    months = reader.get("/tin-tuc/").context["months"]
    assert months == {2022: ["2022-04", "2022-03", "2022-02"]}


def test_filters_together_narrow_together(house, reader, land):
    ward = unit("moi")
    file(house, house.news("Cả hai"), topics=[land], units=[ward])
    file(house, house.news("Chỉ chủ đề"), topics=[land])
    file(house, house.news("Chỉ đơn vị"), units=[ward])
    assert listed(reader, "?topic=dat-dai&unit=moi") == ["Cả hai"]


@pytest.mark.parametrize(
    "query",
    ["?topic=khong-co", "?unit=khong-co", "?month=2022-13", "?month=x", "?month=0000-01",
     "?month=9999-12", "?month=2022-03-01"],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_not_found(house, reader, query):
    house.news("Tin")
    assert reader.get(f"/tin-tuc/{query}").status_code == 404


def test_a_month_without_news_says_so_and_leads_back(house, reader):
    house.news("Tin")
    answer = reader.get("/tin-tuc/?month=2001-01")
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text
    assert '<a href="/tin-tuc/">' in answer.text


def test_pages_keep_the_filters(house, reader, land):
    for n in range(14):
        file(house, house.news(f"Tin {n:02}", date=days_ago(n)), topics=[land])
    assert listed(reader, "?topic=dat-dai") == [f"Tin {n:02}" for n in range(12)]
    assert 'href="?topic=dat-dai&amp;page=2"' in reader.get("/tin-tuc/?topic=dat-dai").text
    assert listed(reader, "?topic=dat-dai&page=2") == ["Tin 12", "Tin 13"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "1" * 400])
def test_a_page_that_is_not_there_is_the_nearest(house, reader, page):
    house.news("Tin")
    assert listed(reader, f"?page={page}") == ["Tin"]


def test_filtered_lists_stay_out_of_search_engines(house, reader, land):
    file(house, house.news("Tin"), topics=[land])
    assert "noindex" in reader.get("/tin-tuc/?topic=dat-dai").text
    assert "noindex" not in reader.get("/tin-tuc/").text


def test_the_search_box_of_the_list_asks_for_news_only(house, reader):
    page = reader.get("/tin-tuc/").text
    form = page[page.index('class="search"') : page.index("</main>")]
    assert '<input type="hidden" name="kind" value="news">' in page
    assert 'name="q"' in form


def test_the_list_costs_few_queries(house, reader, image, land, django_assert_max_num_queries):
    for n in range(12):
        file(house, house.news(f"Tin {n}", cover=image, cover_alt="Cầu"), topics=[land])
    reader.get("/tin-tuc/")
    with django_assert_max_num_queries(22):
        reader.get("/tin-tuc/?topic=dat-dai")


# --- An item --------------------------------------------------------------------


@pytest.fixture
def item(house, image, document, land):
    PortalSettings.objects.update_or_create(
        site=house.home.get_site(), defaults={"agency_name": "Phòng Tư pháp"}
    )
    author = Author.objects.create(name="Thu Thủy", role="Biên tập viên")
    page = house.news(
        "Ra mắt tổ hòa giải",
        slug="ra-mat",
        lead="Tổ có năm người.",
        date=datetime(2022, 3, 18, 7, 5, tzinfo=HANOI),
        cover=image,
        cover_alt="Cầu Nhật Lệ",
        author=author,
        source="Báo Quảng Bình",
        source_url="https://bao.example/",
        body=[{"type": "paragraph", "value": "<p>Bà con đến đông.</p>"}],
    )
    page.attachments = [NewsAttachment(document=document, title="Kế hoạch số 104")]
    return file(house, page, topics=[land], units=[unit("dong-hoi")])


def test_an_item_shows_all_that_its_editor_gave(item, reader):
    page = reader.get("/tin-tuc/ra-mat/").text
    for word in (
        "Ra mắt tổ hòa giải",
        "Tổ có năm người.",
        "Thứ Sáu, 18/3/2022 07:05",
        'datetime="2022-03-18T07:05:00+07:00"',
        'alt="Cầu Nhật Lệ"',
        "Bà con đến đông.",
        "Báo Quảng Bình",
        'href="https://bao.example/"',
        "Đất đai",
        "Phường dong-hoi",
        '<a rel="author" href="/tac-gia/thu-thuy/">Thu Thủy</a>',
    ):
        assert word in page, word


def test_an_attachment_tells_its_type_and_size(item, reader, document):
    page = reader.get("/tin-tuc/ra-mat/").text
    assert f'<a href="{document.url}">Kế hoạch số 104</a>' in page
    assert "(PDF, 12 byte)" in page


def test_social_networks_are_told_what_the_item_is(item, reader):
    page = reader.get("/tin-tuc/ra-mat/").text
    told = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))
    assert told["og:type"] == "article"
    assert told["og:title"] == "Ra mắt tổ hòa giải"
    assert told["og:description"] == "Tổ có năm người."
    assert told["og:url"] == "http://portal.example/tin-tuc/ra-mat/"
    assert told["og:site_name"] == "Phòng Tư pháp"
    assert told["og:locale"] == "vi_VN"
    assert told["article:published_time"] == "2022-03-18T07:05:00+07:00"
    assert told["og:image"].startswith("http")
    assert told["og:image:alt"] == "Cầu Nhật Lệ"
    assert (int(told["og:image:width"]), int(told["og:image:height"])) == (900, 474)
    assert '<link rel="canonical" href="http://portal.example/tin-tuc/ra-mat/">' in page


def test_search_engines_are_told_that_it_is_a_news_article(item, reader):
    found = structured(reader, "/tin-tuc/ra-mat/")
    assert found["@type"] == "NewsArticle"
    assert found["headline"] == "Ra mắt tổ hòa giải"
    assert found["datePublished"] == "2022-03-18T07:05:00+07:00"
    assert found["author"] == [{"@type": "Person", "name": "Thu Thủy"}]
    assert found["publisher"]["name"] == "Phòng Tư pháp"
    assert found["inLanguage"] == "vi"
    assert found["image"][0].startswith("http")


def structured(reader, path):
    page = reader.get(path).text
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def test_a_title_cannot_break_out_of_the_structured_data(house, reader):
    title = "</script><script>alert(1)</script> <!-- & 'hai' \"nháy\""
    house.news(title, slug="hiem")
    assert "<script>alert" not in reader.get("/tin-tuc/hiem/").text
    assert structured(reader, "/tin-tuc/hiem/")["headline"] == title


def test_an_item_shows_no_link_to_the_profile_of_no_one(house, reader):
    house.news("Không tên", slug="khong-ten")
    page = reader.get("/tin-tuc/khong-ten/").text
    assert "byline" not in page
    assert "og:image" not in page


@pytest.mark.parametrize("how", ["draft", "scheduled", "expired", "unpublished"])
def test_an_item_that_is_not_public_is_not_found(house, reader, how):
    page = house.news("Kín", slug="kin", live=how not in {"draft", "scheduled"})
    if how == "scheduled":
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
    elif how == "expired":
        type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())
    elif how == "unpublished":
        page.unpublish()
    answer = reader.get("/tin-tuc/kin/")
    assert answer.status_code == 404
    assert "Kín" not in answer.text


# --- Các tin khác ---------------------------------------------------------------


def others(reader, path):
    return [item.title for item in reader.get(path).context["others"]]


def test_other_news_is_what_the_editor_chose_then_the_same_topic_then_the_newest(
    house, reader, land
):
    chosen = house.news("Được chọn", date=days_ago(90))
    file(house, house.news("Cùng chủ đề, cũ", date=days_ago(80)), topics=[land])
    file(house, house.news("Cùng chủ đề, mới", date=days_ago(70)), topics=[land])
    house.news("Mới nhất", date=days_ago(1))
    house.news("Mới nhì", date=days_ago(2))
    page = house.news("Bài chính", slug="bai-chinh")
    file(house, page, topics=[land], related=[chosen])
    assert others(reader, "/tin-tuc/bai-chinh/") == [
        "Được chọn", "Cùng chủ đề, mới", "Cùng chủ đề, cũ", "Mới nhất", "Mới nhì",
    ]  # fmt: skip


def test_an_item_is_never_among_its_own_other_news(house, reader, land):
    page = house.news("Bài chính", slug="bai-chinh")
    file(house, page, topics=[land], related=[page])
    assert others(reader, "/tin-tuc/bai-chinh/") == []


def test_other_news_never_shows_one_twice_nor_more_than_six(house, reader, land):
    both = Topic.objects.create(name="Gia đình", slug="gia-dinh")
    chosen = file(house, house.news("Được chọn"), topics=[land, both])
    for n in range(9):
        file(house, house.news(f"Tin {n}"), topics=[land, both])
    page = file(
        house, house.news("Chính", slug="chinh"), topics=[land, both], related=[chosen, chosen]
    )
    found = others(reader, page.url)
    assert len(found) == len(set(found)) == 6
    assert found[0] == "Được chọn"


def test_a_chosen_item_that_is_withdrawn_leaves_the_other_news(house, reader):
    chosen = house.news("Được chọn")
    page = file(house, house.news("Chính", slug="chinh"), related=[chosen])
    assert others(reader, page.url) == ["Được chọn"]
    house.fresh(chosen).unpublish()
    assert others(reader, page.url) == []


def test_an_item_costs_the_same_however_much_is_filed_under_it(
    house, reader, image, land, django_assert_max_num_queries
):
    related = [house.news(f"Tin {n}", cover=image, cover_alt="Cầu") for n in range(8)]
    units = [unit(f"p{n}") for n in range(8)]
    page = house.news("Chính", slug="chinh", cover=image, cover_alt="Cầu")
    file(house, page, topics=[land], units=units, related=related)
    reader.get("/tin-tuc/chinh/")
    with django_assert_max_num_queries(36):
        reader.get("/tin-tuc/chinh/")


# --- An author --------------------------------------------------------------------


def test_a_profile_shows_what_the_author_signed_and_everyone_may_read(house, reader):
    author = Author.objects.create(name="Thu Thủy", role="Biên tập viên", bio="<p>Viết về đất.</p>")
    house.news("Bài của bà", author=author)
    house.news("Nháp của bà", author=author, live=False)
    house.news("Bài người khác")
    page = reader.get("/tac-gia/thu-thuy/").text
    assert "Viết về đất." in page
    assert "Bài của bà" in page
    assert "Nháp của bà" not in page
    assert "Bài người khác" not in page


def test_an_author_who_is_not_there_is_not_found(house, reader):
    assert reader.get("/tac-gia/khong-co/").status_code == 404


def test_two_authors_of_one_name_have_an_address_each(db):
    slugs = [Author.objects.create(name="Đỗ Thị Đào").slug for _ in range(3)]
    assert slugs == ["do-thi-dao", "do-thi-dao-2", "do-thi-dao-3"]


def test_news_stands_below_an_index_only(house):
    assert NewsIndexPage.allowed_subpage_models() == [type(house.news("Tin"))]


def test_a_cover_needs_words_for_those_who_cannot_see_it(house, image):
    from django.core.exceptions import ValidationError

    page = house.news("Tin")
    page.cover, page.cover_alt = image, "  "
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "cover_alt" in refused.value.message_dict

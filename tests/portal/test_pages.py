"""The home page, the standing pages, and what stands around the content of each."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.news.models import NewsIndexPage
from cms.portal.models import HomeNotice, PortalSettings, SectionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return Client(SERVER_NAME="portal.example")


def close(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def standing(house, title, *, parent=None, live=True, **fields):
    page = (parent or house.home).add_child(instance=SectionPage(title=title, live=False, **fields))
    if live:
        page.save_revision().publish()
    return house.fresh(page)


def to(page=None, url="", text=""):
    return {"page": page and page.pk, "url": url, "text": text}


def column(heading, *links):
    return {"type": "column", "value": {"heading": heading, "links": list(links)}}


def settle(house, *, menu=(), footer=(), **fields):
    settings = PortalSettings.for_site(house.home.get_site())
    settings.menu = json.dumps([{"type": "link", "value": link} for link in menu])
    settings.footer = json.dumps(list(footer))
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()


def shown(reader, path="/"):
    answer = reader.get(path)
    assert answer.status_code == 200
    return answer.text


# --- Home ---------------------------------------------------------------------


def test_the_newest_item_leads_and_is_not_shown_twice(house, reader):
    house.news("Hôm qua", date=timezone.now() - timedelta(days=1))
    house.news("Hôm nay")
    page = shown(reader)
    assert page.index("Hôm nay") < page.index("Hôm qua")
    assert reader.get("/").context["lead"].title == "Hôm nay"
    assert [item.title for _, items in reader.get("/").context["sections"] for item in items] == [
        "Hôm qua"
    ]


def test_the_editors_choice_leads(house, reader):
    chosen = house.news("Được chọn", date=timezone.now() - timedelta(days=9))
    house.news("Mới hơn")
    home = house.fresh(house.home)
    home.lead_story = chosen
    home.save_revision().publish()
    assert reader.get("/").context["lead"].title == "Được chọn"


@pytest.mark.parametrize("how", ["unpublished", "expired", "private"])
def test_a_choice_that_is_public_no_longer_leaves_the_lead_to_the_newest(house, reader, how):
    chosen = house.news("Được chọn", date=timezone.now() - timedelta(days=9))
    house.news("Mới hơn")
    home = house.fresh(house.home)
    home.lead_story = chosen
    home.save_revision().publish()
    if how == "unpublished":
        chosen.unpublish()
    elif how == "expired":
        type(chosen).objects.filter(pk=chosen.pk).update(expire_at=timezone.now())
    else:
        close(chosen)
    assert reader.get("/").context["lead"].title == "Mới hơn"
    assert "Được chọn" not in shown(reader)


def test_each_section_shows_its_latest(house, reader):
    other = house.home.add_child(instance=NewsIndexPage(title="Gương sáng", slug="guong-sang"))
    house.news("Tin thường")
    house.news("Một gương", parent=other)
    sections = reader.get("/").context["sections"]
    assert [section.title for section, _ in sections] == ["Tin tức", "Gương sáng"]


def test_a_private_section_is_not_on_the_home_page(house, reader):
    inside = house.home.add_child(instance=NewsIndexPage(title="Nội bộ", slug="noi-bo"))
    house.news("Việc riêng", parent=inside)
    close(inside)
    page = shown(reader)
    assert "Nội bộ" not in page
    assert "Việc riêng" not in page


def test_a_notice_is_shown_to_the_end_of_its_last_day(house, reader):
    today = timezone.localdate()
    home = house.fresh(house.home)
    home.notices = [
        HomeNotice(text="Còn hôm nay", until=today),
        HomeNotice(text="Đã qua", until=today - timedelta(days=1)),
        HomeNotice(text="Luôn luôn"),
    ]
    home.save_revision().publish()
    page = shown(reader)
    assert "Còn hôm nay" in page
    assert "Luôn luôn" in page
    assert "Đã qua" not in page


def test_a_notice_loses_its_link_with_the_page_it_leads_to(house, reader):
    target = standing(house, "Lịch", slug="lich")
    home = house.fresh(house.home)
    home.notices = [HomeNotice(text="Xem lịch", page=target)]
    home.save_revision().publish()
    assert 'href="/lich/"' in shown(reader)
    close(target)
    page = shown(reader)
    assert "Xem lịch" in page
    assert 'href="/lich/"' not in page


def test_a_cover_in_a_closed_collection_is_shown_nowhere(house, reader, image):
    house.news("Có ảnh", cover=image, cover_alt="Mặt người làm chứng")
    house.news("Dẫn đầu", date=timezone.now() + timedelta(hours=1), cover=image, cover_alt="Bí mật")
    assert "Mặt người làm chứng" in shown(reader)
    closed = Collection.get_first_root_node().add_child(name="Kín")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    type(image).objects.update(collection=closed)
    for path in ("/", "/tin-tuc/", "/tin-tuc/co-anh/"):
        page = shown(reader, path)
        assert "Mặt người làm chứng" not in page, path
        assert "Bí mật" not in page, path
        assert "navy" not in page, path


def test_the_home_page_costs_few_queries(house, reader, image, django_assert_max_num_queries):
    for n in range(12):
        house.news(f"Tin {n}", slug=f"tin-{n}", cover=image, cover_alt="Cầu")
    shown(reader)
    with django_assert_max_num_queries(22):
        shown(reader)


def test_an_empty_site_says_so(house, reader):
    assert "Chưa có tin nào được đăng." in shown(reader)


# --- Standing pages -------------------------------------------------------------


def test_a_section_page_lists_the_pages_below_it_that_everyone_may_read(house, reader):
    section = standing(house, "Giới thiệu", slug="gioi-thieu", lead="Chúng tôi là ai.")
    standing(house, "Trang con", parent=section, lead="Đọc thêm.")
    standing(house, "Bản nháp", parent=section, live=False)
    close(standing(house, "Trang riêng", parent=section))
    page = shown(reader, "/gioi-thieu/")
    assert "Chúng tôi là ai." in page
    assert "Trang con" in page
    assert "Bản nháp" not in page
    assert "Trang riêng" not in page


def test_a_section_page_may_keep_its_children_to_itself(house, reader):
    section = standing(house, "Giới thiệu", slug="gioi-thieu", list_children=False)
    standing(house, "Trang con", parent=section)
    assert "Trang con" not in shown(reader, "/gioi-thieu/")


def test_breadcrumbs_lead_from_home_to_here(house, reader):
    section = standing(house, "Giới thiệu", slug="gioi-thieu")
    standing(house, "Liên hệ", parent=section, slug="lien-he")
    page = shown(reader, "/gioi-thieu/lien-he/")
    trail = page[page.index('class="breadcrumbs') : page.index("<main")]
    assert trail.index('href="/"') < trail.index('href="/gioi-thieu/"') < trail.index("Liên hệ")
    assert 'aria-current="page">Liên hệ' in trail


# --- Around the content ----------------------------------------------------------


def test_the_agency_stands_on_every_page_as_its_editors_say(house, reader):
    settle(
        house,
        agency_name="Phòng Tư pháp",
        parent_agency="UBND thành phố",
        address="Đường Hùng Vương",
        hotline="0232 000 0104",
        email="hoagiai@example.vn",
        licence="Số 01/GP-TTĐT",
        responsible_person="Bà Hoa",
    )
    house.news("Một tin", slug="mot-tin")
    for path in ("/", "/tin-tuc/", "/tin-tuc/mot-tin/", "/tim-kiem/"):
        page = shown(reader, path)
        for word in (
            "Phòng Tư pháp",
            "UBND thành phố",
            "Đường Hùng Vương",
            "Số 01/GP-TTĐT",
            "Bà Hoa",
        ):
            assert word in page, (path, word)
        assert 'href="tel:02320000104"' in page
        assert 'href="mailto:hoagiai@example.vn"' in page


def test_menu_and_footer_lead_where_editors_say(house, reader):
    section = standing(house, "Giới thiệu", slug="gioi-thieu")
    settle(
        house,
        menu=[to(house.index), to(section, text="Về chúng tôi")],
        footer=[column("Trang liên quan", to(url="https://moj.gov.vn/", text="Bộ Tư pháp"))],
    )
    page = shown(reader)
    assert '<a href="/tin-tuc/">Tin tức</a>' in page
    assert '<a href="/gioi-thieu/">Về chúng tôi</a>' in page
    assert "Trang liên quan" in page
    assert '<a href="https://moj.gov.vn/">Bộ Tư pháp</a>' in page


def test_the_menu_says_where_the_reader_is(house, reader):
    settle(house, menu=[to(house.home, text="Trang chủ"), to(house.index)])
    house.news("Một tin", slug="mot-tin")
    assert '<a href="/tin-tuc/" aria-current="page">' in shown(reader, "/tin-tuc/")
    assert '<a href="/tin-tuc/" aria-current="true">' in shown(reader, "/tin-tuc/mot-tin/")
    assert '<a href="/" aria-current="page">' in shown(reader, "/")


@pytest.mark.parametrize("how", ["draft", "private", "below private", "expired", "deleted"])
def test_menu_and_footer_show_nothing_of_a_page_that_is_not_public(house, reader, how):
    above = standing(house, "Trên", slug="tren")
    page = standing(house, "Mật vụ", slug="mat-vu", parent=above, live=how != "draft")
    settle(house, menu=[to(page)], footer=[column("Chỉ có trang kín", to(page, text="Xem"))])
    if how == "private":
        close(page)
    elif how == "below private":
        close(above)
    elif how == "expired":
        type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())
    elif how == "deleted":
        page.delete()
    found = shown(reader)
    assert "Mật vụ" not in found
    assert "mat-vu" not in found
    assert "Chỉ có trang kín" not in found


# --- What went wrong --------------------------------------------------------------


def test_a_page_that_is_not_there_offers_to_search(house, reader):
    answer = reader.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert 'action="/tim-kiem/"' in answer.text
    assert "Hòa giải cơ sở Đồng Hới" in answer.text
    assert "noindex" in answer.text


class TestWithoutADatabase:
    """No `django_db` mark: a query in here would be an error of the test run itself."""

    pytestmark: list[pytest.MarkDecorator] = []

    def test_not_found_is_said(self, rf):
        from django.views.defaults import page_not_found

        answer = page_not_found(rf.get("/x/"), Exception())
        assert answer.status_code == 404
        assert "Không tìm thấy trang" in answer.content.decode()

    def test_not_allowed_is_said(self, rf):
        from django.views.defaults import permission_denied

        answer = permission_denied(rf.get("/x/"), Exception())
        assert answer.status_code == 403
        assert "Không được phép" in answer.content.decode()

    def test_a_failure_is_said(self, rf):
        from django.views.defaults import server_error

        answer = server_error(rf.get("/x/"))
        assert answer.status_code == 500
        assert "Có lỗi xảy ra" in answer.content.decode()


def test_a_dead_database_is_answered_with_our_own_page(house, monkeypatch):
    from django.db import OperationalError, connection

    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = Client(SERVER_NAME="portal.example", raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "Có lỗi xảy ra" in answer.content.decode()
    assert "server closed" not in answer.content.decode()


def test_a_form_that_is_not_accepted_says_so_in_vietnamese():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "lan"})
    assert answer.status_code == 403
    assert "Biểu mẫu chưa được nhận" in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/tim-kiem/", "/tim-kiem/rss/", "/feeds/all.atom", "/khong-co/"]
)
def test_an_address_that_no_browser_made_is_refused_before_it_is_read(house, reader, path):
    """To read so much takes longer than to answer."""
    answer = reader.get(path, QUERY_STRING="q=" + "%E1%BA%A5" * 1_000)

    assert answer.status_code == 400
    assert "Địa chỉ này quá dài" in answer.text
    assert answer.headers["Content-Security-Policy"]
    assert len(answer.content) < 5_000

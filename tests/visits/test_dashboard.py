"""The staff's dashboard: who sees it, what it says, and what it gives to keep."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from cms.visits.charts import chart_of
from cms.visits.models import Dimension, Span, Tally
from cms.visits.periods import Period, period_of
from cms.visits.report import report_of
from search.models import QueryCount
from tests.house import House

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/visits/"
TODAY = date(2026, 3, 18)


def tally(dimension: str, day: date, hits: int, key: str = "", **more: Any) -> None:
    span = more.pop("span", Span.DAY)
    Tally.objects.create(dimension=dimension, span=span, start=day, key=key, hits=hits, **more)


@pytest.fixture
def desk(django_user_model: type[User]) -> Any:
    """A window of someone with these permissions in the admin."""

    def window(*permissions: str) -> Client:
        user = django_user_model.objects.create_user("bien-tap", password="x")
        names = ["access_admin", *permissions]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client = Client()
        client.force_login(user)
        return client

    return window


def test_only_those_who_may_see_figures_do(desk: Any) -> None:
    assert "/admin/login/" in Client().get(ADDRESS).url
    assert desk().get(ADDRESS).status_code in {302, 403}


def test_who_may_see_them_finds_them_among_the_reports(desk: Any) -> None:
    window = desk("view_tally")
    assert window.get(ADDRESS).status_code == 200
    assert ADDRESS in window.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        ("7", date(2026, 3, 12)),
        ("30", date(2026, 2, 17)),
        ("90", date(2025, 12, 19)),
        ("month", date(2026, 3, 1)),
        ("year", date(2026, 1, 1)),
    ],
)
def test_periods_end_today(choice: str, first: date) -> None:
    assert period_of(choice, TODAY) == Period(first, TODAY)


def test_a_period_is_compared_with_as_many_days_before_it() -> None:
    assert Period(date(2026, 3, 12), TODAY).before == Period(date(2026, 3, 5), date(2026, 3, 11))


def test_what_is_visited_stands_beside_the_period_before(house: House) -> None:
    entry = house.entry(house.news("Hòa giải ở xóm Bắc"))
    now = timezone.localdate()
    for dimension, key in ((Dimension.ALL, ""), (Dimension.ITEM, str(entry.pk))):
        tally(dimension, now, 30, key)
        tally(dimension, now - timedelta(days=7), 20, key)
    tally(Dimension.SECTION, now, 30, "tin-tuc")
    QueryCount.objects.create(day=now, text="đất đai", folded="dat dai", asked=4)
    report = report_of(period_of("7", now))
    assert (report.hits.now, report.hits.before, report.hits.change) == (30, 20, 50)
    [row] = report.items
    assert row.label.startswith("Hòa giải ở xóm Bắc")
    assert (row.url, row.hits, row.before) == (entry.url, 30, 20)
    assert [(row.label, row.hits) for row in report.sections] == [("Tin tức", 30)]
    assert [(row.label, row.hits) for row in report.queries] == [("đất đai", 4)]
    assert [(bar.hits, bar.before) for bar in report.bars][-1] == (30, 20)


def test_pages_are_named_by_title_or_else_by_their_path(house: House) -> None:
    house.news("Hòa giải ở xóm Bắc", slug="xom-bac")
    draft = house.news("Bản nháp", slug="ban-nhap", live=False)
    paths = (
        "/",
        "/tin-tuc/xom-bac/",
        "/tim-kiem/",
        "/tim-kiem/theo-doi/…",
        "/tin-tuc/ban-nhap/",
        "",
    )
    for number, path in enumerate(paths):
        tally(Dimension.PAGE, timezone.localdate(), 9 - number, path)
    pages = report_of(period_of("7", timezone.localdate())).pages
    assert [(row.label, row.url) for row in pages] == [
        (house.home.title, "/"),
        ("Hòa giải ở xóm Bắc", "/tin-tuc/xom-bac/"),
        ("/tim-kiem/", "/tim-kiem/"),
        ("/tim-kiem/theo-doi/…", ""),
        ("/tin-tuc/ban-nhap/", ""),
        ("Trang khác", ""),
    ]
    assert draft.title not in repr(pages)


def test_the_screen_shows_the_most_visited_and_the_file_has_more(admin_client: Client) -> None:
    for number in range(30):
        tally(Dimension.REFERRER, timezone.localdate(), 1, f"s{number}.example")
    assert admin_client.get(ADDRESS).content.decode().count(".example") == 20
    assert admin_client.get(f"{ADDRESS}?export=csv").content.decode().count(".example") == 30


def test_of_what_is_no_longer_public_no_title_is_told(house: House) -> None:
    page = house.news("Tin đã gỡ")
    entry = house.entry(page)
    tally(Dimension.ITEM, timezone.localdate(), 3, str(entry.pk))
    page.unpublish()
    house.public()
    [row] = report_of(period_of("7", timezone.localdate())).items
    assert "Tin đã gỡ" not in row.label
    assert row.hits == 3


def test_folded_months_count_whole() -> None:
    tally(Dimension.ALL, date(2024, 2, 1), 290, span=Span.MONTH, visitors=29)
    tally(Dimension.ALL, date(2024, 3, 1), 10)
    report = report_of(Period(date(2024, 2, 10), date(2024, 3, 1)))
    assert (report.hits.now, report.visitors.now) == (300, 29)
    assert report.known_from == date(2024, 3, 1)


def test_a_longer_period_takes_no_more_queries(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40) as few:
        report_of(Period(TODAY, TODAY))
    for number in range(60):
        tally(Dimension.ALL, TODAY - timedelta(days=number), 5)
        tally(Dimension.SECTION, TODAY - timedelta(days=number), 5, f"muc-{number}")
    with django_assert_max_num_queries(len(few.captured_queries) + 2):
        report_of(Period(TODAY - timedelta(days=900), TODAY))


@pytest.mark.parametrize(
    "query",
    [
        "?period=own",
        "?period=own&first=2026-03-18&last=2026-03-01",
        "?period=own&first=x&last=2026-03-01",
        "?period=own&first=0001-01-01&last=2026-03-01",
        "?period=own&first=2999-01-01&last=2999-01-02",
        "?period=khong-co",
    ],
)
def test_a_period_that_makes_no_sense_is_named(admin_client: Client, query: str) -> None:
    answer = admin_client.get(ADDRESS + query)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


def test_an_own_period_is_taken(admin_client: Client) -> None:
    answer = admin_client.get(f"{ADDRESS}?period=own&first=2026-03-01&last=2026-03-18")
    assert "01/03/2026" in answer.content.decode()
    assert 'role="alert"' not in answer.content.decode()


def test_what_is_exported_has_the_sums_and_both_periods(admin_client: Client) -> None:
    now = timezone.localdate()
    tally(Dimension.ALL, now, 30)
    tally(Dimension.ALL, now - timedelta(days=7), 20)
    answer = admin_client.get(f"{ADDRESS}?period=7&export=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["Lượt truy cập", "30", "20"] in rows
    assert [f"{now:%d/%m/%Y}", "30", "20", "0"] in rows
    first, before = (now - timedelta(days=days) for days in (6, 13))
    assert ["Từ", f"{first:%d/%m/%Y}", f"{before:%d/%m/%Y}"] in rows


@pytest.fixture
def hostile() -> None:
    for key in ("=1+1", "@SUM(A1)", "+84", "-1", "bao.example"):
        tally(Dimension.REFERRER, timezone.localdate(), 5, key)


def test_the_table_as_csv_holds_no_formula(admin_client: Client, hostile: None) -> None:
    answer = admin_client.get(f"{ADDRESS}?period=7&export=csv")
    assert "luot-truy-cap-" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))] == []


def test_the_table_as_workbook_holds_no_formula(admin_client: Client, hostile: None) -> None:
    answer = admin_client.get(f"{ADDRESS}?period=7&export=xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert [cell for cell in cells if cell.data_type == "f"] == []


def test_the_chart_fits_its_frame_and_says_each_value() -> None:
    for number in range(7):
        tally(Dimension.ALL, TODAY - timedelta(days=number), number * 13)
    report = report_of(Period(TODAY - timedelta(days=6), TODAY))
    chart = chart_of(report.bars)
    assert chart.top == 100
    assert [bar.hits for bar in chart.bars] == [78, 65, 52, 39, 26, 13, 0]
    assert all(bar.y >= 0 and bar.y + bar.height <= chart.base for bar in chart.bars)
    assert all(bar.x >= 0 and bar.end <= chart.width for bar in chart.bars)


def test_an_empty_period_is_drawn_too(admin_client: Client) -> None:
    assert admin_client.get(ADDRESS).status_code == 200

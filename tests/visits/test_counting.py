"""What counts as a visit, and under what."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.news.models import NewsAttachment
from cms.publishing.relay import relay
from cms.visits import recording
from cms.visits.folding import fold_months
from cms.visits.models import Beacon, Dimension, Hit, Span, Tally, VisitSettings
from tests.house import House

from .conftest import BEACON, FIGURES, GOOGLE, PIXEL, Reader, counted, shown

pytestmark = pytest.mark.django_db


def test_a_page_opened_is_one_visit_today_and_in_all(reader: Reader) -> None:
    assert reader.beacon("/").status_code == 204
    assert shown() == {"online": 1, "today": 1, "total": 1}


def test_the_figures_are_the_same_before_and_after_folding(reader: Reader) -> None:
    for _ in range(3):
        reader.beacon("/")
    before = shown()
    assert counted("all") == {"": 3}
    assert shown() == before == {"online": 1, "today": 3, "total": 3}


def test_the_total_begins_with_what_the_office_brings_along(reader: Reader) -> None:
    VisitSettings.objects.create(starting_total=5_494_263)
    reader.beacon("/")
    assert shown() == {"online": 1, "today": 1, "total": 5_494_264}


def test_reading_the_figures_costs_one_query_and_then_none(
    reader: Reader, django_assert_num_queries: Any
) -> None:
    reader.beacon("/")
    with django_assert_num_queries(1):
        shown()
    with django_assert_num_queries(0):
        shown()


def test_ten_years_of_history_cost_one_query_of_some_hundred_rows(
    django_assert_num_queries: Any,
) -> None:
    today = timezone.localdate()
    days = [today - timedelta(days=number) for number in range(3650)]
    Tally.objects.bulk_create(
        Tally(dimension=dimension, span=Span.DAY, start=day, key=key, hits=2)
        for day in days
        for dimension, key in ((Dimension.ALL, ""), (Dimension.PAGE, "/"))
    )
    while fold_months():
        pass
    with django_assert_num_queries(1):
        assert shown() == {"online": 0, "today": 2, "total": 7300}
    assert Tally.objects.filter(dimension=Dimension.ALL).count() < 600


def test_a_visit_costs_one_query(reader: Reader, django_assert_num_queries: Any) -> None:
    reader.beacon("/")
    with django_assert_num_queries(1):
        reader.beacon("/")


def test_a_beacon_sent_again_counts_once_however_late(reader: Reader) -> None:
    """Its answer was lost. That its row is folded by then makes no difference."""
    once = str(uuid.uuid4())
    for _ in range(2):
        assert reader.beacon("/", id=once).status_code == 204
    assert counted("all") == {"": 1}
    assert reader.beacon("/", id=once.replace("-", "")).status_code == 204
    reader.beacon("/", id=str(uuid.uuid4()))
    assert counted("all") == {"": 2}
    assert shown() == {"online": 1, "today": 2, "total": 2}


def test_the_id_of_a_beacon_stands_beside_nothing_of_the_visit(reader: Reader) -> None:
    once = uuid.uuid4()
    reader.beacon("/", id=str(once))
    assert list(Beacon.objects.values_list()) == [(once, timezone.localdate())]
    assert once.hex not in repr(Hit.objects.values_list()).replace("-", "")


@pytest.mark.django_db(transaction=True)
def test_a_beacon_whose_id_is_seen_and_whose_visit_fails_is_not_taken_for_counted(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both rows or none: else the beacon that is sent again would be lost."""
    once = str(uuid.uuid4())
    for name in ("_ADD", "_ADD_FIRST"):
        broken = getattr(recording, name).replace("visits_hit", "visits_nowhere")
        monkeypatch.setattr(recording, name, broken)
    assert reader.beacon("/", id=once).status_code == 500
    monkeypatch.undo()
    reader.beacon("/", id=once)
    assert shown()["total"] == 1


def test_visitors_are_told_apart_by_address_and_agent() -> None:
    one, other = Reader(), Reader()
    one.beacon("/")
    one.beacon("/")
    other.beacon("/")
    assert shown() == {"online": 2, "today": 3, "total": 3}


def test_after_five_minutes_a_visitor_is_no_longer_online(reader: Reader, clock: Any) -> None:
    clock("2026-03-18 10:00:00")
    reader.beacon("/")
    counted("all")
    clock("2026-03-18 10:04:59")
    assert shown()["online"] == 1
    clock("2026-03-18 10:05:00")
    assert shown()["online"] == 0


def test_today_begins_at_midnight_in_vietnam(reader: Reader, clock: Any) -> None:
    clock("2026-03-18 23:59:59")
    reader.beacon("/")
    clock("2026-03-19 00:00:01")
    assert shown()["today"] == 0
    reader.beacon("/")
    assert shown() == {"online": 2, "today": 1, "total": 2}
    counted("all")
    assert shown() == {"online": 2, "today": 1, "total": 2}


@pytest.mark.parametrize("header", ["HTTP_DNT", "HTTP_SEC_GPC"])
def test_who_asks_not_to_be_followed_is_counted_and_not_followed(header: str) -> None:
    Reader(**{header: "1"}).beacon("/", referrer="https://tim.example/?q=toi")
    hit = Hit.objects.get()
    assert (hit.visitor, hit.referrer) == (None, "")
    assert shown() == {"online": 0, "today": 1, "total": 1}


def test_known_robots_do_not_count() -> None:
    for agent in (GOOGLE, "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; bingbot/2.0)"):
        robot = Reader(agent)
        assert robot.beacon("/").status_code == 204
        assert robot.pixel("?page=/").status_code == 200
    assert shown() == {"online": 0, "today": 0, "total": 0}


def test_on_a_server_programs_do_not_count_either(settings: Any) -> None:
    settings.VISITS = {**settings.VISITS, "COUNTED_TOOLS": []}
    Reader("curl/8.9").beacon("/")
    Reader("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36").beacon("/")
    assert shown()["total"] == 0


def test_an_agent_that_says_nothing_counts() -> None:
    Reader("").beacon("/")
    assert shown()["total"] == 1


@pytest.mark.parametrize(
    "header",
    [
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_what_a_browser_fetches_ahead_does_not_count(header: dict[str, str]) -> None:
    Reader(**header).beacon("/")
    Reader(**header).pixel("?page=/")
    assert shown()["total"] == 0


def test_a_page_counts_under_itself_its_item_and_its_section(house: House, reader: Reader) -> None:
    item = house.news("Hòa giải ở xóm Bắc", slug="xom-bac")
    entry = house.entry(item)
    reader.beacon("/tin-tuc/xom-bac/?utm_source=x#y")
    reader.beacon("http://testserver/tin-tuc/xom-bac")
    reader.beacon("/tin-tuc/")
    reader.beacon("/")
    assert counted("page") == {"/tin-tuc/xom-bac/": 2, "/tin-tuc/": 1, "/": 1}
    assert counted("item") == {str(entry.pk): 2}
    assert counted("section") == {"tin-tuc": 3, "/": 1}
    assert counted("site") == {"": 4}


def test_a_page_that_is_not_there_counts_under_none(house: House, reader: Reader) -> None:
    """Nobody writes into the statistics what they like."""
    house.news("Bản nháp", slug="ban-nhap", live=False)
    for path in ("/khong-co/", "/tin-tuc/ban-nhap/", "/admin/pages/", "/api/v1/", "/a b<c>/"):
        assert reader.beacon(path).status_code == 204
    assert counted("page") == {"": 5}
    assert shown()["today"] == 5


def test_what_stands_for_a_parameter_in_a_path_is_not_kept(reader: Reader) -> None:
    """The address under which a saved search is ended opens it to whoever has it."""
    reader.beacon("/tim-kiem/theo-doi/khoa-bi-mat/")
    reader.beacon("/tim-kiem/?q=chuyen+rieng")
    assert not Hit.objects.filter(target__contains="bi-mat").exists()
    assert counted("page") == {"/tim-kiem/theo-doi/…": 1, "/tim-kiem/": 1}
    assert counted("section") == {"tim-kiem": 2}


def test_of_a_referrer_only_the_domain_is_kept(reader: Reader) -> None:
    reader.beacon("/", referrer="https://www.Bao.example:8443/tin?id=7#x")
    reader.beacon("/", referrer="http://testserver/tin-tuc/")
    reader.beacon("/", referrer="android-app://com.zalo")
    reader.beacon("/", referrer="không phải địa chỉ")
    assert counted("referrer") == {"bao.example": 1, "com.zalo": 1}


def test_an_embed_counts_for_the_site_in_which_it_stands(reader: Reader) -> None:
    page = "https://phuong.example/gioi-thieu"
    assert reader.beacon(page, embed="www.phuong.example").status_code == 204
    reader.pixel("?embed=phuong.example")
    reader.beacon("http://testserver:8001/", embed="testserver:8001")
    assert counted("site") == {"phuong.example": 2, "testserver:8001": 1}
    assert counted("page") == {}
    assert shown()["today"] == 3


def test_no_one_is_known_again_on_another_site(reader: Reader) -> None:
    reader.beacon("/", embed="xa-a.example")
    reader.beacon("/", embed="xa-b.example")
    assert len(set(Hit.objects.values_list("visitor", flat=True))) == 2


def test_names_that_anyone_may_invent_are_limited(reader: Reader, settings: Any) -> None:
    settings.VISITS = {**settings.VISITS, "MOST_NAMES_A_DAY": 2}
    for number in range(5):
        reader.beacon("/", referrer=f"https://s{number}.example/")
    assert counted("referrer") == {"s0.example": 1, "s1.example": 1, "*": 3}


def test_the_pixel_counts_the_page_in_which_it_stands(house: House, reader: Reader) -> None:
    answer = reader.pixel(HTTP_REFERER="http://testserver/tin-tuc/")
    assert answer.headers["Content-Type"] == "image/gif"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"GIF89a")
    assert counted("page") == {"/tin-tuc/": 1}


def test_the_pixel_of_a_page_elsewhere_is_an_image_and_no_visit(reader: Reader) -> None:
    assert reader.pixel(HTTP_REFERER="https://khac.example/").status_code == 200
    assert reader.client.head(PIXEL, **reader.sent).status_code == 200
    assert shown()["total"] in {0, 1}
    assert counted("page").get("/", 0) == 0


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json", "text/plain;charset=UTF-8"]
)
def test_a_beacon_may_have_any_content_type(reader: Reader, content_type: str) -> None:
    assert reader.beacon("/", content_type).status_code == 204
    assert shown()["total"] == 1


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[1]",
        b'"text"',
        b"null",
        b'{"page": 5}',
        b'{"page": {"a": 1}}',
        b'{"page": "https://khac.example/"}',
        b'{"page": "//khac.example/"}',
        b'{"page": "http://[", "embed": ""}',
        b'{"page": "/", "embed": "not a host"}',
        b'{"page": "/", "embed": "a..b"}',
        b'{"page": "/", "referrer": ["x"]}',
        b'{"page": "/", "id": "1"}',
        b'{"page": "/", "id": 7}',
        '{"page": "/", "id": "đây không phải là một mã số"}'.encode(),
        b"\xff\xfe{",
        b'{"page": "' + b"a" * 3000 + b'"}',
    ],
)
def test_a_beacon_that_makes_no_sense_says_so_and_counts_nothing(
    reader: Reader, body: bytes
) -> None:
    answer = reader.post(body)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]
    assert not Hit.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"page": ""}',
        b'{"page": null, "referrer": null, "embed": null}',
        b'{"page": "/\\u0000"}',
        b'{"page": "/%00%ff/"}',
        b'{"page": "/\\ud800"}',
        b'{"page": "/' + b"a/" * 900 + b'"}',
        b'{"page": "/../../../etc/"}',
        b'{"page": "/", "referrer": "http://\\u0000/"}',
        b'{"page": "/", "referrer": "http://[::1/"}',
        b'{"page": "/", "referrer": "http://xn--/\\ud83d"}',
        '{"page": "/", "referrer": "https://đồnghới.vn/"}'.encode(),
        b'{"page": "/", "more": {"of": ["it"]}}',
    ],
)
def test_a_strange_beacon_is_never_an_error_of_the_server(reader: Reader, body: bytes) -> None:
    assert reader.post(body).status_code in {204, 400}
    counted("all")


def test_a_body_that_is_too_long_is_not_read(reader: Reader) -> None:
    assert reader.post(b" " * 5000).status_code == 413
    assert not Hit.objects.exists()


def test_the_beacon_may_be_sent_from_any_page() -> None:
    answer = Client().options(BEACON, HTTP_ORIGIN="https://phuong.example")
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_the_beacon_is_not_read_and_the_figures_are_not_written() -> None:
    assert Client().get(BEACON).status_code == 405
    assert Client().post(FIGURES).status_code == 405


def test_the_figures_can_be_asked_for_conditionally(reader: Reader) -> None:
    first = Client().get(FIGURES)
    again = Client().get(FIGURES, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304
    assert Client().get(f"{FIGURES}?x={uuid.uuid4()}").status_code == 400


def test_a_file_fetched_is_a_download_and_no_visit(house: House, document: Any) -> None:
    file, reader = document, Reader()
    page = house.news("Có tệp")
    page.attachments = [NewsAttachment(document=file)]
    page.save_revision().publish()
    relay()
    reader.client.get(file.url, **reader.sent)
    reader.client.get(file.url, **reader.sent, HTTP_RANGE="bytes=100-")
    reader.client.head(file.url, **reader.sent)
    Client().get(file.url, HTTP_USER_AGENT=GOOGLE)
    assert counted("download") == {str(file.pk): 1}
    assert shown()["total"] == 0
